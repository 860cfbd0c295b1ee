"""What expressions mean."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal as D
from types import MappingProxyType

import pytest

from engine.feel import compile_expression
from engine.feel.values import Months, Range
from tests.engine.feel import NOW, passes, value

FACTS = {
    "合法性审查": {"结论": "合法", "意见": None},
    "涉及市场主体经济活动": "是",
    "部门协商": [{"部门": "财政局", "意见": "同意", "天数": 3}, {"部门": "住建局", "意见": "不同意", "天数": 5}],
    "涉及部门": ["财政局", "住建局"],
    "送审日期": dt.date(2026, 2, 27),
    "Full Name": "Li Lei",
}

CASES = [
    ('合法性审查.结论 = "合法" and 涉及市场主体经济活动 = "是"', True),
    ("合法性审查.意见 = null", True),
    ("合法性审查.没有填过 = null", True),
    ("还没有的环节.结论 = null", True),
    ('every x in 部门协商 satisfies x.意见 = "同意"', False),
    ('some x in 部门协商 satisfies x.意见 = "同意"', True),
    ('部门协商[意见 = "不同意"].部门', ["住建局"]),
    ("部门协商[item.天数 > 3][1].部门", "住建局"),
    ("部门协商.部门", ["财政局", "住建局"]),
    ("部门协商[-1].部门", "住建局"),
    ("部门协商[3]", None),
    ("sum(部门协商.天数)", D(8)),
    ('list contains(涉及部门, "财政局")', True),
    ('"财政局" in 涉及部门', True),
    ("count(涉及部门) in (1, 2)", True),
    ("count(涉及部门) in [3..5]", False),
    ("2 in (< 3)", True),
    ("5 between 1 and 9", True),
    ("今天 - 送审日期", dt.timedelta(days=3)),
    ("今天 > 送审日期", True),
    ("现在", NOW),
    ("today()", NOW.date()),
    ('送审日期 + duration("P1M")', dt.date(2026, 3, 27)),
    ('@"2026-01-31" + @"P1M"', dt.date(2026, 2, 28)),
    ("送审日期.weekday", D(5)),
    ("个数(涉及部门)", D(2)),
    ('如果 1 > 2 那么 "甲" 否则 "乙"', "乙"),
    ("Full Name", "Li Lei"),
    ("[1..5]", Range(D(1), D(5))),
    ("for i in 1..3 return i * 2", [D(2), D(4), D(6)]),
    ("(for i in 1..3 return i)[2]", D(2)),
    ("[for i in 1..2 return i, [3..4]]", [[D(1), D(2)], Range(D(3), D(4))]),
    ("]1..3[ = (1..3)", True),
    ("3 in ]1..3]", True),
    ("for i in 3..1 return i", [D(3), D(2), D(1)]),
    ("for x in [1, 2], y in [10, 20] return x + y", [D(11), D(21), D(12), D(22)]),
    ("for i in 1..4 return if i <= 2 then 1 else partial[-1] + partial[-2]", [D(1), D(1), D(2), D(3)]),
    ("{甲: 1, 乙: 甲 + 1}.乙", D(2)),
    ("{加: function(a, b) a + b, r: 加(b: 1, a: 2)}.r", D(3)),
    ("{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(20)}.r", D(2432902008176640000)),
    ("sort([3, 1, 2], function(x, y) x < y)", [D(1), D(2), D(3)]),
    ("0.1 + 0.2 = 0.3", True),
    ("1 / 3", D("0.3333333333333333333333333333333333")),
    ("-3 ** 2", D(9)),
    ("2 + 3 * 4", D(14)),
    ("(2 + 3) * 4", D(20)),
    ("false or true and false", False),
    ("null and false", False),
    ("null or true", True),
    ("null and true", None),
    ("not(null)", None),
    ("null < 3", None),
    ('"a" + null', None),
    ('"一" + "二"', "一二"),
    ('"一\\"\\u4e8c"', '一"二'),
    ('string length("𠀀a")', D(2)),
    ('substring("征求意见", 3)', "意见"),
    ('matches("威环政发〔2022〕4号", "〔\\d{4}〕\\d+号$")', True),
    ('replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', "[1=ab][2=]cd"),
    ('split("甲、乙、丙", "、")', ["甲", "乙", "丙"]),
    ('string(@"2026-03-02")', "2026-03-02"),
    ('string([1, "a"])', '[1, "a"]'),
    ('number("1 000,5", " ", ",")', D("1000.5")),
    ('duration("P1Y2M")', Months(14)),
    ('@"P1D" < @"PT25H"', True),
    ("1 instance of number", True),
    ('["a"] instance of list<string>', True),
    ("decimal(2.5, 0)", D(2)),
    ("round half up(2.5, 0)", D(3)),
    ("floor(-1.5)", D(-2)),
    ("modulo(-12, 5)", D(3)),
    ("/* 说明 */ 1 // 完", D(1)),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_value(text, expected):
    found = value(text, FACTS)
    assert found == expected and type(found) is type(expected)


CELLS = [
    ("-", None, True),
    ("", "是", True),
    ('"是"', "是", True),
    ('"是"', "否", False),
    ('"是"', None, False),
    ('"甲", "乙"', "乙", True),
    ('not("甲", "乙")', "乙", False),
    ('not("甲", "乙")', "丙", True),
    ("< 10", D(9), True),
    ("< 10", None, False),
    ("[1..10)", D(10), False),
    ("> 上限", D(10), True),
    ("null", None, True),
    ("null", "是", False),
    ('list contains(?, "甲")', ["甲", "乙"], True),
    ("count(?) > 1", ["甲"], False),
    ("true", True, True),
    ("false", True, False),
    ('@"2026-03-02"', dt.date(2026, 3, 2), True),
    ('starts with(?, "威环")', "威环政发", True),
]


@pytest.mark.parametrize(("cell", "tested", "expected"), CELLS)
def test_cell(cell, tested, expected):
    assert passes(cell, tested, {"上限": D(9)}) is expected


def test_values_of_python_are_taken_as_numbers():
    assert value("a + b.c[1]", {"a": 1, "b": {"c": [2.5]}}) == D("3.5")


def test_the_clock_is_the_callers():
    assert value("year", {"year": value("今天.year")}) == D(2026)
    assert value("today()") == dt.date(2026, 3, 2)


def test_any_mapping_is_a_scope_and_a_context():
    scope = MappingProxyType({"环节": MappingProxyType({"结论": "合法", "次数": 2}), "表": ({"a": 1}, {"a": 2})})
    assert value('环节.结论 = "合法" and 环节.次数 = 2', scope) is True
    assert value("sum(表.a)", scope) == D(3)
    assert value("环节 = 环节 and 环节 instance of context<结论: string>", scope) is True
    assert value("get entries(环节)[1].key", scope) == "结论"


def test_one_expression_serves_many_threads():
    loop = compile_expression("sum(for i in 1..n return i * n)")

    def total(n):
        return loop.evaluate({"n": n}, now=NOW)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(total, range(1, 200)))
    assert found == [D(n * n * (n + 1) // 2) for n in range(1, 200)]
