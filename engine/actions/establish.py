"""A real installation begins: a government's data in an empty database, and its first administrator."""

from __future__ import annotations

from engine.actions.appoint import appoint, person_named
from engine.actions.work import Work
from engine.errors import Refusal
from engine.model.account import Account
from engine.model.jurisdiction import is_empty, seed
from engine.rulebook.jurisdiction import Jurisdiction

SYSTEM = "system"


def establish(work: Work, jurisdiction: Jurisdiction, name: str, login: str, password: str) -> Account:
    """Seeds offices, posts and settings without any demonstration person, and makes an account for ``name``.

    The person is appointed to the post that has the role ``system``; ``password`` is already hashed.  Refuses
    ``establish.not_empty`` and ``establish.no_administrator`` (no post has that role).
    """
    if not is_empty(work.session):
        raise Refusal("establish.not_empty")
    posts = [post.name for post in jurisdiction.organisation.posts.values() if SYSTEM in post.roles]
    if not posts:
        raise Refusal("establish.no_administrator")
    seed(work.session, jurisdiction, people=False)
    person = person_named(work, name)
    appoint(work, person, posts[0], work.today)
    account = Account(person_id=person.id, login=login, password=password)
    work.session.add(account)
    work.session.flush()
    return account
