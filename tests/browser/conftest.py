"""A district that runs in this process, and Chromium in front of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.person import Person
from tests.browser.stage import Stage, running
from tests.browser.watch import Watch
from tests.web.site import settled_file

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def settled_whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped district with every procedure in force, made once."""
    return settled_file(tmp_path_factory.mktemp("whole"), ROOT)


@pytest.fixture
def stage(settled_whole: Path, tmp_path: Path) -> Iterator[Stage]:
    """The district as a server of the test's own, on a Monday morning."""
    with running(settled_whole, tmp_path) as made:
        yield made


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Nothing on any console, nothing asked outside, nothing in anybody's way."""
    made = Watch()
    yield made
    assert not made.complaints, "\n".join(made.complaints)


@pytest.fixture
def person(stage: Stage, browser: Browser, watch: Watch) -> Callable[[str], Person]:
    """Whoever holds a post, signed in while the ``with`` lasts; ``person()`` is somebody of the public."""
    return lambda post="": Person(stage, browser, watch, post)
