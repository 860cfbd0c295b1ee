"""One's own password."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for

from engine.actions.accounts import set_password
from engine.errors import Refusal
from engine.model.account import Account
from web.act import acting, place, reading
from web.actor import signed
from web.admin.blueprint import blueprint, shown
from web.guard import set_key
from web.passwords import SHORTEST, hash_password, is_password, must_be_long
from web.refusals import status_of
from web.sign_in import begin


@blueprint.get("/account/password")
def own_password() -> Any:
    """The form."""
    return _page()


@blueprint.post("/account/password")
def change() -> Any:
    """A new password of one's own; every other sign-in of the account ends, this one goes on with a new key."""
    here = signed()
    assert here is not None
    try:
        with acting() as work:
            account = work.session.get_one(Account, here.found.account_id)
            set_password(work, account.id, _new(account))
            key = begin(work, account, here.found.post_id, place().settings)
    except Refusal as refusal:
        return _page(refusal), status_of(refusal)
    return set_key(redirect(url_for("admin.own_password", changed=1), 303), key)  # type: ignore[arg-type]


def _new(account: Account) -> str:
    if not is_password(account.password, request.form.get("now", "")[:1000]):
        raise Refusal("password.wrong")
    new = request.form.get("new", "")[:1000]
    must_be_long(new)
    if new != request.form.get("again", ""):
        raise Refusal("password.differs")
    return hash_password(new)


def _page(refusal: Refusal | None = None) -> str:
    with reading() as work:
        return shown(work, "password", refusal, changed=bool(request.args.get("changed")), least=SHORTEST)
