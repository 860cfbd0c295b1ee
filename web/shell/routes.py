"""The addresses of the shell: home, login, logout, the post worked for, health."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from engine.errors import Refusal
from web.act import acting, place, reading
from web.actor import signed
from web.guard import KEY, set_key
from web.refusals import said, status_of
from web.shell.login import offered_roles, sign_in_as, sign_in_with
from web.sign_in import end, turn_to

blueprint = Blueprint("shell", __name__)


@blueprint.get("/")
def home() -> Any:
    """One's boxes, or the login page."""
    return redirect(url_for("inbox.box", name="waiting") if signed() else url_for("shell.login"))


@blueprint.get("/health")
def health() -> Any:
    """Says whether this process can read its database."""
    with reading() as work:
        return {"ok": True, "revision": work.jurisdiction.revision}


@blueprint.get("/login")
def login() -> Any:
    """The login page; a demonstration offers its roles there."""
    if signed():
        return redirect(local(request.args.get("next", "")))
    return _page()


@blueprint.post("/login")
def log_in() -> Any:
    """Signs in with a password; refused in one sentence that does not tell which of the two was wrong."""
    try:
        key = sign_in_with(request.form.get("login", ""), request.form.get("password", ""), request.remote_addr or "")
    except Refusal as refusal:
        return _page(refusal, request.form.get("login", "")), status_of(refusal)
    return set_key(redirect(local(request.form.get("next", "")), 303), key)  # type: ignore[arg-type]


@blueprint.post("/demonstration")
def demonstrate() -> Any:
    """Signs in as one of the demonstration's roles; only where this is a demonstration."""
    try:
        key = sign_in_as(request.form.get("post", ""))
    except Refusal as refusal:
        return _page(refusal), status_of(refusal)
    return set_key(redirect(local(request.form.get("next", "")), 303), key)  # type: ignore[arg-type]


@blueprint.post("/logout")
def log_out() -> Any:
    """Ends the sign-in of this browser."""
    here = signed()
    assert here is not None
    with acting() as work:
        end(work.session, here.found.key_hash)
    answer = redirect(url_for("shell.login"), 303)
    answer.delete_cookie(KEY, path="/")
    return answer


@blueprint.post("/post")
def turn() -> Any:
    """Works for another of one's posts from now on."""
    here = signed()
    assert here is not None
    post = request.form.get("post", "")
    if post not in here.posts:
        raise Refusal("sign_in.not_your_post", post=post)
    with acting() as work:
        turn_to(work.session, here.found.key_hash, work.jurisdiction.post_ids[post])
    return redirect(url_for("inbox.box", name="waiting"), 303)


def local(address: str) -> str:
    """An address of this site, or the home page: nobody is led elsewhere by a link to the login page."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and "\\" not in address
    return address if inside and address.isprintable() else "/"


def _page(refusal: Refusal | None = None, typed: str = "") -> str:
    with reading() as work:
        roles = offered_roles(work) if place().settings.demonstration else []
    after = request.values.get("next", "")
    worded = said(refusal) if refusal else None
    return render_template("shell/login.html", roles=roles, after=after, worded=worded, typed=typed)
