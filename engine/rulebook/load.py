"""Reads a root of rules from a folder: one government's data, and a bundle for each procedure found there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from engine.bpmn import read
from engine.errors import Finding, Unsound
from engine.rulebook.bundle import Bundle
from engine.rulebook.jurisdiction import Jurisdiction
from engine.rulebook.organisation_file import organisation
from engine.rulebook.written import is_plain, must_stay_inside

KEPT = (".bpmn", ".dmn", ".typ", ".json", ".yaml")


def load_jurisdiction(root: Path) -> Jurisdiction:
    """One government's data from ``root/processes``; raises Unsound when a file is missing or cannot be read."""
    settings = load_settings(root)
    return Jurisdiction(organisation(settings["organisation"]), settings)


def load_settings(root: Path) -> dict[str, Any]:
    """The raw data files by name; ``calendar`` maps each year to its file."""
    base = root / "processes"
    settings = {name: _yaml(base / f"{name}.yaml") for name in ("organisation", "articles")}
    settings["meetings"] = _yaml(base / "meetings.yaml") if (base / "meetings.yaml").exists() else {}
    languages = sorted(base.glob("language.*.yaml"))
    settings["language"] = _yaml(languages[0]) if languages else {}
    settings["calendar"] = {path.stem: _yaml(path) for path in sorted((base / "calendar").glob("*.yaml"))}
    return settings


def procedure_ids(root: Path) -> list[str]:
    """The ids of the procedures under a root: the folders that hold a diagram of their own name."""
    return sorted(p.parent.name for p in (root / "processes").glob("*/*.bpmn") if p.stem == p.parent.name)


def load_bundle(root: Path, procedure: str) -> Bundle:
    """A procedure's bundle from a folder, with everything it calls; Unsound when a called one is not there."""
    files: dict[str, bytes] = {}
    todo, seen = [procedure], set()
    while todo:
        current = todo.pop()
        if current in seen:
            continue
        seen.add(current)
        own = _own_files(root, current)
        files.update(own)
        todo += _called(own, current)
    return Bundle(procedure, files)


def _own_files(root: Path, procedure: str) -> dict[str, bytes]:
    main = root / "processes" / procedure / f"{procedure}.bpmn"
    if not is_plain(procedure) or "/" in procedure or not main.is_file():
        raise Unsound("rulebook.unreadable", [Finding("rulebook.no_procedure", "error", str(procedure), procedure)])
    found = {}
    for folder in (root / "processes" / procedure, root / "forms" / procedure):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in KEPT:
                must_stay_inside(root, path)
                found[path.relative_to(root).as_posix()] = path.read_bytes()
    guarantees = root / "features" / f"{procedure}.guarantees.yaml"
    if guarantees.is_file():
        must_stay_inside(root, guarantees)
        found[guarantees.relative_to(root).as_posix()] = guarantees.read_bytes()
    return found


def _called(files: Mapping[str, bytes], procedure: str) -> Iterable[str]:
    path = f"processes/{procedure}/{procedure}.bpmn"
    diagram = read(files[path], path)
    return [node.called for node in diagram.nodes.values() if node.called]


def _yaml(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Unsound("rulebook.unreadable", [Finding("rulebook.no_file", "error", path.name)]) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        finding = Finding("rulebook.not_yaml", "error", path.name, "", {"problem": str(error)[:200]})
        raise Unsound("rulebook.unreadable", [finding]) from None
