"""A form with every kind of field, and how its language is written, for the tests of forms and of sheets."""

from datetime import datetime
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from engine.feel import Language
from engine.forms import Answers, Form, Shown, Writing, load_form

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CHINESE = Writing(
    separators=("、", "，", ","),
    dates=("{year}年{month}月{day}日",),
    times=("{hour}:{minute}", "{hour}时{minute}分"),
    yes=("是",),
    no=("否",),
    sample_text="示例文字",
)
LANGUAGE = Language(aliases={"今天": "today"})


def options(*words: str) -> list[dict[str, str]]:
    """Options whose value is their label."""
    return [{"label": word, "value": word} for word in words]


def form(*components: dict, rules: list | None = None) -> Form:
    """A form of these components."""
    return load_form(
        {"type": "default", "id": "sample", "components": list(components), "rules": rules or []},
        LANGUAGE,
        "forms/sample/sample.json",
        CHINESE,
    )


def field(kind: str, key: str, required: bool = False, **more: object) -> dict:
    """A component labelled by its key."""
    name = "path" if kind == "dynamiclist" else "key"
    validate = {"required": required, **more.pop("validate", {})}
    return {"type": kind, name: key, "label": key, "validate": validate, **more}


def made_up(name: str) -> dict:
    """A file made up on the spot."""
    return {"id": "a" * 64, "name": name, "size": 1200}


def plain(one: Form, given: dict, facts: dict | None = None) -> Answers:
    """Answers from a lawyer's table, now."""
    return one.read_plain(given, facts or {}, NOW, made_up)


def html(one: Form, *pairs: tuple[str, str], facts: dict | None = None) -> Answers:
    """Answers from a browser, now."""
    return one.read_html(MultiDict(pairs), facts or {}, NOW, stored)


def stored(token: str) -> dict | None:
    """The one file that the store has."""
    return {"id": "a" * 64, "name": "送审稿.pdf", "size": 1200} if token == f"{'a' * 64}:送审稿.pdf" else None


def submitted(fields: tuple[Shown, ...]) -> MultiDict:
    """What a browser sends for fields as they stand on the sheet, nothing changed."""
    data: MultiDict = MultiDict()
    for one in fields:
        if one.readonly:
            continue
        if one.kind == "checkbox":
            values = ["true"] if one.checked else []
        elif one.kind == "filepicker":
            values = [file.token for file in one.files]
        elif one.choices:
            values = [choice.value for choice in one.choices if choice.chosen]
        else:
            values = [one.value] if one.kind in ("textfield", "textarea", "number", "datetime", "select") else []
        for value in values:
            data.add(one.path, value)
        for row in one.rows:
            data.add(row.path, "")
            data.update(submitted(row.fields))
        data.update(submitted(one.children))
    return data


REVIEW = form(
    {
        "type": "group",
        "id": "about",
        "label": "送审情况",
        "components": [
            field(
                "textfield", "标题", True, validate={"maxLength": 100}, properties={"listed": "true", "public": "true"}
            ),
            field(
                "select",
                "送审部门",
                True,
                values=options("区教育和体育局", "区财政局"),
                layout={"row": "r1", "columns": 8},
            ),
            field(
                "datetime",
                "拟完成日期",
                True,
                subtype="date",
                layout={"row": "r1", "columns": 8},
                properties={"sample": '=今天 + duration("P10D")', "earliest": "=今天"},
            ),
        ],
    },
    {"type": "separator", "id": "line"},
    field(
        "radio",
        "结论",
        True,
        values=options("合法", "应予修改", "不合法"),
        properties={"sample": "合法", "listed": "true"},
    ),
    field(
        "textarea",
        "理由",
        False,
        validate={"maxLength": 500},
        conditional={"hide": '=结论 = "合法"'},
        properties={"required_when": '=结论 != null and 结论 != "合法"', "opinion": "true"},
    ),
    field("checklist", "审查内容", True, values=options("主体权限", "内容", "程序", "设定许可、处罚或者强制")),
    field(
        "number", "涉及金额", decimalDigits=2, validate={"min": 0, "max": 100000}, appearance={"suffixAdorner": "万元"}
    ),
    field("datetime", "会议时间", subtype="datetime"),
    field("filepicker", "送审稿", True, multiple=True, accept=".pdf,.docx"),
    field(
        "dynamiclist",
        "修改意见",
        components=[
            field("textfield", "条款", True),
            field("textarea", "建议", True),
            field("radio", "必须修改", values=options("是", "否")),
        ],
    ),
    field("checkbox", "已核对原件"),
    rules=[
        {
            "must": '拟完成日期 >= 今天 + duration("P7D")',
            "message": "合法性审查的时间不少于七日。",
            "articles": ["25"],
            "fields": ["拟完成日期"],
        }
    ],
)

GOOD = {
    "标题": "学位规划",
    "送审部门": "区财政局",
    "拟完成日期": "2026年3月11日",
    "结论": "合法",
    "审查内容": "主体权限、内容",
    "送审稿": "送审稿.pdf",
}
