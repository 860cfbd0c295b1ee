"""Every post has an office, every department one leader in charge, every rule names what exists."""

from collections import Counter

import pytest

from tests.processes.data import read

RAW = read("organisation.yaml")
OFFICES = {office["name"]: office for office in RAW["offices"]}
LED = [name for name, office in OFFICES.items() if office["kind"] in ("department", "bureau", "office")]


def every_post() -> dict[str, str]:
    found = {post["name"]: post["office"] for post in RAW["posts"]}
    for name, office in OFFICES.items():
        for pattern in RAW["post_patterns"].get(office["kind"], ()):
            found[pattern["pattern"].replace("〈机构〉", name)] = name
    return found


POSTS = every_post()
DATED = [(key, i) for key in ("offices", "posts", "portfolios", "pairs") for i in range(len(RAW[key]))]


def test_there_is_a_whole_district():
    kinds = Counter(office["kind"] for office in OFFICES.values())
    assert kinds["department"] >= 25 and kinds["town"] >= 8
    assert all(kinds[kind] for kind in ("government", "office", "institution", "coordination", "bureau"))


@pytest.mark.parametrize("name", LED)
def test_a_department_lies_in_exactly_one_portfolio(name):
    assert len([p["post"] for p in RAW["portfolios"] if name in p["offices"]]) == 1


@pytest.mark.parametrize("name", OFFICES)
def test_an_office_belongs_to_one_that_exists(name):
    parent = OFFICES[name].get("parent")
    assert parent in OFFICES if OFFICES[name]["kind"] != "government" else parent is None


@pytest.mark.parametrize("post", POSTS)
def test_a_post_belongs_to_an_office_and_has_one_holder(post):
    assert POSTS[post] in OFFICES
    assert len([p["name"] for p in RAW["people"] if any(held["post"] == post for held in p["posts"])]) == 1


@pytest.mark.parametrize("post", ["区长", "第一副区长", "副区长甲", "副区长乙", "副区长丙", "副区长丁", "党组成员一",
                                  "党组成员二", "区政府办公室主任", "区政府办公室副主任", "区政府办公室文秘",
                                  "区政府法律顾问", "系统管理员", "区司法局审查员", "区市场监管局审查员",
                                  "区教育和体育局承办人", "区财政局负责人", "区司法局副局长", "区青少年活动中心承办人",
                                  "区学前教育工作专班负责人", "张村镇负责人", "里口山管理服务中心承办人"])
def test_the_posts_that_procedures_name_exist(post):
    assert post in POSTS


@pytest.mark.parametrize(("key", "i"), DATED)
def test_a_fact_is_dated(key, i):
    fact = RAW[key][i]
    assert fact["from"] <= fact.get("to", fact["from"])


def test_names_are_not_used_twice():
    names = [o["name"] for o in RAW["offices"]] + [p["name"] for p in RAW["posts"]]
    names += [p["name"] for p in RAW["people"]] + [d["name"] for d in RAW["derived_posts"]]
    assert [name for name, n in Counter(names).items() if n > 1] == []


def test_rules_name_posts_that_exist():
    named = [RAW["first_deputy"]["post"], RAW["unregulated"]["names_stand_in"], *RAW["demonstration_roles"]]
    named += [post for pair in RAW["pairs"] for post in pair["posts"]] + [p["post"] for p in RAW["portfolios"]]
    named += [held["post"] for person in RAW["people"] for held in person["posts"]]
    for rule in RAW["reserved"]:
        named += [rule["post"], *rule.get("except", ())]
    for rule in RAW["refused_stand_ins"]:
        named += [rule["of"], rule["by"]]
    for kind in RAW["absence_kinds"]:
        named += [rule[key] for rule in kind["stand_ins"] for key in ("of", "by") if key in rule]
    assert [name for name in named if name not in POSTS] == []


def test_the_mayor_is_stood_in_for_when_away_and_not_when_on_leave():
    kinds = {kind["name"]: [rule.get("of") for rule in kind["stand_ins"]] for kind in RAW["absence_kinds"]}
    assert {name: "区长" in of for name, of in kinds.items()} == {"离威": True, "出访": True, "休假": False}


def test_administrators_exclude_each_other():
    holders = [{role for held in person["posts"] for post in RAW["posts"] if post["name"] == held["post"]
                for role in post.get("roles", ())} & {"system", "security", "audit"} for person in RAW["people"]]
    assert max(map(len, holders)) == 1 and set().union(*holders) == {"system", "security", "audit"}


@pytest.mark.parametrize("text", sorted({rule["when"] for rule in RAW["reserved"]}
                                        | {d["offices"].lstrip("=") for d in RAW["derived_posts"] if "offices" in d}))
def test_expressions_can_be_read(text):
    from engine.feel import Language, compile_expression

    assert compile_expression(text, Language()).reads


@pytest.mark.parametrize("rule", [r for key in ("offices", "posts", "portfolios", "pairs", "derived_posts", "absence_kinds",
                                                "absence_limits", "reserved", "refused_stand_ins") for r in RAW[key]
                                  if "articles" in r], ids=str)
def test_a_rule_rests_on_an_article_of_the_register(rule):
    known = {a["number"] for a in read("articles.yaml")["articles"]}
    assert rule["articles"] and {a.partition("(")[0] for a in rule["articles"]} <= known
