"""The journal: who changed organisation, accounts and rules, and when; for administrators and auditors to read."""

from __future__ import annotations

from typing import Any

from flask import request

from engine.queries.journal import lines
from web.act import reading
from web.admin.blueprint import blueprint, shown
from web.shell.moments import moment_words

KINDS = {
    "appoint": "任职", "vacate": "免职", "put_in_charge": "调整分工", "absence": "登记离岗", "return": "销假", "delegate": "委托代行",
    "end_delegation": "收回委托", "pair": "确定AB角", "account": "建账号", "password": "改密码", "disable": "停用账号",
    "enable": "启用账号", "publish": "发布流程", "import": "导入流程",
}
NAMES = {
    "person": "人员", "post": "岗位", "since": "自", "until": "至", "offices": "机构", "kind": "类别", "returned": "回岗", "of": "委托人",
    "to": "受托人", "steps": "环节", "delegation": "委托编号", "ended": "止于", "posts": "岗位", "login": "账号", "procedure": "流程",
    "number": "版次", "hash": "内容校验", "in_force": "生效", "author": "起草人",
}


@blueprint.get("/admin/journal")
def journal() -> Any:
    """One page of the journal, the newest first."""
    page = request.args.get("page", 1, type=int) or 1
    with reading() as work:
        rows, pages = lines(work, page)
        zone = work.jurisdiction.zone
        told = [(row, KINDS.get(row.kind, row.kind), _told(row.told), moment_words(row.at.astimezone(zone), work.today))
                for row in rows]
        return shown(work, "journal", None, rows=told, page=page, pages=pages)


def _told(told: dict[str, Any]) -> list[tuple[str, str]]:
    return [(NAMES.get(key, key), "、".join(value) if isinstance(value, list) else str(value)[:40])
            for key, value in told.items() if value not in ("", [])]
