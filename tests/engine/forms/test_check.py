"""What is found in a form before anybody fills it in."""

import pytest

from engine.errors import Unsound
from engine.forms import Known, load_form
from tests.engine.forms.examples import LANGUAGE, REVIEW, field, form, options


def found(*components: dict, rules: list | None = None, known: Known | None = None) -> list[tuple[str, str]]:
    return [(f.code, f.element) for f in form(*components, rules=rules).check(known or Known())]


def test_a_good_form_has_no_findings() -> None:
    assert REVIEW.check(Known(articles=frozenset({"25"}))) == []


@pytest.mark.parametrize(
    ("component", "code"),
    [
        ({"type": "html", "key": "某"}, "forms.type_unknown"),
        ({"key": "某"}, "forms.type_unknown"),
        ({"type": "textfield", "label": "某"}, "forms.key_missing"),
        ({"type": "textfield", "key": "某"}, "forms.label_missing"),
        (field("textfield", "某.甲"), "forms.key_not_a_name"),
        (field("textfield", "某 甲"), "forms.key_not_a_name"),
        (field("textfield", "甲-乙"), "forms.key_not_a_name"),
        (field("textfield", "2年"), "forms.key_not_a_name"),
        (field("textfield", "今天"), "forms.key_not_a_name"),
        (field("radio", "某"), "forms.options_missing"),
        (field("radio", "某", values=options("甲", "甲")), "forms.option_twice"),
        (field("radio", "某", values=[{"label": "甲", "value": ""}, "乙"]), "forms.option_unreadable"),
        (field("textfield", "某", conditional={"hide": "=甲乙丙 = 1"}), "forms.name_unknown"),
        (field("textfield", "结论", conditional={"hide": "=结轮 = 1"}), "forms.name_unknown_but"),
        (field("textfield", "某", conditional={"hide": 3}), "forms.not_an_expression"),
        (field("textfield", "某", validate={"pattern": "(?=x)"}), "forms.pattern_unreadable"),
        (field("number", "某", validate={"min": "二"}), "forms.bound_unreadable"),
        (field("number", "某", validate={"min": 3, "max": 2}), "forms.bounds_crossed"),
        (field("number", "某", properties={"sample": "三"}), "forms.sample_invalid"),
        (field("number", "某", validate={"max": 2}, properties={"sample": "3"}), "forms.sample_invalid"),
        (field("textfield", "某", True, validate={"pattern": "^x"}), "forms.sample_missing"),
        (field("textfield", "某", properties={"samples": "x"}), "forms.property_unknown"),
        (field("textfield", "某", properties={"articles": "99"}), "forms.article_unknown"),
        (field("dynamiclist", "某", components=[]), "forms.rows_empty"),
        ({"type": "group", "path": "某", "components": []}, "forms.group_with_path"),
        (field("textfield", "某", conditional={"hide": '=某 = "1"'}), "forms.condition_in_a_circle"),
        ({"type": "group", "components": "x"}, "forms.components_unreadable"),
        ("x", "forms.components_unreadable"),
    ],
)
def test_a_finding_for_each_flaw(component: dict, code: str) -> None:
    assert [c for c, _ in found(component, known=Known(articles=frozenset({"25"})))] == [code]


def test_a_condition_that_is_no_feel_is_found_at_its_field_in_the_words_of_feel() -> None:
    (finding,) = form(field("textfield", "某", conditional={"hide": "=甲 ="})).findings
    assert finding.code.startswith("feel.")
    assert (finding.element, finding.severity, finding.facts["place"]) == ("某", "error", "hide")


def test_keys_used_twice_also_across_groups_but_not_between_rows_and_form() -> None:
    twice = ({"type": "group", "label": "g", "components": [field("textfield", "甲")]}, field("number", "甲"))
    assert found(*twice) == [("forms.key_twice", "甲")]
    assert found(field("textfield", "甲"), field("dynamiclist", "行", components=[field("textfield", "甲")])) == []


def test_a_key_may_not_be_a_step() -> None:
    assert found(field("textfield", "会签"), known=Known(steps=frozenset({"会签"}))) == [
        ("forms.key_is_a_step", "会签")
    ]


def test_names_of_the_surroundings_may_be_read() -> None:
    condition = field("textfield", "某", conditional={"hide": '=标题 = null or 会签.意见 = "同意"'})
    assert found(condition, known=Known(names=frozenset({"标题"}), steps=frozenset({"会签"}))) == []
    assert {c for c, _ in found(condition)} == {"forms.name_unknown"}


def test_conditions_in_rows_may_read_the_form_and_their_row() -> None:
    rows = field(
        "dynamiclist",
        "行",
        components=[field("textfield", "乙"), field("textfield", "丙", conditional={"hide": '=甲 = "1" or 乙 = "1"'})],
    )
    assert found(field("textfield", "甲"), rows) == []
    assert found(rows) == [("forms.name_unknown", "丙")]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"must": '甲 = "1"'}, "forms.rules_unreadable"),
        ("甲", "forms.rules_unreadable"),
        ({"must": '己 = "1"', "message": "m"}, "forms.name_unknown"),
        ({"must": '甲 = "1"', "message": "m", "fields": ["丁"]}, "forms.rule_field_unknown"),
        ({"must": '甲 = "1"', "message": "m", "articles": ["99"]}, "forms.article_unknown"),
    ],
)
def test_flaws_of_rules(rule: object, code: str) -> None:
    known = Known(articles=frozenset({"25"}))
    assert found(field("textfield", "甲"), rules=[rule], known=known) == [(code, "rules.1")]


@pytest.mark.parametrize("schema", [None, [], "x", {}, {"components": None}, {"components": {}}])
def test_what_is_no_form_at_all_is_refused(schema: object) -> None:
    with pytest.raises(Unsound) as refusal:
        load_form(schema, LANGUAGE, "forms/x.json")
    assert refusal.value.findings[0].file == "forms/x.json"


def test_a_form_nested_without_end_is_found_not_followed() -> None:
    component: dict = field("textfield", "某")
    for _ in range(50):
        component = {"type": "group", "components": [component]}
    assert ("forms.components_unreadable", "") in found(component)
