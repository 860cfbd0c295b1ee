"""Who signs, why nothing is issued, who consents to a seal: the tables row by row; and the papers as they are drawn."""

from __future__ import annotations

import datetime as dt
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from engine.documents import pinned_fonts, render
from engine.rulebook.load import load_bundle, load_jurisdiction
from engine.rulebook.procedure import read_procedure

ROOT = Path(__file__).parents[2]
PAPERS = ROOT / "processes" / "document-issue" / "documents"
DOWN = {
    "制发名义": "区政府",
    "行文去向": "下发",
    "文件性质": "其他",
    "出国对象": None,
    "涉及重大政策": "否",
    "常务会议议定": None,
    "例行批准手续": "否",
    "涉及面广": "否",
    "副区长会签": None,
    "会签副区长": [],
    "主办副区长": ["副区长丁"],
}
MAYOR, EITHER, LEAD = ["区长"], ["区长", "第一副区长"], ["副区长丁"]
DISSENT = [{"会签人": "副区长丙", "意见": "不同意", "理由": "没有来源"}]


@cache
def jurisdiction():
    return load_jurisdiction(ROOT)


def decide(procedure: str, name: str, facts: dict):
    own = read_procedure(load_bundle(ROOT, procedure), procedure, jurisdiction())
    return own.decisions[name].decide(
        name, facts, now=dt.datetime(2026, 3, 2, tzinfo=jurisdiction().zone)
    )


@pytest.mark.parametrize(
    ("row", "facts", "signers"),
    [
        (1, {"文件性质": "规范性文件", "常务会议议定": "第1次"}, MAYOR),
        (1, {"文件性质": "规范性文件", "制发名义": "区政府办公室"}, MAYOR),
        (2, {"文件性质": "议案", "行文去向": "提请区人大"}, MAYOR),
        (3, {"文件性质": "人事任免", "例行批准手续": "是"}, MAYOR),
        (4, {"文件性质": "出国（境）", "出国对象": "其他正科级以上", "例行批准手续": "是"}, MAYOR),
        (12, {"文件性质": "出国（境）", "出国对象": "正科级以下", "行文去向": "平行"}, MAYOR),
        (5, {"行文去向": "报市政府", "常务会议议定": "第1次"}, MAYOR),
        (6, {"涉及重大政策": "是", "涉及面广": "是"}, MAYOR),
        (7, {"常务会议议定": "第1次"}, MAYOR),
        (7, {"例行批准手续": "是", "涉及面广": "是"}, MAYOR),
        (8, {"涉及面广": "是"}, EITHER),
        (8, {"会签副区长": ["副区长丙"], "副区长会签": DISSENT}, EITHER),
        (9, {"会签副区长": ["副区长丙"]}, LEAD),
        (10, {}, LEAD),
        (11, {"制发名义": "区政府办公室", "涉及面广": "是"}, ["区政府办公室主任"]),
        (12, {"制发名义": "联合"}, MAYOR),
        (12, {"行文去向": "平行"}, MAYOR),
    ],
)
def test_each_row_of_the_signing_table_names_its_signer(row, facts, signers):
    decided = decide("document-issue", "签发权限", DOWN | facts)
    assert (decided.hits[0].row, decided.value["签发人"]) == (row, signers)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, "威环政发"),
        ({"行文去向": "报市政府"}, "威环政报"),
        ({"行文去向": "提请区人大"}, "威环政报"),
        ({"制发名义": "区政府办公室"}, "威环政办发"),
        ({"文件性质": "人事任免"}, "威环政任"),
    ],
)
def test_the_code_of_the_number_follows_name_and_direction(facts, code):
    assert decide("document-issue", "发文代字", DOWN | facts).value == code


@pytest.mark.parametrize(
    ("facts", "result"),
    [
        ({}, "同意发文"),
        ({"不予发文情形": "分解区政府文件任务"}, "同意发文"),
        ({"不予发文情形": "以会议名义突击发文"}, "同意发文"),
        ({"不予发文情形": "分解区政府文件任务", "制发名义": "区政府办公室"}, "不予发文"),
        ({"文件性质": "人事任免"}, "不予发文"),
        ({"文件性质": "人事任免", "常务会议议定": "第1次"}, "同意发文"),
        ({"集体决定事项": ["大额资金使用"]}, "不予发文"),
        ({"结论": "不予发文"}, "不予发文"),
    ],
)
def test_what_is_not_issued(facts, result):
    plain = {
        "不予发文情形": "无",
        "制发名义": "区政府",
        "文件性质": "其他",
        "集体决定事项": None,
        "常务会议议定": None,
        "结论": None,
    }
    assert decide("document-issue", "发文审查", plain | facts).value["结论"] == result


@pytest.mark.parametrize(
    ("seal", "asked", "who"),
    [
        ("区政府印章", "区长", "区长"),
        ("区政府印章", "副区长", "副区长丙"),
        ("区政府印章", "区政府办公室主任", "区政府办公室主任"),
        ("区长印章", "区长", "区长"),
        ("区长印章", "副区长", "区长"),
        ("区长印章", "区政府办公室主任", "区政府办公室主任"),
    ],
)
def test_who_consents_to_a_seal(seal, asked, who):
    assert (
        decide(
            "seal-use", "用印权限", {"印章": seal, "报请谁同意": asked, "主管副区长": "副区长丙"}
        ).value["同意人"]
        == who
    )


def paper(template: str, *, signer=None, **facts):
    payload = {
        "number": "威环政发〔2026〕7号",
        "title": "关于做好排水防涝工作的通知",
        "to": "各镇人民政府",
        "signer": signer,
        "date": "2026-03-11",
        "facts": {"制发名义": "区政府", "签发日期": "2026年3月2日", **facts},
        "government": {"name": "威海市环翠区人民政府", "area": "威海市环翠区"},
    }
    reader = PdfReader(
        BytesIO(
            render(
                (PAPERS / f"{template}.typ").read_text(encoding="utf-8"),
                payload,
                fonts=[pinned_fonts()],
            )
        )
    )
    return reader, "".join("".join(page.extract_text() for page in reader.pages).split())


def test_a_red_headed_paper_says_who_number_whom_and_the_day_of_signing():
    _, text = paper("red-head", 正文="一、提高认识。", 抄送机关="区委办公室", 公开属性="主动公开")
    for part in (
        "威海市环翠区人民政府文件",
        "威环政发〔2026〕7号",
        "关于做好排水防涝工作的通知",
        "各镇人民政府：",
        "一、提高认识。",
        "2026年3月2日",
        "抄送：区委办公室",
        "此件公开发布",
    ):
        assert part in text
    assert "签发人" not in text and "3月11日" not in text


def test_only_an_upward_paper_prints_its_signer():
    assert "签发人：区长" in paper("red-head", signer="区长")[1]


def test_a_full_line_has_28_characters_and_a_full_page_22_lines():
    reader, _ = paper("red-head", 正文="字" * 28 * 60)
    pages = [
        [line.strip() for line in page.extract_text().splitlines() if set(line.strip()) == {"字"}]
        for page in reader.pages
    ]
    assert {len(line) for lines in pages for line in lines[1:] if len(line) > 20} == {28}
    assert max(map(len, pages)) == 22


def test_the_draft_sheet_keeps_the_opinions():
    text = paper(
        "draft-sheet",
        实际签发人="区长",
        会签栏="区财政局负责人：不同意。没有来源",
        副区长会签栏="副区长丙：同意",
    )[1]
    for part in ("发文稿纸", "区长：同意", "区财政局负责人：不同意。没有来源", "副区长丙：同意"):
        assert part in text
