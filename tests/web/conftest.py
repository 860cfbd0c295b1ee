"""The second government as a site, for tests of pages that are the same whatever the rules are."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.elsewhere import ROOT
from tests.web.site import Site, settled_file, site_of

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Atlantic/Azores"))


@pytest.fixture(scope="session")
def elsewhere_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second government, settled once."""
    return settled_file(tmp_path_factory.mktemp("elsewhere"), ROOT)


@pytest.fixture
def site(elsewhere_file: Path, tmp_path: Path) -> Iterator[Site]:
    """A site of the test's own."""
    with site_of(elsewhere_file, tmp_path, MONDAY) as made:
        yield made
