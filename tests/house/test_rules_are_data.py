"""Neither engine nor web names anything of one government's rules: another government runs on the same code."""

import json
import re

import yaml

from tests.house.source import ROOT, files, place, refuse, text

SEEN = (".py", ".html", ".js", ".css", ".yaml", ".txt", ".svg")
ADMINISTRATORS = {"system", "security", "audit"}


def _organisation() -> dict:
    path = ROOT / "processes" / "organisation.yaml"
    return yaml.safe_load(text(path)) if path.exists() else {}


def _of_the_organisation() -> set[str]:
    """Names of offices, posts and people; the product's own three administrators are no names of the rules."""
    raw = _organisation()
    offices = {office[key] for office in raw.get("offices", ()) for key in ("name", "full_name") if key in office}
    posts = {post["name"] for post in raw.get("posts", ()) if not ADMINISTRATORS & set(post.get("roles", ()))}
    derived = {post["name"] for post in raw.get("derived_posts", ())}
    people = {person["name"] for person in raw.get("people", ())}
    return offices | posts | derived | people | set(raw.get("government", {}).values())


def _of_the_procedures() -> set[str]:
    """Ids and names of procedures, names of their steps' forms."""
    found = set()
    for path in files("processes", endings=(".bpmn",)):
        found |= {path.stem, path.stem.replace("-", "_")} if "-" in path.stem else set()
        found |= set(re.findall(r"<(?:\w+:)?process\b[^>]*\bname=\"([^\"]+)\"", text(path)))
    for path in files("forms", endings=(".json",)):
        schema = json.loads(text(path))
        # a title of two characters is an ordinary word, such as the one for "number" or "public", and no name
        found |= {schema[key] for key in ("name", "title") if len(schema.get(key) or "") > 2}
    return {name for name in found if len(name) > 1}


def test_no_name_of_the_rules_stands_in_the_code():
    names = sorted(_of_the_organisation() | _of_the_procedures(), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, names)) or "(?!)")
    found = [
        f"{place(path, number)}: {match[0]}"
        for path in files("engine", "web", "cli", endings=SEEN)
        for number, line in enumerate(text(path).splitlines(), 1) for match in pattern.finditer(line)
    ]
    refuse(found, "Read it from the rulebook or the record; the code knows no government:")


def test_the_names_are_really_read():
    assert len(_of_the_organisation()) > 40
