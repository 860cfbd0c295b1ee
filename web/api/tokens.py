"""The page on which a person makes keys for programs and takes them back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request

from engine.actions.tokens import make_token, revoke_token, tokens_of
from engine.errors import Refusal
from web.act import acting, reading
from web.actor import actor, signed
from web.refusals import said, status_of
from web.shell.nav import nav

blueprint = Blueprint("tokens", __name__, template_folder="templates")


@blueprint.get("/tokens")
def list_tokens() -> Any:
    """One's own keys."""
    return _page()


@blueprint.post("/tokens")
def make() -> Any:
    """A new key, shown this once."""
    here = signed()
    assert here is not None
    try:
        with acting() as work:
            key = make_token(work, here.found.account_id, actor().post, request.form.get("label", ""))
    except Refusal as refusal:
        return _page(refused=said(refusal)), status_of(refusal)
    return _page(key=key)


@blueprint.post("/tokens/<int:number>/revocation")
def revoke(number: int) -> Any:
    """Takes a key back."""
    here = signed()
    assert here is not None
    with acting() as work:
        revoke_token(work, here.found.account_id, number)
    return redirect("/tokens", 303)


def _page(key: str = "", refused: Any = None) -> str:
    here = signed()
    assert here is not None
    with reading() as work:
        rows = tokens_of(work, here.found.account_id)
        names = work.jurisdiction.posts_by_id
        return render_template("api/tokens.html", nav=nav(work, here), rows=rows, names=names, key=key, refused=refused)
