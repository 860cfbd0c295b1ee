"""The addresses of the legal office: features, a run, articles, guarantees."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, stream_template

from engine.errors import Refusal
from web.act import place, reading
from web.actor import signed
from web.legal import register
from web.legal.rules import Rules, read_rules
from web.legal.runs import Run
from web.legal.told import STATES, Count, plain, results
from web.refusals import said
from web.shell.nav import Nav, nav

blueprint = Blueprint("legal", __name__, template_folder="templates")


@blueprint.get("/legal/features")
def features() -> Any:
    """Every feature file with what it holds."""
    rules = _rules()
    problem = said(rules.problem) if rules.problem else None
    return render_template("legal/features.html", nav=_nav(), rules=rules, problem=problem)


@blueprint.get("/legal/features/<name>")
def feature(name: str) -> Any:
    """One feature in words, or what keeps it from being read."""
    file = _rules().feature(name)
    with reading() as work:
        told = [plain(one, work.jurisdiction) for one in file.scenarios]
    return render_template("legal/feature.html", nav=_nav(), file=file, told=told, lines=_lines(file.text, file.findings))


@blueprint.post("/legal/features/<name>/runs")
def run(name: str) -> Any:
    """Runs one feature; the page grows with every scenario that is over."""
    rules = _rules()
    file = rules.feature(name)
    if rules.language is None or file.feature is None:
        raise Refusal("feature.unreadable", file=name)
    around = _nav()
    with reading() as work:
        jurisdiction = work.jurisdiction
    going, count = Run(place().settings.rules, rules.language, file), Count()
    page = stream_template("legal/run.html", nav=around, file=file, run=going, count=count, states=STATES,
                           told=results(going, jurisdiction, count), worded=said)
    answer = Response(page, mimetype="text/html", headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"})
    answer.call_on_close(going.end)
    return answer


@blueprint.get("/legal/articles")
def articles() -> Any:
    """The register of articles, gaps on top."""
    with reading() as work:
        rows = register.rows(work, _rules())
        instrument = work.jurisdiction.settings["articles"].get("instrument", {})
    return render_template("legal/articles.html", nav=_nav(), rows=rows, instrument=instrument, how=register.HOW)


@blueprint.get("/legal/guarantees")
def guarantees() -> Any:
    """What holds on every path of every procedure."""
    with reading() as work:
        held = register.guarantees(work)
    return render_template("legal/guarantees.html", nav=_nav(), held=held)


def _rules() -> Rules:
    return read_rules(place().settings.rules)


def _nav() -> Nav:
    here = signed()
    assert here is not None
    with reading() as work:
        return nav(work, here)


def _lines(text: str, findings: Any) -> list[tuple[int, str, list[Any]]]:
    """The lines that findings point at, two before and after them, each with the findings in words."""
    if not findings:
        return []
    said_at: dict[int, list[Any]] = {}
    for finding in findings:
        said_at.setdefault(int(finding.facts.get("line") or 1), []).append(said(finding))
    lines = text.splitlines() or [""]
    near = sorted({n for at in said_at for n in range(at - 2, at + 3) if 1 <= n <= max(len(lines), at)})
    return [(n, lines[n - 1] if n <= len(lines) else "", said_at.get(n, [])) for n in near]
