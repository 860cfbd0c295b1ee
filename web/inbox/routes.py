"""The addresses of the boxes and of the list of tasks that nobody can do."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from engine.errors import Refusal
from engine.queries import inbox
from web.act import reading
from web.actor import actor, signed
from web.inbox.blueprint import blueprint
from web.inbox.lines import lines
from web.inbox.notice import notice
from web.shell.nav import NAMES, nav

EMPTY = {
    "waiting": "现在没有等您办理的事项。", "to_read": "现在没有等您阅知的事项。",
    "under_way": "没有您经手且还在办理的事项。", "handled": "您还没有办理过事项。",
    "ended": "没有您经手且已办结的事项。", "started": "您还没有发起过事项。", "drafts": "没有没写完的草稿。",
}


@blueprint.get("/boxes/<name>")
def box(name: str) -> Any:
    """One box, a page at a time, the most pressing first; ``q`` searches titles."""
    if name not in NAMES:
        raise Refusal("page.unknown", address=request.path)
    here, words = signed(), request.args.get("q", "").strip()[:80]
    assert here is not None
    with reading() as work:
        page = inbox.box(work, actor(), name, page=_number(request.args.get("page", "")), words=words)
        return render_template(
            "inbox/box.html", nav=nav(work, here), name=name, title=NAMES[name], page=page, words=words,
            lines=lines(work, name, page), empty=EMPTY[name], notice=notice(work, actor(), request.args),
        )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 else 1
