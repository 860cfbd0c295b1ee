"""Random games on the major decision: whatever is answered, no meeting and no issue without what must come before."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from sqlalchemy import select

from engine.errors import Invalid, Refusal
from engine.forms.shape import asking
from engine.gate.language import read_language
from engine.gate.world import acts
from engine.gate.world.course import meeting_of
from engine.gate.world.government import Government
from engine.gate.world.scene import open_tasks
from engine.model.case import Case
from engine.model.entry import Entry
from engine.rulebook.load import load_jurisdiction

ROOT = Path(__file__).parents[2]
YES_NO = ("涉及市场主体经济活动 涉及重大公共利益 可能引发社会稳定问题 可能影响公共安全 新增财政支出 涉及特定群体 需要听取各界意见"
          " 是否探索性改革 依法需要保密 法律规定须提请区人大 专业性技术性较强").split()
DECIDED = ("同意", "原则同意修改后印发")
MOST_STEPS = 200


@pytest.fixture(scope="module")
def government():
    language = read_language(ROOT, load_jurisdiction(ROOT).writing)
    with Government.of(ROOT, language, lambda *_given, **_more: "") as found:
        yield found


def a_start(dice):
    return {name: dice.choice("是否") for name in YES_NO} | {
        "启动依据": dice.choice(["列入年度决策事项目录", "列入年度决策事项目录", "报请区长同意启动"]),
        "涉及部门": "、".join(dice.sample(["区财政局", "区审计局", "区商务局"], dice.randint(0, 2))),
        "涉及镇街": dice.choice(["", "张村镇", "张村镇、羊亭镇"]), "事项类别": dice.choice(["年度计划", "重要政策措施"]),
    }


def some_answers(dice, form, step):
    rare = {"五性论证": 0.02, "决策启动": 0.2}.get(step, 0.4)
    choices = [field for field in asking(form.fields) if field.kind in ("radio", "select") and field.options]
    return {field.key: dice.choice(field.options).value for field in choices if dice.random() < rare}


def next_act(scene, case_id, dice):
    """(post, step, answers) of an open step that may be done, the clock moved where nothing else can be; None at the end."""
    with scene.look() as work:
        if work.session.get_one(Case, case_id).status != "open":
            return None
        tasks = sorted(open_tasks(work, case_id), key=lambda task: (task.name, task.asked_post))
        hand = scene.hand_of(work, case_id)
        assert tasks, "the case is open and nobody has anything to do"
        ready = [task for task in tasks if not task.earliest or task.earliest <= work.today]
        task = dice.choice(ready or tasks)
        if not ready:
            nine = dt.datetime.combine(task.earliest, dt.time(9), scene.now.tzinfo)
            scene.now = max(scene.now, meeting_of(hand, task) or nine)
        form = hand.compiled.procedures[task.procedure].form_of(hand.node(task))
        return task.asked_post, task.name, some_answers(dice, form, task.name)


def play(scene, dice):
    acts.open(scene, "区教育和体育局承办人", "重大行政决策", a_start(dice))
    (case_id,) = scene.cases.values()
    for _ in range(MOST_STEPS):
        act = next_act(scene, case_id, dice)
        if act is None:
            break
        post, step, answers = act
        for given in (answers, {}):  # what cannot stand is answered with the samples
            try:
                with scene.act() as work:
                    acts.do(scene, work, case_id, post, step, given)
                break
            except Invalid:
                continue
            except Refusal as refusal:
                assert refusal.code == "step.too_early", refusal
                scene.now = dt.datetime.combine(refusal.facts["earliest"], dt.time(9), scene.now.tzinfo)
        scene.kept.clear()
    with scene.look() as work:
        query = select(Entry).where(Entry.case_id == case_id, Entry.kind.in_(("open", "complete"))).order_by(Entry.number)
        return [(entry.step, entry.answers or {}) for entry in work.session.scalars(query)]


def broken(record):
    """The first thing in a record that the rules forbid, or None."""
    start, reviewed, market, decision, conclusion = record[0][1], False, None, None, (None, None)
    touched = start["涉及市场主体经济活动"] == "是"
    lawful = {"合法", "可提交须明示法律风险"} if start["是否探索性改革"] == "是" else {"合法"}
    risk = None
    for step, answers in record[1:]:
        given = answers.get("结论", answers.get("决定"))
        if step in ("合法性审查", "公平竞争审查"):
            conclusion = (step, given)
        elif step == "审签" and answers["意见"] == "同意":
            reviewed = conclusion[1] in lawful if conclusion[0] == "合法性审查" else reviewed
            market = conclusion[1] if conclusion[0] == "公平竞争审查" else market
        elif step == "社会稳定风险评估":
            risk = given
        elif step == "修改完善决策草案":
            reviewed = reviewed and decision == DECIDED[1] and answers["是否实质修改"] == "否"
            if answers["修改触及市场主体经济活动"] == "是":
                touched, market = True, None
        elif step == "执行效果评估":
            decision = None
        elif step in ("集体讨论决定", "区长决定"):
            if not reviewed or risk == "不可控" or (touched and market not in ("符合", "适用例外")):
                return step, reviewed, risk, touched, market
            decision = given
        elif step == "印发" and (decision not in DECIDED or not reviewed):
            return step, decision, reviewed
    return None


def test_the_judge_of_games_sees_a_meeting_without_a_review():
    start = ("提出决策事项", {"涉及市场主体经济活动": "否", "是否探索性改革": "否"})
    assert broken([start, ("集体讨论决定", {"决定": "同意"})])
    review = [("合法性审查", {"结论": "合法"}), ("审签", {"意见": "同意"})]
    assert broken([start, *review, ("集体讨论决定", {"决定": "同意"}), ("印发", {})]) is None
    assert broken([start, *review, ("集体讨论决定", {"决定": "暂缓"}), ("印发", {})])


@pytest.mark.parametrize("seed", [1, 2, 3, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(4, 80))])
def test_no_game_breaks_a_rule(government, seed):
    world = government.world(f"game {seed}")
    try:
        assert broken(play(world.scene, random.Random(seed))) is None
    finally:
        world.close()
