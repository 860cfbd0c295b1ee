"""What every test may ask for, and what continuous integration demands of them."""

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings

from engine.model.database import Database
from tests.database import Server, Sqlite, migrate
from tests.postgres import Postgres

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]

# Machines are shared: how long one example took says nothing about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The session's embedded PostgreSQL, started when a test first asks for it."""
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session", params=KINDS)
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sqlite | Server:
    """Where fresh databases come from; a test that uses it runs once on each kind."""
    if request.param == "sqlite":
        return Sqlite(tmp_path_factory.mktemp("databases"))
    return Server(request.getfixturevalue("postgres"))


@pytest.fixture(scope="session")
def migrated(databases: Sqlite | Server) -> Iterator[str]:
    """The address of a migrated database that tests copy and never touch."""
    with databases.fresh() as url:
        migrate(url)
        yield url


@pytest.fixture
def empty_database_url(databases: Sqlite | Server) -> Iterator[str]:
    """The address of a database of the test's own without any table."""
    with databases.fresh() as url:
        yield url


@pytest.fixture
def database_url(databases: Sqlite | Server, migrated: str) -> Iterator[str]:
    """The address of a migrated database of the test's own."""
    with databases.fresh(migrated) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database of the test's own, opened."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The system's Chromium; without its sandbox where tests run as root, which Chromium refuses otherwise."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": shutil.which("chromium"), "args": sandbox}


def _refuse_a_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """In CI a skipped test is a failure, unless it says that ../shared, which not every checkout has, is absent."""
    if not os.environ.get("CI") or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if "../shared" not in reason:
        report.outcome = "failed"
        report.longrepr = f"skipped, which is a failure in CI; provide what it needs or remove it: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """See _refuse_a_skip."""
    report = yield
    _refuse_a_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """See _refuse_a_skip."""
    report = yield
    _refuse_a_skip(report)
    return report
