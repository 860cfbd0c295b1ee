"""The blueprint that every address of the administration hangs on, and its pages by name."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from engine.actions.work import Work
from engine.errors import Refusal
from web.actor import signed
from web.permissions import MATRIX
from web.refusals import said
from web.shell.nav import nav

blueprint = Blueprint("admin", __name__, template_folder="templates")

PAGES = (
    ("admin.posts", "任职"), ("admin.people", "人员"), ("admin.accounts", "账号"), ("admin.versions", "流程版本"),
    ("admin.journal", "管理日志"),
)
"""Pages of the administration: endpoint and name."""


@blueprint.get("/admin")
def home() -> Any:
    """The first of the pages that one may see."""
    return redirect(url_for(tabs()[0][0]))


def tabs() -> list[tuple[str, str]]:
    """The pages that whoever has signed in may see."""
    return [(endpoint, name) for endpoint, name in PAGES if may(endpoint)]


def may(endpoint: str) -> bool:
    """Whether the post of whoever has signed in carries a role for an endpoint."""
    here = signed()
    assert here is not None
    return bool(here.roles & set(MATRIX[endpoint].roles))


def shown(work: Work, template: str, refusal: Refusal | None, **given: Any) -> str:
    """A page of the administration, with what was refused on top."""
    here = signed()
    assert here is not None
    return render_template(f"admin/{template}.html", nav=nav(work, here), tabs=tabs(), may=may, today=work.today,
                           worded=said(refusal) if refusal else None, **given)
