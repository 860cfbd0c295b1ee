"""Who draws gets no code run, no file read and no way out, wherever a text can be written."""

import json
import shutil
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from engine.actions.complete_task import complete_task
from engine.errors import Refusal, Unsound
from engine.rulebook.bundle import Bundle
from engine.worker.loop import Worker
from tests.security import authored
from tests.security.authored import NAME, POST, bundle, form, line, process, step, usual, way
from tests.web.district import MONDAY, District

DMN = 'xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="x"'
MULTI = "<multiInstanceLoopCharacteristics>{}</multiInstanceLoopCharacteristics>"


def payloads(path: Path) -> list[str]:
    """Texts that would leave a mark at a path, or read a file, in whatever language something might run them."""
    touch = f"open('{path}','w').write('x')"
    return [
        f"__import__('pathlib').Path('{path}').touch()", f'=__import__("pathlib").Path("{path}").touch()',
        f"={{a: function() external {{java: {{class: \"java.lang.Runtime\", method signature: \"exec({path})\"}}}}, r: a()}}.r",
        f"{{{{ cycler.__init__.__globals__.os.system('touch {path}') }}}}", f"${{T(java.lang.Runtime).getRuntime().exec('touch {path}')}}",
        "{0.__class__.__mro__}", "{series.__class__}", f"$(touch {path})", f"`touch {path}`", f"=eval(\"{touch}\")", f"%{{{touch}}}",
    ]


def cell(text: str, where: str) -> bytes:
    """A decision table with a text in one of its places."""
    def at(place: str, usual_text: str) -> str:
            return f"<text>{escape(text.removeprefix('=') if place == where else usual_text)}</text>"

    table = (
        f'<decisionTable id="t" hitPolicy="FIRST"><input id="i"><inputExpression id="ie">{at("expression", "数")}</inputExpression></input>'
        f'<output id="o" name="决定"/><rule id="r"><inputEntry id="n">{at("input", "-")}</inputEntry>'
        f'<outputEntry id="x">{at("output", "1")}</outputEntry></rule></decisionTable>')
    needs = '<informationRequirement id="q"><requiredInput href="#d1"/></informationRequirement>'
    decision = f'<inputData id="d1" name="数"/><decision id="d" name="决定">{needs}{table}</decision>'
    return f"<definitions {DMN}>{decision}</definitions>".encode()


def table(where: str) -> Callable[[str], Bundle]:
    task = '<businessRuleTask id="t" name="t">' + authored.said(decision="决定") + "</businessRuleTask>"
    return lambda text: bundle(usual(task, "t"), **{f"processes/{NAME}/x.dmn": cell(text, where)})


def asks(**more: object) -> Callable[[str], Bundle]:
    """A form that holds the text somewhere: "@" stands for it."""
    def made(text: str) -> Bundle:
        given = json.loads(json.dumps(more).replace('"@"', json.dumps(text)))
        field = {"type": "textfield", "key": "意见", "label": "意见", **given.pop("field", {})}
        return bundle(usual(), **{f"forms/{NAME}/form.json": form(field, **given)})

    return made


def gateway(text: str) -> Bundle:
    body = ('<startEvent id="s"/><endEvent id="e"/><endEvent id="f"/><exclusiveGateway id="g" default="f_g_e"/>' + step("填写")
            + line("s", "填写", "g", "e") + way("g", "f", text))
    return bundle(process(body))


def timer(kind: str) -> Callable[[str], Bundle]:
    def made(text: str) -> Bundle:
        inside = f"<timerEventDefinition><{kind}>{escape(text)}</{kind}></timerEventDefinition>"
        return bundle(usual(f'<intermediateCatchEvent id="t">{inside}</intermediateCatchEvent>', "t"))

    return made


def drawn(element: str) -> Callable[[str], Bundle]:
    return lambda text: bundle(usual(element.replace("@", escape(text)), "t"))


def many(inside: str = "", **properties: str) -> Callable[[str], Bundle]:
    def made(text: str) -> Bundle:
        given = {"each": '=["甲"]', **{name: value.replace("@", text) for name, value in properties.items()}}
        return bundle(usual(step("t", MULTI.format(inside.replace("@", escape(text))), **given), "t"))

    return made


def of_step(**properties: str) -> Callable[[str], Bundle]:
    return lambda text: bundle(usual(step("t", **{n: v.replace("@", text) for n, v in properties.items()}), "t"))


def service(**properties: str) -> Callable[[str], Bundle]:
    def made(text: str) -> Bundle:
        own = {n: v.replace("@", text) for n, v in properties.items()}
        task = f'<serviceTask id="t" name="t">{authored.said(**own)}</serviceTask>'
        letter = b'#set document(title: "x")\n#json(bytes(sys.inputs.payload)).title'
        return bundle(usual(task, "t"), **{f"processes/{NAME}/documents/letter.typ": letter})

    return made


def _proofs(text: str) -> Bundle:
    return bundle(usual(), **{f"features/{NAME}.guarantees.yaml": text.encode()})


PLACES: dict[str, Callable[[str], Bundle]] = {
    "script task": drawn('<scriptTask id="t" scriptFormat="python"><script>@</script></scriptTask>'),
    "script of a user task": drawn(
        f'<userTask id="t" name="t" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">{authored.said(post=POST, form="form")}'
        '<camunda:script>@</camunda:script></userTask>'),
    "listener": drawn(
        '<userTask id="t" name="t"><extensionElements xmlns:spiff="http://spiffworkflow.org/bpmn/schema/1.0/core">'
        f'<spiff:preScript>@</spiff:preScript><zeebe:properties><zeebe:property name="post" value="{POST}"/>'
        '<zeebe:property name="form" value="form"/></zeebe:properties></extensionElements></userTask>'),
    "service operator": drawn(
        '<serviceTask id="t" name="t"><extensionElements xmlns:spiff="http://spiffworkflow.org/bpmn/schema/1.0/core">'
        '<spiff:serviceTaskOperator id="@"/></extensionElements></serviceTask>'),
    "condition": gateway,
    "timer duration": timer("timeDuration"), "timer date": timer("timeDate"), "timer cycle": timer("timeCycle"),
    "cardinality": many("<loopCardinality>@</loopCardinality>"), "completion": many("<completionCondition>@</completionCondition>"),
    "each": many(each="@"), "done when": many(done_when="@"),
    "input expression": table("expression"), "input entry": table("input"), "output entry": table("output"),
    "hidden when": asks(field={"conditional": {"hide": "@"}}), "default": asks(field={"properties": {"default": "@"}}),
    "default value": asks(field={"defaultValue": "@"}), "sample": asks(field={"properties": {"sample": "@"}}),
    "label": asks(field={"label": "@"}), "help": asks(field={"description": "@"}),
    "pattern": asks(field={"validate": {"pattern": "@"}}),
    "options": asks(field={"type": "radio", "valuesExpression": "@"}),
    "static text": asks(field={"type": "text", "text": "@"}), "html": asks(field={"type": "html", "content": "@"}),
    "rule": asks(rules=[{"must": "@", "message": "@", "fields": ["意见"]}]),
    "title": lambda text: bundle(usual(title=text)), "start step": lambda text: bundle(usual(start_step=text[:70])),
    "starters": lambda text: bundle(usual(starters=f"{POST}、{text}")),
    "post": of_step(post="@"), "post pattern": of_step(post="〈@〉承办人"), "limit": of_step(limit="@"), "minimum": of_step(minimum="@"),
    "reason": of_step(reason="@"), "published": of_step(publishes="decision", unpublished_when="@"),
    "set": service(set="@"), "series": service(document="信", template="letter", series="@", number_as="文号"),
    "subject": service(document="信", template="letter", subject="@"), "template": service(document="信", template="@"),
    "called": drawn('<callActivity id="t" name="t" calledElement="@"/>'),
    "guarantees": lambda text: _proofs(
        f"- {{sentence: {json.dumps(text)}, kind: precedence, first: 填写, then: 填写, when: {json.dumps(text)}}}"),
    "guarantee tags": lambda text: _proofs(f"!!python/object/apply:os.system [{json.dumps(text)}]"),
}


def play_it(district, given: Bundle) -> str:
    """Imports, publishes, opens, completes, waits, renders: as far as it goes; how far that was."""
    play = district.play
    try:
        authored.release(play, given)
    except Unsound:
        return "refused at import"
    try:
        case = play.open(POST, NAME, 标题="x", 数=1)
        task = play.task(case, "填写")
        with play.acting() as work:
            complete_task(work, play.actor(work, POST), task.id, play.reading(work, {}))
    except Refusal:
        return "refused while it ran"
    worker = Worker(play.database, play.clock, play.office)
    play.later(days=40)
    worker.round()
    district.browser(POST).get(f"/cases/{case}")
    return "ran"


@pytest.fixture(scope="module")
def district(settled_district, tmp_path_factory):
    """One district for all places: every parcel differs from the others."""
    copy = tmp_path_factory.mktemp("authors") / "district.db"
    shutil.copyfile(settled_district, copy)
    site = District(f"sqlite:///{copy}", MONDAY)
    yield site
    site.play.close()


@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_is_written_there_is_run(district, place, tmp_path):
    path = tmp_path / "marker"
    ends = set()
    texts, first = payloads(path), list(PLACES).index(place)
    for number, text in enumerate([*texts[:3], *(texts[3 + (first + n) % (len(texts) - 3)] for n in range(2))]):
        given = PLACES[place](text)
        ends.add(play_it(district, Bundle(NAME, {**given.files, f"processes/{NAME}/n.yaml": f"{place} {number}".encode()})))
        assert not path.exists(), text
    if place in ("script task", "condition", "each", "rule", "input entry", "output entry"):
        assert "ran" not in ends, ends


def test_the_places_can_be_reached_by_harmless_texts(district):
    """Otherwise the refusals above would say nothing."""
    for place, text in {"condition": "=数 > 5", "each": '=["甲","乙"]', "rule": "=true", "output entry": "2",
                        "timer duration": "PT1H", "title": "=标题", "set": "={算出: 1}", "limit": "3 days"}.items():
        given = PLACES[place](text)
        marked = Bundle(NAME, {**given.files, f"processes/{NAME}/n.yaml": place.encode()})
        assert play_it(district, marked) == "ran", place
