"""The shipped district with a matter of one office in it, looked at by somebody of another office."""

from dataclasses import dataclass

import pytest
from argon2 import PasswordHasher
from sqlalchemy import inspect, select, text

from engine.actions.stand_in import delegate
from engine.actions.tokens import make_token
from engine.actions.work import Work
from engine.model.account import Account, Token
from engine.model.case import Draft
from engine.model.document import Document, StoredFile
from engine.model.public import Publication
from tests.web.conftest import district, settled_district  # noqa: F401
from tests.web.district import COMPLETE, HEAD, REVIEWER, District, task_of
from web import passwords

SECRET = "只有经办人知道的理由"


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are kept cheaply here: what is tested is not how costly a guess is."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", quick)
    monkeypatch.setattr(passwords, "_NOBODY", quick.hash("nobody"))


@dataclass(frozen=True)
class Matter:
    """One case with one of everything that has an address."""

    case: int
    task: str
    done: str
    file: str
    document: int
    draft: int
    publication: int
    token: int
    key: str
    delegation: int


@pytest.fixture
def matter(district: District) -> Matter:  # noqa: F811
    """A case after its review, with a draft of the signature, a file, a letter, a publication, a key, a delegation."""
    done = district.started()
    reviewer, head = district.browser(REVIEWER), district.browser(HEAD)
    assert reviewer.send(f"/tasks/{done}/completion", **{**COMPLETE, "理由": SECRET}).status_code == 303
    task = task_of(head.get("/boxes/waiting"))
    assert head.send(f"/tasks/{task}/draft", 意见="同意", 审签说明=SECRET).status_code == 303
    with district.play.acting() as work:
        return _rest(work, district, task, done)


def _rest(work: Work, site: District, task: str, done: str) -> Matter:
    file = work.session.scalars(select(StoredFile)).one()
    letter = Document(case_id=1, entry_number=2, name=SECRET, number="1", payload={}, file_id=file.id, status="ready",
                      created_at=work.now)
    shown = Publication(case_id=1, task_id=done, kind="decision", title=SECRET, shown=[], published_at=work.now)
    work.session.add_all([letter, shown])
    reviewer = site.play.actor(work, REVIEWER).person_id
    account = work.session.scalars(select(Account).where(Account.person_id == reviewer)).first()
    key = make_token(work, account.id, REVIEWER, SECRET)
    token = work.session.scalars(select(Token)).one()
    given = delegate(work, HEAD, "区司法局副局长", work.today, work.today, note="x")
    draft = work.session.scalars(select(Draft)).one()
    return Matter(1, task, done, file.id, letter.id, draft.id, shown.id, token.id, key, given.id)


def held(site: District) -> dict[str, list[str]]:
    """Every row of the database but the sign-ins, as text."""
    with site.play.looking() as work:
        names = inspect(work.session.connection()).get_table_names()
        return {
            name: sorted(map(str, work.session.execute(text(f'SELECT * FROM "{name}"'))))
            for name in names if name != "sign_in"
        }
