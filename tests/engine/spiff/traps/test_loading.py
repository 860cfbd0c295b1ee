"""Traps of parsing, storing and loading; the numbers are those of docs/spiffworkflow.md."""

from __future__ import annotations

import threading
import warnings
from pathlib import Path

import pytest

from engine.errors import Refusal, Unsound
from engine.spiff import complete, start, waiting
from engine.spiff import parser as our_parser
from engine.spiff.bridge import Bridge
from engine.spiff.state import dump, load
from tests.engine.spiff.drawing import Answers, Game, drawn, flows, multi, spec_of

LINE = '<startEvent id="s"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>'
LINE += flows(("s", "a"), ("a", "b"), ("b", "e"))
COUNTERSIGN = '<startEvent id="s"/><userTask id="v">' + multi("posts", "over") + '</userTask><userTask id="z"/>'
COUNTERSIGN += '<endEvent id="e"/>' + flows(("s", "v"), ("v", "z"), ("z", "e"))


def test_t01_whatever_the_parser_raises_is_a_finding() -> None:
    with pytest.raises(Unsound) as refused:
        spec_of(drawn('<startEvent id="s"/><callActivity id="c" calledElement="nowhere"/><endEvent id="e"/>'
                      + flows(("s", "c"), ("c", "e"))))  # fmt: skip
    assert refused.value.code == "spiff.unsound" and refused.value.findings[0].code == "spiff.cannot_carry"


def test_t02_the_exception_that_is_caught_is_a_class() -> None:
    assert issubclass(our_parser.ValidationException, Exception)


def test_t03_the_state_holds_no_spec() -> None:
    raw = Game(drawn(LINE)).move.state
    assert b'"b"' not in raw and b"UserTask" not in raw


def test_t04_votes_count_on_a_spec_that_opened_none_of_the_instances() -> None:
    here, elsewhere = Game(drawn(COUNTERSIGN), posts=["x", "y"]), spec_of(drawn(COUNTERSIGN))
    for key in ("v[x]", "v[y]"):
        here.move = complete(elsewhere, here.move.state, here.host, here.task(key))
    assert here.open() == ["z"]


def test_t05_after_a_load_the_host_answers() -> None:
    game = Game(drawn('<startEvent id="s"/><userTask id="a"/><exclusiveGateway id="g" default="f_g_e"/><userTask id="b"/>'
                      '<endEvent id="e"/>' + flows(("s", "a"), ("a", "g"), ("g", "b", "=1 + 1 = 3"), ("g", "e"), ("b", "e"))))  # fmt: skip
    game.host.values["1 + 1 = 3"] = True
    assert game.do("a") == ["b"] and game.host.asked == [((), "1 + 1 = 3")]


def test_t06_order_survives_a_round_trip() -> None:
    game = Game(drawn(COUNTERSIGN), posts=["y", "x", "z"])
    raw = game.move.state
    for _ in range(3):
        raw = dump(load(raw, game.spec, Bridge(None, 0)))
    assert raw == game.move.state
    assert [step.frames[-1].key for step in waiting(game.spec, raw).steps] == ["y", "x", "z"]


def test_t07_nothing_deprecated_is_called() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert Game(drawn(LINE)).do("a", "b") == []


def test_t08_an_author_reaches_no_python(tmp_path: Path) -> None:
    marker = tmp_path / "reached"
    shell = f"__import__('pathlib').Path({str(marker)!r}).touch() or True"
    body = (
        f'<startEvent id="s"/><userTask id="v">{multi(shell, shell)}</userTask>'
        f'<boundaryEvent id="t" attachedToRef="v"><timerEventDefinition><timeDuration>{shell}</timeDuration>'
        '</timerEventDefinition></boundaryEvent><exclusiveGateway id="g" default="f_g_e"/><userTask id="b"/>'
        '<endEvent id="e"/>' + flows(("s", "v"), ("v", "g"), ("t", "e"), ("g", "b", shell), ("g", "e"), ("b", "e"))
    )
    host = Answers({shell: ["x"]})
    host.evaluate_timer = lambda frames, text: host.clock  # type: ignore[method-assign]
    spec = spec_of(drawn(body))
    move = start(spec, host)
    move = complete(spec, move.state, host, move.opened[0].task_id)
    assert move.ended and not marker.exists()
    assert {text for _, text in host.asked} == {shell}


def test_t08_scripts_of_the_stock_dialect_are_dropped_and_script_tasks_refused() -> None:
    spiff = 'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
    script = f"<extensionElements><spiffworkflow:preScript {spiff}>boom</spiffworkflow:preScript></extensionElements>"
    assert Game(drawn(LINE.replace('<userTask id="a"/>', f'<userTask id="a">{script}</userTask>'))).do("a") == ["b"]
    with pytest.raises(Unsound):
        spec_of(drawn(LINE.replace('<userTask id="a"/>', '<scriptTask id="a"><script>boom</script></scriptTask>')))


def test_t09_threads_share_a_spec_and_nothing_else() -> None:
    game, wrong = Game(drawn(COUNTERSIGN), posts=["x", "y", "z"]), []

    def play() -> None:
        host = Answers({"posts": ["x", "y", "z"]})
        for _ in range(20):
            move = start(game.spec, host)
            for _ in range(3):
                move = complete(game.spec, move.state, host, waiting(game.spec, move.state).steps[0].task_id)
            wrong.extend([] if move.opened[0].node_id == "z" else [move])

    threads = [threading.Thread(target=play) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_t10_tokens_carry_no_values() -> None:
    game = Game(drawn(COUNTERSIGN), posts=["x", "typename"])
    top = load(game.move.state, game.spec, Bridge(None, 0))
    assert all(task.data == {} for task in top.tasks.values()) and top.data == {}
    assert game.do("v[typename]", "v[x]") == ["z"]  # a key the stock state cannot be loaded with


def test_t11_a_broken_or_foreign_state_is_refused() -> None:
    game, other = Game(drawn(LINE)), spec_of(drawn(LINE.replace('"a"', '"new"')))
    for state, spec, code in ((b"nonsense", game.spec, "spiff.unreadable_state"), (game.move.state, other, "spiff.foreign_state")):
        with pytest.raises(Refusal) as refused:
            waiting(spec, state)
        assert refused.value.code == code


def test_t12_the_stock_tables_are_not_used() -> None:
    game = Game(drawn('<startEvent id="s"/><businessRuleTask id="d"/><serviceTask id="w"/><userTask id="a"/><endEvent id="e"/>'
                      + flows(("s", "d"), ("d", "w"), ("w", "a"), ("a", "e"))))  # fmt: skip
    assert game.host.done == ["d", "w"] and game.open() == ["a"]


def test_t13_what_our_properties_say_is_read() -> None:
    body = COUNTERSIGN.replace(
        '<userTask id="v">' + multi("posts", "over"),
        '<userTask id="v"><extensionElements><zeebe:properties><zeebe:property name="each" value="=posts"/>'
        '<zeebe:property name="done_when" value="=over"/></zeebe:properties></extensionElements>' + multi(),
    )
    game = Game(drawn(body), posts=["x", "y"], over=True)
    assert game.open() == ["v[x]", "v[y]"] and game.do("v[y]") == ["z"]
