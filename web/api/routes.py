"""The addresses of the interface; each is one verb or one query."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from engine.actions.complete_task import complete_task
from engine.actions.once import once
from engine.actions.open_case import open_case
from engine.actions.uploads import store_file
from engine.actions.work import Actor, Reading, Work
from engine.errors import Refusal
from engine.queries import inbox
from engine.queries.cases import case_view, visible_file
from engine.queries.tasks import task_view
from web.act import acting, reading
from web.api import shapes
from web.api.caller import caller
from web.refusals import status_of

blueprint = Blueprint("api", __name__, url_prefix="/api")
LAST_PAGE = 1_000_000


@cache
def description() -> dict[str, Any]:
    """The interface as OpenAPI 3.1 describes it."""
    found: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "openapi.yaml").read_text(encoding="utf-8"))
    return found


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The description, for programs that read it."""
    return jsonify(description())


@blueprint.post("/cases")
def start_case() -> Any:
    """Starts a case; a retry with the same Idempotency-Key gets the same answer."""
    given = _body("procedure", "answers")
    with acting() as work:
        who = caller(work)
        return jsonify(once(work, who, _key(), lambda: _started(work, who, given))), 201


def _started(work: Work, who: Actor, given: dict[str, Any]) -> dict[str, Any]:
    return shapes.case(open_case(work, who, str(given["procedure"]), _reading(work, who, given)))


@blueprint.get("/tasks")
def list_tasks() -> Any:
    """What waits for the caller, the most pressing first."""
    page = min(request.args.get("page", 1, type=int) or 1, LAST_PAGE)
    with reading() as work:
        found = inbox.box(work, caller(work), "waiting", page=page, words=request.args.get("q", ""))
    return jsonify({"total": found.total, "page": found.number, "pages": found.pages,
                    "tasks": [shapes.line(row) for row in found.rows]})


@blueprint.get("/tasks/<task_id>")
def read_task(task_id: str) -> Any:
    """One task with its form."""
    with reading() as work:
        return jsonify(shapes.task(task_view(work, caller(work), task_id)))


@blueprint.post("/tasks/<task_id>/completion")
def finish_task(task_id: str) -> Any:
    """Completes a task; a retry with the same Idempotency-Key gets the same answer."""
    given = _body("answers")
    with acting(task_id=task_id) as work:
        who = caller(work)
        try:
            return jsonify(once(work, who, _key(), lambda: _finished(work, who, task_id, given)))
        except Refusal:
            task_view(work, who, task_id)  # another's task is not there
            raise


def _finished(work: Work, who: Actor, task_id: str, given: dict[str, Any]) -> dict[str, Any]:
    return shapes.entry(complete_task(work, who, task_id, _reading(work, who, given)))


@blueprint.get("/cases/<int:case_id>")
def read_case(case_id: int) -> Any:
    """A case and where it stands."""
    with reading() as work:
        return jsonify(shapes.whole_case(case_view(work, caller(work), case_id)))


@blueprint.get("/cases/<int:case_id>/record")
def read_record(case_id: int) -> Any:
    """Everything that was done to a case."""
    with reading() as work:
        return jsonify({"entries": [shapes.entry(e) for e in case_view(work, caller(work), case_id).entries]})


@blueprint.post("/files")
def hand_in_file() -> Any:
    """Keeps a file; what is answered goes into the answers of a form."""
    with acting() as work:
        who, file = caller(work), request.files.get("file")
        if file is None:
            raise Refusal("api.no_file")
        return jsonify(store_file(work, who, file.filename or "file", file.read())), 201


def _body(*wanted: str) -> dict[str, Any]:
    given = _json()
    if not isinstance(given, dict) or not isinstance(given.get("answers", {}), dict):
        raise Refusal("api.no_json")
    missing = [name for name in wanted if name not in given]
    if missing:
        raise Refusal("api.missing", names=missing)
    return given


def _json() -> Any:
    """The body, if it is JSON that text in a database can hold: not nested without end, no NUL, no half signs."""
    try:
        given = request.get_json(silent=True)
        text = json.dumps(given, ensure_ascii=False)
        return None if "\\u0000" in text or not text.encode() else given
    except (RecursionError, UnicodeEncodeError):
        return None


def _key() -> str:
    return request.headers.get("Idempotency-Key", "").strip()


def _reading(work: Work, who: Actor, given: dict[str, Any]) -> Reading:
    """Reads answers by field name; a file is named by the id that handing it in gave."""
    def stored(name: str) -> dict[str, Any] | None:
        try:
            row = visible_file(work, who, name)
        except Refusal:
            return None
        return {"id": row.id, "name": row.name, "size": row.size}

    return lambda form, facts, now: form.read_plain(given["answers"], facts, now, stored)


@blueprint.errorhandler(Refusal)
def refused(refusal: Refusal) -> Any:
    """A refusal as JSON, with the status that fits it."""
    return jsonify(shapes.refusal(refusal)), status_of(refusal)


@blueprint.errorhandler(HTTPException)
def failed(error: HTTPException) -> Any:
    """What the framework refused, as JSON too."""
    return jsonify(shapes.refusal(Refusal("page.failed", address=request.path))), error.code or 500
