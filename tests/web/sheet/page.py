"""A page with one sheet, as plain as can be: what the tests read and Chromium draws."""

from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web import sheet

WEB = Path(sheet.__file__).parent.parent

PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>办理</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/sheet.css"><script type="module" src="/static/sheet.js"></script>
<link rel="icon" href="data:,"><style>body{margin:0;font:17px/1.6 "Noto Sans SC","Noto Sans CJK SC",sans-serif;background:#eef2f7}
main{max-width:60rem;margin:1.5rem auto;padding:0 .75rem}</style></head><body><main><h1>办理</h1>
{% from "sheet/sheet.html" import sheet_form, error_summary %}{% from "sheet/readonly.html" import sheet_record %}
{% for record in records %}{{ sheet_record(record) }}{% endfor %}
{{ error_summary(sheet) }}<form method="post" action="/act" enctype="multipart/form-data" novalidate>
{{ sheet_form(sheet) }}<button name="do" value="complete">办理</button></form></main></body></html>"""


def environment() -> Environment:
    """The product's templates, where an unknown variable is an error."""
    made = Environment(loader=FileSystemLoader(WEB / "templates"), autoescape=True, undefined=StrictUndefined)
    sheet.install(made)
    return made


def page(one: sheet.Sheet, records: tuple[sheet.Sheet, ...] = ()) -> str:
    """The whole page."""
    return environment().from_string(PAGE).render(sheet=one, records=records)


def upload(name: str, content: bytes = b"x") -> SimpleNamespace:
    """A file as werkzeug gives it."""
    return SimpleNamespace(filename=name, read=lambda: content)
