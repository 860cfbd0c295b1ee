"""Nothing that an author draws or types is run by Python."""

import ast

from tests.house.source import files, place, refuse, tree

RUNS = {"eval", "exec", "compile", "__import__"}
UNSAFE = {("yaml", "load"), ("yaml", "unsafe_load"), ("pickle", "load"), ("pickle", "loads"), ("marshal", "loads"),
          ("os", "system"), ("os", "popen"), ("builtins", "eval"), ("builtins", "exec")}
ENGINES = {"PythonScriptEngine", "render_template_string"}


def _named(call: ast.Call) -> str:
    match call.func:
        case ast.Name(name) if name in RUNS | ENGINES:
            return name
        case ast.Attribute(ast.Name(room), name) if (room, name) in UNSAFE or name in ENGINES:
            return f"{room}.{name}"
    return ""


def test_no_text_becomes_code():
    found = [
        f"{place(path, node.lineno)}: {_named(node)}(…)"
        for path in files("engine", "web", "cli")
        for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and _named(node)
    ]
    refuse(found, "What an author wrote is evaluated by engine.feel alone; templates are files of ours:")
