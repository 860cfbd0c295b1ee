"""What the legal office reads and runs, and what its runs never touch."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from engine.model.case import Case
from tests.house.source import ROOT
from tests.web.site import Site, form_key, send, site_of, words
from web.legal.runs import Run

GOOD = """功能：送审
  说明写在这里。

  规则：能办的

    @第二十五条
    场景：送审以后等审查
      假如 现在是“2026年3月2日 9:00”
      当 “区教育和体育局承办人”发起“合法性审查”，填写：
        | 标题 | 布局方案 |
      那么 事项停在“合法性审查”

    @第十九条 @不得
    场景：没有审查就审签
      假如 “区教育和体育局承办人”发起“合法性审查”
      当 “区司法局负责人”办理“审签”
      那么 事项停在“审签”
"""
BROKEN = "功能：坏了\n  场景：一\n    假如 现在是“2026年3月2日”\n    表格没有前面的句子\n"


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped rules with two features of the test's own: one of them cannot be read."""
    root = tmp_path / "rules"
    (root / "features").mkdir(parents=True)
    for folder in ("processes", "forms"):
        shutil.copytree(ROOT / folder, root / folder)
    sentences = next((ROOT / "features").glob("sentences.*.yaml"))
    shutil.copy(sentences, root / "features")
    (root / "features" / "good.feature").write_text(GOOD, encoding="utf-8")
    (root / "features" / "broken.feature").write_text(BROKEN, encoding="utf-8")
    monkeypatch.setenv("GUICHENG_RULES", str(root))
    return root


@pytest.fixture
def office(rules: Path, elsewhere_file: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Site]:
    """A site whose features are the test's own."""
    from tests.web.conftest import MONDAY

    with site_of(elsewhere_file, tmp_path, MONDAY) as made:
        yield made


@pytest.fixture
def lawyer(office: Site) -> FlaskClient:
    """Somebody who oversees."""
    return office.signed_in("Provost")


def test_features_are_listed_with_what_they_hold(lawyer: FlaskClient) -> None:
    text = words(lawyer.get("/legal/features"))
    assert "送审" in text and "说明写在这里。" in text and "2 个场景" in text and "其中“不得” 1 个" in text
    assert "broken" in text and "不合写法，不能运行" in text


def test_a_feature_is_read_in_words_with_the_articles_of_its_tags(lawyer: FlaskClient) -> None:
    text = words(lawyer.get("/legal/features/good"))
    for said in ("能办的", "送审以后等审查", "布局方案", "第二十五条", "第十九条", "不得 没有审查就审签"):
        assert said in text


def test_a_feature_that_cannot_be_read_is_shown_with_line_and_remedy(lawyer: FlaskClient) -> None:
    page = lawyer.get("/legal/features/broken")
    text = words(page)
    assert "4 表格没有前面的句子" in text and "请检查这一行是否以“假如" in text
    assert lawyer.post("/legal/features/broken/runs", data={"_key": form_key(page)}).status_code == 422


def test_a_run_tells_every_scenario_with_what_stood_against_it(lawyer: FlaskClient, office: Site) -> None:
    answer = send(lawyer, "/legal/features/good", "/legal/features/good/runs")
    text = words(answer)
    assert answer.status_code == 200 and "有 1 个场景没有通过" in text and "通过 1 个" in text
    assert "“审签”现在还不能办理，须先完成“合法性审查”" in text and "没有运行" in text
    with office.play.looking() as work:
        assert work.session.scalar(select(func.count()).select_from(Case)) == 0


def test_a_page_that_is_left_gives_the_turn_back_and_a_second_run_waits(lawyer: FlaskClient, rules: Path) -> None:
    key = form_key(lawyer.get("/legal/features/good"))
    going = lawyer.post("/legal/features/good/runs", data={"_key": key}, buffered=False)
    assert next(iter(going.response))
    busy = lawyer.post("/legal/features/good/runs", data={"_key": key})
    assert busy.status_code == 409 and "正在运行另一份功能文件" in words(busy)
    going.close()
    assert "送审以后等审查" in words(lawyer.post("/legal/features/good/runs", data={"_key": key}))


def test_a_turn_is_given_back_once(rules: Path) -> None:
    run = Run(rules, None, None)  # type: ignore[arg-type]
    run.end()
    other = Run(rules, None, None)  # type: ignore[arg-type]
    run.end()
    with pytest.raises(Exception, match="feature.busy"):
        Run(rules, None, None)  # type: ignore[arg-type]
    other.end()


def test_a_file_that_was_corrected_is_read_again(lawyer: FlaskClient, rules: Path) -> None:
    (rules / "features" / "broken.feature").write_text(GOOD.replace("功能：送审", "功能：改好了"), encoding="utf-8")
    assert "改好了" in words(lawyer.get("/legal/features"))


def test_the_register_says_who_carries_an_article_out_and_where_proof_is_lacking(site: Site) -> None:
    page = site.signed_in("Provost").get("/legal/articles")
    text = words(page)
    assert "Harbour permit" in text and "Survey" in text and "还没有场景证明的条款" in text


def test_an_article_with_a_scenario_is_no_gap(site: Site, lawyer: FlaskClient, rules: Path) -> None:
    before = lawyer.get("/legal/articles").text
    told = GOOD.replace("@第十九条", "@第2条")
    (rules / "features" / "good.feature").write_text(told, encoding="utf-8")
    after = lawyer.get("/legal/articles").text
    gap = 'id="article-2" class="gap"'
    assert gap in before and gap not in after and "没有审查就审签" in after and 'id="article-3" class="gap"' in after


def test_guarantees_are_listed_with_their_articles(site: Site) -> None:
    page = site.signed_in("Provost").get("/legal/guarantees")
    assert "Harbour permit" in words(page) and "#article-" in page.text


def test_only_the_legal_office_and_who_oversees_may_look(office: Site) -> None:
    clerk = office.signed_in("Clerk of Fisheries")
    for page in ("/legal/features", "/legal/features/good", "/legal/articles", "/legal/guarantees"):
        assert clerk.get(page).status_code == 403
        assert office.stranger().get(page).status_code == 302
