"""Every shipped letter is drawn from made-up payloads and says what it must."""

from io import BytesIO
from itertools import product

import pytest
from pypdf import PdfReader

from engine.documents import pinned_fonts, render
from tests.processes.data import ROOT

LETTERS = {path.stem: path for path in ROOT.glob("*/documents/*.typ")}
CONCLUSIONS = {"opinion": ("合法", "应予修改", "不合法", "可提交须明示法律风险"), "conclusion": ("符合", "适用例外", "不符合")}
CASES = [(name, conclusion) for name, all_ in CONCLUSIONS.items() for conclusion in all_]


def draw(name: str, facts: dict, **more) -> str:
    """The letter's text without blanks, from a payload in the form the product freezes."""
    payload = {"number": "威环司审〔2026〕1号", "title": "学位规划", "to": "区教育和体育局", "signer": "某甲",
               "date": "2026-03-11", "facts": facts, **more,
               "government": {"name": "威海市环翠区人民政府", "area": "威海市环翠区"}}
    pdf = render(LETTERS[name].read_text(encoding="utf-8"), payload, fonts=[pinned_fonts()])
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_there_are_both_letters():
    assert set(CONCLUSIONS) <= set(LETTERS)


@pytest.mark.parametrize(("name", "conclusion"), CASES)
def test_a_letter_says_number_title_addressee_conclusion_and_day(name, conclusion):
    text = draw(name, {"结论": conclusion, "理由": "依据不足", "送审稿": [{"name": "送审稿.pdf"}]})
    for part in ("威环司审〔2026〕1号", "《学位规划》", "区教育和体育局：", conclusion + "。", "依据不足"):
        assert part in text
    assert "送审稿.pdf" in text and "2026年3月11日" in text and "某甲" in text


@pytest.mark.parametrize("name", CONCLUSIONS)
def test_the_answers_of_the_step_are_found_too(name):
    step = {"opinion": "合法性审查", "conclusion": "公平竞争审查"}[name]
    assert "不合法。" in draw(name, {step: {"结论": "不合法"}})


@pytest.mark.parametrize(("name", "facts"), list(product(CONCLUSIONS, [{}, {"理由": None, "送审稿": []}])))
def test_what_is_not_there_leaves_no_gap_open(name, facts):
    text = draw(name, {"结论": "符合", **facts}, signer=None, to=["甲局", "乙局"])
    assert "甲局、乙局：" in text and "所审文稿" not in text and "审签" not in text


@pytest.mark.parametrize("name", CONCLUSIONS)
def test_who_acted_for_whom_is_shown(name):
    signer = {"post": "区司法局副局长", "name": "某乙", "for": "区司法局负责人"}
    assert "区司法局副局长代区司法局负责人某乙" in draw(name, {"结论": "符合"}, signer=signer)


@pytest.mark.parametrize("name", CONCLUSIONS)
def test_without_an_addressee_it_goes_to_who_sent_the_draft(name):
    assert "区商务局：" in draw(name, {"结论": "符合", "送审部门": "区商务局"}, to="")


def test_an_exception_tells_its_conditions():
    text = draw("conclusion", {"结论": "适用例外", "例外情形": "救灾", "实施期限": "2027-12-31", "终止条件": "险情解除"})
    assert "2027年12月31日" in text and "险情解除" in text and "五、" in text


def test_a_department_s_own_measure_is_concluded_by_the_department():
    text = draw("conclusion", {"结论": "符合", "措施类别": "部门措施", "送审部门": "区商务局"}, to="")
    assert text.startswith("区商务局") and "本单位起草了" in text and "市场监督管理局" not in text
