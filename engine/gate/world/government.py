"""A rulebook seeded once into a database in memory; every scenario plays on a copy of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from engine.actions.import_version import import_version
from engine.actions.publish_version import publish_version
from engine.actions.work import Office, Work
from engine.gate.language import SentenceLanguage
from engine.gate.play import Say
from engine.gate.world.copying import copy as copy_whole
from engine.gate.world.operations import perform
from engine.gate.world.scene import Scene
from engine.model.database import Database
from engine.model.jurisdiction import seed
from engine.rulebook.bundle import Bundle
from engine.rulebook.jurisdiction import Jurisdiction
from engine.rulebook.load import load_bundle, load_jurisdiction, procedure_ids

MEMORY = "sqlite://"
LONG_AGO = dt.date(2000, 1, 1)
AUTHOR, RELEASER = "author", "releaser"


class CaseWorld:
    """The world of one scenario."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def perform(self, operation: str, arguments: Mapping[str, Any]) -> None:
        """Does or checks what a sentence means; see ``engine.gate.play.World``."""
        perform(self.scene, operation, arguments)

    def close(self) -> None:
        """Drops the copy."""
        self.scene.database.close()


class Government:
    """One government with its procedures published; use it as a context and ask it for a world a scenario."""

    def __init__(
        self, template: Database, office: Office, language: SentenceLanguage, say: Say, start: dt.datetime,
    ) -> None:
        self.template = template
        self.office = office
        self.language = language
        self.say = say
        self.start = start

    @classmethod
    def of(cls, root: Path, language: SentenceLanguage, say: Say) -> Government:
        """The government of a root of rules; raises Unsound when a file of it cannot be read."""
        jurisdiction = load_jurisdiction(root)
        bundles = [load_bundle(root, procedure) for procedure in procedure_ids(root)]
        return cls.made(jurisdiction, bundles, language, say)

    @classmethod
    def made(cls, jurisdiction: Jurisdiction, bundles: Iterable[Bundle], language: SentenceLanguage, say: Say) -> Government:
        """The government of what has been read already, a draft's bundle for instance."""
        template, office = Database(MEMORY), Office()
        template.migrate()
        with template.writing() as session:
            seed(session, jurisdiction, people=True)
        moment = dt.datetime.combine(LONG_AGO, dt.time(), jurisdiction.zone)
        for bundle in bundles:
            with template.writing() as session:
                work = Work(session, lambda: moment, office)
                publish_version(work, import_version(work, bundle, AUTHOR).id, RELEASER)
        return cls(template, office, language, say, _first_working_day(jurisdiction))

    def world(self, uri: str) -> CaseWorld:
        """A fresh copy of everything, its clock at the beginning of the last year whose working days are known."""
        copy = Database(MEMORY)
        copy_whole(self.template, copy)
        return CaseWorld(Scene(copy, self.office, self.language, self.say, self.start))

    def __enter__(self) -> Government:
        return self

    def __exit__(self, *raised: object) -> None:
        self.template.close()


def _first_working_day(jurisdiction: Jurisdiction) -> dt.datetime:
    day = dt.date(max(jurisdiction.calendar.years, default=2000), 1, 1)
    while not jurisdiction.calendar.is_working(day):
        day += dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(9), jurisdiction.zone)
