"""The addresses of registers and of runs of numbers."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Response, render_template, request

from engine.actions.work import Work
from engine.queries import papers
from web.act import reading
from web.actor import actor, signed
from web.papers.blueprint import blueprint
from web.papers.table import columns, csv_text
from web.shell.moments import moment_words
from web.shell.nav import Nav, nav


@blueprint.get("/registers")
def registers() -> Any:
    """The registers that there are."""
    with reading() as work:
        return render_template("papers/registers.html", nav=_nav(work), registers=papers.registers(work))


@blueprint.get("/registers/<name>")
def register(name: str) -> Any:
    """A page of one register, the newest lines first."""
    number = _number(request.args.get("page", ""))
    with reading() as work:
        total = dict(papers.registers(work)).get(name, 0)
        lines = papers.register(work, actor(), name, page=number)
        zone, today = work.jurisdiction.zone, work.today
        return render_template(
            "papers/register.html", nav=_nav(work), name=name, total=total, columns=columns(lines), number=number,
            pages=max(1, -(-total // papers.PAGE)),
            lines=[(line, moment_words(line.at.astimezone(zone), today)) for line in lines],
        )


@blueprint.get("/registers/<name>/table.csv")
def table(name: str) -> Any:
    """The whole register as a file for a spreadsheet."""
    with reading() as work:
        text = csv_text(papers.register(work, actor(), name), work.jurisdiction.zone)
    attachment = f"attachment; filename=\"register.csv\"; filename*=UTF-8''{quote(name)}.csv"
    return Response(text, mimetype="text/csv", headers={"Content-Disposition": attachment})


@blueprint.get("/numbers")
def numbers() -> Any:
    """Every number of a series and year (``series``, ``year``; the newest run otherwise)."""
    with reading() as work:
        runs = papers.runs(work)
        asked = request.args.get("series", ""), _number(request.args.get("year", ""))
        series, year = asked if asked[0] else (runs[0][:2] if runs else ("", 0))
        rows = papers.run(work, actor(), series, year) if series else []
        zone, today = work.jurisdiction.zone, work.today
        return render_template(
            "papers/numbers.html", nav=_nav(work), runs=runs, series=series, year=year,
            rows=[(one, moment_words(one.void_at.astimezone(zone), today) if one.void_at else "") for one in rows],
        )


def _nav(work: Work) -> Nav:
    here = signed()
    assert here is not None
    return nav(work, here)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) else 1
