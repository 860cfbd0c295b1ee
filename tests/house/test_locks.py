"""The locks: exact versions with hashes for every machine, and no word of where they were fetched."""

import json
import re

import pytest

from tests.house.source import ROOT, files, place, refuse, text

LOCKS = ["run", "test"]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", re.MULTILINE)


def _lock(name: str) -> str:
    return text(ROOT / "requirements" / f"{name}.txt")


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_pinned_with_hashes(name):
    blocks = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"(?m)^ *#.*\n", "", _lock(name)))
    found = [block.split("\n")[0] for block in blocks
             if block.strip() and not (PINNED.match(block) and "sha256:" in block)]
    assert len(blocks) > 20
    refuse(found, "Write the lock anew with make lock:")


def test_no_registry_and_no_machine_is_named():
    words = re.compile(r"(?m)https?://|file:|--(extra-)?index|--find-links|@ |^-e |/(opt|home|root|tmp|work)/")
    locks = [*files("requirements", endings=(".txt", ".in")), *files("", endings=("package-lock.json",))]
    found = [f"{place(path)}: {match[0]}" for path in locks for match in words.finditer(_without_npm_urls(path))]
    refuse(found, "make lock writes neither addresses nor paths; remove:")


def _without_npm_urls(path) -> str:
    """An npm lock may name home pages and funding, never where a package was resolved."""
    if path.suffix != ".json":
        return text(path)
    packages = json.loads(text(path)).get("packages", {}).values()
    return "\n".join(str(package.get("resolved", "")) for package in packages)


def test_tests_run_on_what_the_product_runs_on():
    run, test = (dict(PINNED.findall(_lock(name))) for name in LOCKS)
    found = [f"{name}: {version}, but {test.get(name)} in test.txt" for name, version in run.items()
             if test.get(name) != version]
    refuse(found, "Write the locks anew with make lock:")


def test_what_is_asked_for_is_locked():
    asked = {re.split(r"[\[=<> ]", line)[0].lower() for line in text(ROOT / "requirements/run.in").splitlines()
             if line and not line.startswith("#")}
    locked = {name.lower() for name, _version in PINNED.findall(_lock("run"))}
    refuse(sorted(asked - locked), "Write the locks anew with make lock; missing:")
