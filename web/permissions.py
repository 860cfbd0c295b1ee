"""Who may ask for what: every endpoint of the web, with whom it is for.

An endpoint that does not stand here keeps the application from starting, so that nobody forgets one.  What a person may
see or do of a single case is decided by the queries and verbs; here stands who may knock at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Who:
    """For whom an endpoint is: ``kind`` public, signed_in, or token (a key for the HTTP interface, no form key);
    ``roles``: where not empty, the post must carry one of them."""

    kind: str
    roles: tuple[str, ...] = ()


PUBLIC, SIGNED_IN, TOKEN = Who("public"), Who("signed_in"), Who("token")


def role(*names: str) -> Who:
    """People whose post carries one of these roles of the organisation."""
    return Who("signed_in", names)


SHELL = {
    "static": PUBLIC,
    "shell.home": PUBLIC,
    "shell.health": PUBLIC,
    "shell.login": PUBLIC,
    "shell.log_in": PUBLIC,
    "shell.demonstrate": PUBLIC,
    "shell.log_out": SIGNED_IN,
    "shell.turn": SIGNED_IN,
}

INBOX = {
    "inbox.box": SIGNED_IN,
    "inbox.stuck": role("oversight", "registry"),
    "inbox.assign": role("oversight"),
}

CASES = {
    "cases.start": SIGNED_IN,
    "cases.open_one": SIGNED_IN,
    "cases.start_draft": SIGNED_IN,
    "cases.discard": SIGNED_IN,
    "cases.task": SIGNED_IN,
    "cases.complete": SIGNED_IN,
    "cases.draft": SIGNED_IN,
    "cases.claim": SIGNED_IN,
    "cases.give_back": SIGNED_IN,
    "cases.give_over": SIGNED_IN,
    "cases.remind": SIGNED_IN,
    "cases.case": SIGNED_IN,
    "cases.diagram": SIGNED_IN,
    "cases.take_back": SIGNED_IN,
    "cases.stop": SIGNED_IN,
    "cases.go_on": SIGNED_IN,
    "cases.end": SIGNED_IN,
    "cases.clear": SIGNED_IN,
    "cases.add": SIGNED_IN,
    "cases.step_aside": SIGNED_IN,
    "cases.paper": SIGNED_IN,
    "cases.enter": SIGNED_IN,
    "cases.show_round": SIGNED_IN,
    "cases.receive": SIGNED_IN,
    "cases.correction": SIGNED_IN,
    "cases.put_right": SIGNED_IN,
    "cases.file": SIGNED_IN,
    "cases.document": SIGNED_IN,
}

_ACCOUNTS_FOR = role("oversight", "registry")
PAPERS = {
    "papers.registers": _ACCOUNTS_FOR,
    "papers.register": _ACCOUNTS_FOR,
    "papers.table": _ACCOUNTS_FOR,
    "papers.numbers": _ACCOUNTS_FOR,
}

PUBLIC_PAGES = {
    "public.home": PUBLIC,
    "public.past": PUBLIC,
    "public.show": PUBLIC,
    "public.file": PUBLIC,
    "public.say": PUBLIC,
    "public.thanks": PUBLIC,
    "public.received": SIGNED_IN,
}

API = {
    "api.openapi": PUBLIC,
    "api.start_case": TOKEN,
    "api.list_tasks": TOKEN,
    "api.read_task": TOKEN,
    "api.finish_task": TOKEN,
    "api.read_case": TOKEN,
    "api.read_record": TOKEN,
    "api.hand_in_file": TOKEN,
    "tokens.list_tokens": SIGNED_IN,
    "tokens.make": SIGNED_IN,
    "tokens.revoke": SIGNED_IN,
}

_LEGAL = role("legal", "oversight")
LEGAL = {
    "legal.features": _LEGAL,
    "legal.feature": _LEGAL,
    "legal.run": _LEGAL,
    "legal.articles": _LEGAL,
    "legal.guarantees": _LEGAL,
}

_ADMINISTRATORS = role("system", "security", "audit")
ADMIN = {
    "admin.home": role("system", "security", "audit", "author", "publisher", "oversight"),
    "admin.posts": _ADMINISTRATORS,
    "admin.post": _ADMINISTRATORS,
    "admin.appoint": role("system", "security"),
    "admin.vacate": role("system", "security"),
    "admin.people": _ADMINISTRATORS,
    "admin.add": role("system"),
    "admin.accounts": role("system"),
    "admin.create": role("system"),
    "admin.reset": role("system"),
    "admin.disable": role("system"),
    "admin.enable": role("system"),
    "admin.versions": role("system", "audit", "author", "publisher", "oversight"),
    "admin.publish": role("publisher"),
    "admin.journal": role("system", "security", "audit"),
    "admin.stand_ins": SIGNED_IN,
    "admin.leave": SIGNED_IN,
    "admin.come_back": SIGNED_IN,
    "admin.delegate": SIGNED_IN,
    "admin.take_back": SIGNED_IN,
    "admin.own_password": SIGNED_IN,
    "admin.change": SIGNED_IN,
}

MATRIX: dict[str, Who] = {**SHELL, **INBOX, **CASES, **PAPERS, **API, **PUBLIC_PAGES, **LEGAL, **ADMIN}


def unlisted(endpoints: Iterable[str]) -> list[str]:
    """Endpoints that the matrix does not have."""
    return sorted(set(endpoints) - MATRIX.keys())
