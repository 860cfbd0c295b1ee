"""Stands before every request (who may, and with which form key) and behind it (the headers)."""

from __future__ import annotations

import secrets
from urllib.parse import quote

from flask import Flask, Response, g, redirect, request
from werkzeug.datastructures import MultiDict

from engine.errors import Refusal
from web import sign_in
from web.act import acting, now, place, reading
from web.actor import actor_of
from web.permissions import MATRIX
from web.secret import key_for, same

KEY, VISITOR, FORM_KEY = "guicheng_key", "guicheng_visitor", "_key"
SAFE = ("GET", "HEAD", "OPTIONS")
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def install(app: Flask) -> None:
    """Puts the guard before and behind every request of the application."""
    app.before_request(check)
    app.after_request(close)
    app.jinja_env.globals["form_key"] = form_key


def check() -> Response | None:
    """Lets a request in, sends it to the login page, or refuses it."""
    who = MATRIX.get(request.endpoint or "")
    if who is None or request.endpoint == "static":
        return None
    _must_be_text((request.args,) if who.kind == "token" else (request.args, request.form))
    if who.kind == "token":
        return None
    _find()
    if who.kind == "signed_in":
        if g.signed is None:
            return _to_login()
        if who.roles and not g.signed.roles & set(who.roles):
            raise Refusal("page.not_yours", post=g.signed.actor.post)
    if request.method not in SAFE and not same(request.form.get(FORM_KEY, ""), form_key()):
        raise Refusal("form.key_wrong")
    return None


def _must_be_text(given: tuple[MultiDict[str, str], ...]) -> None:
    """Refuses a request with a NUL in it: no field of ours holds one, and databases end a text there or fail."""
    fields = (part for fields in given for pair in fields.items(multi=True) for part in pair)
    if any("\0" in text for text in (request.path, *fields)):
        raise Refusal("form.unreadable")


def _find() -> None:
    g.signed = None
    key = request.cookies.get(KEY, "")
    if not key:
        return
    moment = now()
    with reading() as work:
        found = sign_in.find(work.session, key, moment)
        if found is None:
            return
        g.jurisdiction = work.jurisdiction = work.office.jurisdiction(work.session, found.revision)
        g.signed = actor_of(work, found)
        ends = sign_in.ends_next(found, moment, place().settings)
    if ends is not None:
        with acting() as work:
            sign_in.prolong(work.session, found.key_hash, ends)


def _to_login() -> Response:
    if request.method not in SAFE:
        raise Refusal("sign_in.over")
    wanted = request.full_path.rstrip("?")
    return redirect(f"/login?next={quote(wanted)}" if wanted != "/" else "/login", 302)  # type: ignore[return-value]


def form_key() -> str:
    """The key that a form of this page must carry: the sign-in's, or the visitor's own."""
    if g.get("signed") is not None:
        return g.signed.found.form_key
    return key_for(place().secret, visitor())


def visitor() -> str:
    """A random mark of this browser, given to it with the answer where it has none yet."""
    mark = request.cookies.get(VISITOR, "") or g.get("visitor", "")
    if not mark:
        mark = g.visitor = secrets.token_urlsafe(24)
    return mark


def set_key(answer: Response, key: str) -> Response:
    """Hands the browser its key; the visitor's mark ends with it."""
    answer.set_cookie(KEY, key, httponly=True, samesite="Lax", secure=request.is_secure, path="/")
    answer.delete_cookie(VISITOR, path="/")
    return answer


def close(answer: Response) -> Response:
    """The headers of every answer; what somebody signed in has seen is kept nowhere."""
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if request.is_secure:
        answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    private = g.get("signed") is not None or "Set-Cookie" in answer.headers or request.path == "/login"
    if private and request.endpoint != "static":
        answer.headers["Cache-Control"] = "no-store"
    if g.get("visitor"):
        answer.set_cookie(VISITOR, g.visitor, httponly=True, samesite="Lax", secure=request.is_secure, path="/")
    return answer
