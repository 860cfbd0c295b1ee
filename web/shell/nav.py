"""What stands around every page: who I am, my boxes, what I may start, where else I may go."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import current_app
from sqlalchemy import select

from engine.actions.work import Work
from engine.model.version import Version
from engine.queries.inbox import BOXES, MOST, counts
from web.actor import Signed
from web.permissions import MATRIX

NAMES = {
    "waiting": "待办", "to_read": "待阅", "under_way": "在办", "handled": "已办", "ended": "办结", "started": "我发起",
    "drafts": "草稿",
}
"""The boxes' names as staff know them from their office system."""

LINKS = (
    ("inbox.stuck", "无人可办"),
    ("papers.registers", "登记簿"),
    ("papers.numbers", "文号"),
    ("legal.features", "验收"),
    ("admin.home", "管理"),
    ("admin.stand_ins", "离岗与代行"),
    ("admin.own_password", "修改密码"),
)
"""Pages of other audiences, shown to whoever may go there and where they exist: endpoint and name."""


@dataclass(frozen=True)
class Box:
    """One box of the list on the left."""

    name: str
    title: str
    count: int
    more: bool = False


@dataclass(frozen=True)
class Nav:
    """The list on the left."""

    boxes: tuple[Box, ...]
    startable: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...] = field(default=())


def nav(work: Work, signed: Signed) -> Nav:
    """The boxes with how many lines each has, and the procedures that this post may start today."""
    numbers = counts(work, signed.actor)
    boxes = tuple(Box(name, NAMES[name], numbers.get(name, 0), name != "waiting" and numbers.get(name, 0) == MOST) for name in BOXES)
    return Nav(boxes, startable(work, signed.actor.post), links(signed))


def startable(work: Work, post: str) -> tuple[tuple[str, str], ...]:
    """Id and name of the procedures in force that a post may start, by name."""
    query = select(Version.procedure, Version.name, Version.starters).where(
        Version.state == "published", Version.in_force <= work.today).order_by(Version.procedure, Version.number)
    latest = {procedure: (name, starters) for procedure, name, starters in work.session.execute(query)}
    allows = work.jurisdiction.organisation.allows
    return tuple((key, name) for key, (name, starters) in latest.items() if allows(starters, post))


def links(signed: Signed) -> tuple[tuple[str, str], ...]:
    """Endpoint and name of the other pages that are there and that this post may see."""
    return tuple(
        (endpoint, name) for endpoint, name in LINKS
        if endpoint in current_app.view_functions and _may(signed, endpoint)
    )


def _may(signed: Signed, endpoint: str) -> bool:
    who = MATRIX[endpoint]
    return not who.roles or bool(signed.roles & set(who.roles))
