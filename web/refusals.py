"""Refusals as pages: what happened, what it rests on, what to do, and where to go on."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, render_template, request
from werkzeug.exceptions import HTTPException

from engine.errors import Refusal
from web.act import reading
from web.citation import citations
from web.errors import Worded, word

STATUS = {
    "case.unknown": 404, "task.unknown": 404, "file.unknown": 404, "document.unknown": 404, "procedure.unknown": 404,
    "version.unknown": 404, "draft.unknown": 404, "consultation.unknown": 404, "page.unknown": 404,
    "task.closed": 409, "task.claimed": 409, "form.key_wrong": 400, "form.unreadable": 400,
    "sign_in.over": 401, "token.wrong": 401, "token.unknown": 404, "api.no_json": 400,
    "api.missing": 400, "api.no_file": 400, "sign_in.failed": 401,
    "sign_in.wait": 429, "comment.too_many": 429, "page.not_yours": 403, "task.not_yours": 403, "case.not_yours": 403,
    "procedure.not_yours": 403, "correct.not_yours": 403, "case.incident": 500,
    "register.unknown": 404, "enter_for.not_allowed": 403, "stand_in.not_yours": 403, "account.unknown": 404, "feature.busy": 409,
}
OTHERWISE = 422
TITLES = {
    400: "请求没有被接受", 401: "请重新登录", 403: "这不归本岗位办理", 404: "没有找到", 405: "请求方式不对", 409: "已有人先办",
    413: "文件太大", 422: "没有办成", 429: "请稍候再试", 500: "暂时办不了",
}
SAID = {404: "page.unknown", 405: "page.unknown", 413: "page.too_large"}


def status_of(refusal: Refusal) -> int:
    """The HTTP status that tells a program what a refusal tells a reader."""
    return STATUS.get(refusal.code, OTHERWISE)


def said(refusal: Any) -> Worded:
    """A refusal, finding or field error in this government's words: articles are cited by its register."""
    return word(refusal, _register() if getattr(refusal, "articles", ()) else {})


def _register() -> Any:
    if "citations" not in g:
        with reading() as work:
            g.citations = citations(work.jurisdiction)
    return g.citations


def install(app: Flask) -> None:
    """Answers refusals and HTTP errors with pages in words."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, failed)
    app.register_error_handler(Exception, broken)


def refused(refusal: Refusal) -> tuple[str, int]:
    """The page of a refusal that no page of its own shows."""
    return page(refusal, status_of(refusal))


def failed(error: HTTPException) -> Any:
    """The page of an error that the framework found: no such address, too large a file."""
    if error.code is None or error.code < 400:
        return error
    return page(Refusal(SAID.get(error.code, "page.failed"), address=request.path), error.code)


def broken(error: Exception) -> tuple[str, int]:
    """The page of a fault of the program itself; the fault goes to the log, nothing of it to the screen."""
    from flask import current_app

    if current_app.testing or current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    current_app.logger.exception("fault at %s %s", request.method, request.endpoint)
    return page(Refusal("page.broken"), 500)


def page(refusal: Refusal, status: int) -> tuple[str, int]:
    """A page that says what was refused."""
    title = TITLES.get(status, TITLES[OTHERWISE])
    return render_template("shell/refusal.html", title=title, refusal=refusal, worded=said(refusal)), status
