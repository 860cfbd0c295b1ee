"""The second government as a site, for tests of pages that are the same whatever the rules are."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.elsewhere import ROOT
from tests.web.district import MONDAY as HERE_MONDAY
from tests.web.district import District, district_file
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


@pytest.fixture(scope="session")
def settled_district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped district with one procedure in force, made once."""
    return district_file(tmp_path_factory.mktemp("district"))


@pytest.fixture
def district(settled_district: Path, tmp_path: Path) -> Iterator[District]:
    """The shipped district as a site of the test's own."""
    copy = tmp_path / "district.db"
    shutil.copyfile(settled_district, copy)
    site = District(f"sqlite:///{copy}", HERE_MONDAY)
    yield site
    site.play.close()
