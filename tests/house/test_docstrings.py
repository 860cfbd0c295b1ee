"""Every room, public class and public function says in a sentence what it is for."""

import ast
import re
from collections.abc import Iterator

from tests.house.source import files, place, refuse, tree

Described = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _public(node: ast.AST, inside_class: bool = False) -> Iterator[Described]:
    """Module, its public classes and functions, their public methods; not what stands inside a function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not child.name.startswith("_"):
            if not _setter_or_overload(child):
                yield child
            if isinstance(child, ast.ClassDef):
                yield from _public(child)


def _setter_or_overload(node: Described) -> bool:
    words = {getattr(name, "attr", getattr(name, "id", "")) for name in node.decorator_list}
    return bool(words & {"setter", "deleter", "overload"})


def _repeats(name: str, docstring: str) -> bool:
    return re.sub(r"\W|_", "", docstring).lower() == name.replace("_", "").lower()


def test_every_public_name_has_a_docstring():
    found = []
    for path in files("engine", "web", "cli", "bench"):
        if not ast.get_docstring(tree(path)):
            found.append(f"{place(path)}: the file itself")
        for node in _public(tree(path)):
            docstring = ast.get_docstring(node)
            if not docstring or _repeats(node.name, docstring):
                found.append(f"{place(path, node.lineno)}: {node.name}")
    refuse(found, "Say in one sentence what it is for (units, errors, article or standard):")
