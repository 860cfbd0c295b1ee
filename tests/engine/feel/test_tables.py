"""Decision tables: every hit policy, what a hit tells, what is wrong with a table."""

import time
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.feel import EvaluationError
from engine.feel.decisions import compile_model
from engine.feel.model import Decision, DecisionModel, InputColumn, Literal, OutputColumn, Row, Table
from tests.engine.feel import LANGUAGE, NOW

SIZE = InputColumn("金额", Literal("金额"))
ROWS = (
    Row(("< 10",), ('"小"', "1"), ("第一行",)),
    Row(("< 100",), ('"中"', "2"), ("第二行",)),
    Row(("< 1000",), ('"大"', "3"), ("第三行",)),
)
WORD = OutputColumn("档次", values='"大", "中", "小"')
NUMBER = OutputColumn("倍数")


def table(policy, *, rows=ROWS, outputs=(WORD,), aggregation="", column=0, **more):
    """A table of one input whose rows keep as many outputs as there are columns, beginning with ``column``."""
    kept = tuple(Row(row.inputs, row.outputs[column : column + len(outputs)], row.annotations) for row in rows)
    return Table((SIZE,), outputs, kept, policy, aggregation, ("依据",), **more)


def model_of(logic, name="定档"):
    """A model of one decision."""
    return DecisionModel("m", "m", "", "m.dmn", decisions=(Decision("d", name, logic),))


def decide(logic, amount, **options):
    """What the one decision gives for an amount."""
    return compile_model(model_of(logic), LANGUAGE).decide("定档", {"金额": amount}, now=NOW, **options)


CASES = [
    ("UNIQUE", 500, "大", [3]),
    ("UNIQUE", 5000, None, []),
    ("FIRST", 5, "小", [1]),
    ("ANY", 500, "大", [3]),
    ("PRIORITY", 5, "大", [3]),
    ("RULE ORDER", 50, ["中", "大"], [2, 3]),
    ("OUTPUT ORDER", 5, ["大", "中", "小"], [3, 2, 1]),
    ("COLLECT", 5, ["小", "中", "大"], [1, 2, 3]),
    ("COLLECT", 5000, None, []),
]


@pytest.mark.parametrize(("policy", "amount", "expected", "rows"), CASES)
def test_hit_policies(policy, amount, expected, rows):
    decided = decide(table(policy), amount)
    assert decided.value == expected
    assert [hit.row for hit in decided.hits] == rows


@pytest.mark.parametrize(("aggregation", "expected"), [("SUM", D(6)), ("MIN", D(1)), ("MAX", D(3)), ("COUNT", D(3))])
def test_collected_numbers(aggregation, expected):
    assert decide(table("COLLECT", outputs=(NUMBER,), aggregation=aggregation, column=1), 5).value == expected


def test_several_outputs_are_a_context():
    decided = decide(table("COLLECT", outputs=(WORD, NUMBER)), 50)
    assert decided.value == [{"档次": "中", "倍数": D(2)}, {"档次": "大", "倍数": D(3)}]


def test_a_hit_names_table_row_and_remarks():
    (hit,) = decide(table("FIRST"), 50).hits
    assert (hit.table, hit.row, dict(hit.annotations)) == ("定档", 2, {"依据": "第二行"})


def test_several_rows_of_a_unique_table_are_an_error_that_names_them():
    with pytest.raises(EvaluationError) as caught:
        decide(table("UNIQUE"), 5)
    assert caught.value.code == "dmn.not_unique"
    assert caught.value.facts["rows"] == [1, 2, 3] and caught.value.facts["table"] == "定档"
    assert decide(table("UNIQUE"), 5, strict=False).value is None


def test_rows_of_an_any_table_must_agree():
    with pytest.raises(EvaluationError) as caught:
        decide(table("ANY"), 5)
    assert caught.value.code == "dmn.not_same"
    same = tuple(Row(row.inputs, ('"同"', "1"), row.annotations) for row in ROWS)
    decided = decide(table("ANY", rows=same), 5)
    assert decided.value == "同" and sorted(hit.row for hit in decided.hits) == [1, 2, 3]


def test_a_default_stands_where_no_row_does():
    assert decide(table("FIRST", outputs=(OutputColumn("档次", default='"特大"'),)), 5000).value == "特大"


def test_values_that_are_not_allowed_are_refused():
    narrow = Table((InputColumn("金额", Literal("金额"), "[0..100]"),), (WORD,), (Row(("-",), ('"小"',)),))
    assert decide(narrow, 5).value == "小"
    with pytest.raises(EvaluationError) as caught:
        decide(narrow, 500)
    assert caught.value.code == "dmn.not_allowed" and caught.value.facts["column"] == "金额"


def test_an_error_in_a_cell_names_table_and_row():
    rows = (Row(("< 10",), ('"小"',)), Row(('"多"',), ('"大"',)))
    with pytest.raises(EvaluationError) as caught:
        decide(Table((SIZE,), (WORD,), rows), 50)
    assert (caught.value.facts["table"], caught.value.facts["row"]) == ("定档", 2)


def test_twenty_rows_of_a_bomb_end():
    rows = tuple(Row(("some a in 1..9999, b in 1..9999 satisfies a + b = 0",), ('"小"',)) for _ in range(20))
    with pytest.raises(EvaluationError) as caught:
        decide(Table((SIZE,), (WORD,), rows), 50)
    assert caught.value.code == "feel.budget.steps"


WRONG = [
    (table("SOME"), "dmn.hit_policy", {"found": "SOME"}),
    (table("FIRST", rows=()), "dmn.no_rows", {}),
    (Table((SIZE,), (), (Row(("-",), ()),)), "dmn.no_outputs", {}),
    (Table((SIZE,), (WORD,), (Row(("-", "-"), ('"小"',)),)), "dmn.columns", {"row": 1, "inputs": 1, "found": 3}),
    (Table((SIZE,), (WORD,), (Row(("<",), ('"小"',)),)), "feel.unfinished", {"row": 1, "column": "金额"}),
    (Table((SIZE,), (WORD,), (Row(("＜ 5",), ('"小"',)),)), "feel.operator", {"instead": "<"}),
    (Table((SIZE,), (WORD,), (Row(("-",), ("小",)),)), "feel.unknown_name", {"name": "小", "column": "档次"}),
    (
        Table((InputColumn("", Literal("金頟")),), (WORD,), (Row(("-",), ('"小"',)),)),
        "feel.unknown_name",
        {"nearest": "金额"},
    ),
    (table("FIRST", aggregation="SUM"), "dmn.aggregation", {}),
    (table("COLLECT", outputs=(WORD, NUMBER), aggregation="MAX"), "dmn.aggregation", {}),
    (table("PRIORITY", outputs=(OutputColumn("档次"),)), "dmn.no_priorities", {}),
    (table("FIRST", outputs=(OutputColumn(""), NUMBER)), "dmn.output_names", {}),
    (table("FIRST", outputs=(OutputColumn("档次", type="numbr"),)), "feel.unknown_type", {"nearest": "number"}),
    (None, "dmn.no_logic", {}),
]


@pytest.mark.parametrize(("logic", "code", "facts"), WRONG, ids=[f"{n} {code}" for n, (_, code, _) in enumerate(WRONG)])
def test_what_is_wrong_is_found_with_its_place(logic, code, facts):
    findings = compile_model(model_of(logic), LANGUAGE, names=("金额",)).check()
    found = next(finding for finding in findings if finding.code == code)
    assert (found.severity, found.file, found.element) == ("error", "m.dmn", "定档")
    assert facts.items() <= found.facts.items()


def test_a_model_without_end_is_refused_at_once():
    rows = tuple(Row(("[1,[1,[1," * 30 + "]" * 90,), ('"小"',)) for _ in range(10_000))
    start = time.process_time()
    (found,) = compile_model(model_of(Table((SIZE,), (WORD,), rows)), LANGUAGE).check()
    assert found.code == "dmn.too_long"
    wrong = tuple(Row(("是" * 5,), ("否" * 5,)) for _ in range(10_000))
    assert 300 <= len(compile_model(model_of(Table((SIZE,), (WORD,), wrong)), LANGUAGE, names=("金额",)).check()) < 310
    assert time.process_time() - start < 2


def test_a_sound_table_has_no_findings():
    for policy in ("UNIQUE", "FIRST", "ANY", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT"):
        assert compile_model(model_of(table(policy)), LANGUAGE, names=("金额",)).check() == []


def test_what_was_found_wrong_cannot_be_decided():
    decisions = compile_model(model_of(Table((SIZE,), (WORD,), (Row(("-",), ("1 +",)),))), LANGUAGE)
    with pytest.raises(EvaluationError) as caught:
        decisions.decide("定档", {"金额": 1}, now=NOW)
    assert caught.value.code == "dmn.broken"


def test_the_name_of_a_decision_is_checked():
    with pytest.raises(EvaluationError) as caught:
        compile_model(model_of(table("FIRST")), LANGUAGE).decide("定挡", {}, now=NOW)
    assert caught.value.code == "dmn.unknown_decision" and caught.value.facts["nearest"] == "定档"


@given(some.lists(some.tuples(some.integers(0, 9), some.integers(0, 9)), min_size=1, max_size=8), some.integers(0, 9))
def test_rows_apply_as_their_cells_say(bounds, amount):
    rows = tuple(Row((f"[{low}..{high}]",), (str(number),)) for number, (low, high) in enumerate(bounds, 1))
    apply = [D(number) for number, (low, high) in enumerate(bounds, 1) if low <= amount <= high]

    def given_by(policy, aggregation=""):
        return decide(Table((SIZE,), (NUMBER,), rows, policy, aggregation), amount).value

    assert given_by("COLLECT") == (apply or None)
    assert given_by("RULE ORDER") == (apply or None)
    assert given_by("FIRST") == (apply[0] if apply else None)
    assert given_by("COLLECT", "COUNT") == len(apply)
    assert given_by("COLLECT", "SUM") == (sum(apply) if apply else None)
