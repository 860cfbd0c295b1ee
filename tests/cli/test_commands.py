"""The command: help that a newcomer understands, and acts that refuse in words."""

import json
import re

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from cli.main import COMMANDS, guicheng, main
from cli.place import CHECKOUT
from engine.model.account import Account
from engine.model.database import Database
from engine.model.document import StoredFile
from engine.model.establishment import Person
from engine.model.version import Version
from engine.rulebook.load import load_bundle
from web.passwords import is_password

CHINESE = re.compile(r"[\u4e00-\u9fff]")
TABLE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
  <inputData id="i" name="金额"/>
  <decision id="t" name="由谁批">
    <informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
    <decisionTable id="dt" hitPolicy="UNIQUE">
      <input id="in"><inputExpression id="ie" typeRef="number"><text>金额</text></inputExpression></input>
      <output id="out" typeRef="string"/>
      <annotation name="依据"/>
      <rule id="r1"><inputEntry id="a"><text>&lt; 50</text></inputEntry><outputEntry id="b"><text>"经办"</text></outputEntry>
        <annotationEntry><text>小额</text></annotationEntry></rule>
      <rule id="r2"><inputEntry id="c"><text>&gt;= 50</text></inputEntry><outputEntry id="e"><text>"会议"</text></outputEntry>
        <annotationEntry><text>大额</text></annotationEntry></rule>
    </decisionTable>
  </decision>
</definitions>
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs the command on a database of the test's own."""
    monkeypatch.setenv("GUICHENG_DATABASE", f"sqlite:///{tmp_path / 'guicheng.db'}")
    return lambda *words: CliRunner().invoke(guicheng, list(words), prog_name="guicheng")


def test_the_help_names_every_command(run):
    told = run("--help").output
    assert all(f"  {name} " in told for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(run, name):
    done = run(name, "--help")
    assert done.exit_code == 0 and "例：" in done.output
    assert all(CHINESE.search(line) for line in done.output.splitlines() if line.strip())


def test_a_mistyped_command_gets_an_answer_in_chinese(run):
    done = run("chekc")
    assert done.exit_code == 2 and "没有命令" in done.output


def test_a_decision_is_tried_with_its_row(run, tmp_path):
    (tmp_path / "t.dmn").write_text(TABLE, encoding="utf-8")
    done = run("decide", str(tmp_path / "t.dmn"), "由谁批", "--facts", '{"金额": 80}')
    assert "结论：会议" in done.output and "第 2 行" in done.output and "大额" in done.output
    told = json.loads(run("decide", str(tmp_path / "t.dmn"), "由谁批", "--facts", '{"金额": 8}', "--json").output)
    assert told["value"] == "经办" and told["hits"][0]["row"] == 1


def test_a_decision_that_is_not_there_is_answered_with_those_that_are(run, tmp_path):
    (tmp_path / "t.dmn").write_text(TABLE, encoding="utf-8")
    done = run("decide", str(tmp_path / "t.dmn"), "谁批")
    assert done.exit_code == 1 and "由谁批" in done.output


def test_a_broken_file_is_refused_with_what_to_do(run, tmp_path):
    (tmp_path / "broken.bpmn").write_text("<definitions>", encoding="utf-8")
    done = run("check", str(tmp_path / "broken.bpmn"), "--json")
    found = json.loads(done.output)
    assert done.exit_code == 1 and found and all(one["text"] and one["remedy"] for one in found)


def test_a_sound_table_passes(run, tmp_path):
    (tmp_path / "t.dmn").write_text(TABLE, encoding="utf-8")
    done = run("check", str(tmp_path / "t.dmn"))
    assert done.exit_code == 0, done.output


def test_the_shipped_rules_have_no_error(run):
    done = run("check", str(CHECKOUT), "--json")
    errors = [(one["file"], one["text"]) for one in json.loads(done.output) if one["severity"] == "error"]
    assert done.exit_code == 0 and not errors, errors


def test_a_real_installation_begins_with_one_administrator_and_drafts(run, tmp_path):
    done = run("init", "--name", "张三", "--login", "zs", "--password", "a long enough one")
    assert done.exit_code == 0, done.output
    database = Database(f"sqlite:///{tmp_path / 'guicheng.db'}")
    with database.reading() as session:
        assert session.scalars(select(Person.name)).all() == ["张三"]
        account = session.scalars(select(Account)).one()
        assert account.login == "zs" and is_password(account.password, "a long enough one")
        assert set(session.scalars(select(Version.state))) == {"draft"}
    database.close()
    again = run("init", "--name", "李四", "--login", "ls", "--password", "a long enough one")
    assert again.exception.code == "establish.not_empty"


def test_a_short_password_is_refused(run):
    done = run("init", "--name", "张三", "--login", "zs", "--password", "short")
    assert done.exit_code == 2 and "12" in done.output


def test_a_draft_is_published_by_another_person(run, tmp_path):
    run("init", "--name", "张三", "--login", "zs", "--password", "a long enough one")
    procedure = sorted(path.parent.name for path in (CHECKOUT / "processes").glob("*/*.bpmn"))[0]
    assert run("publish", procedure, "--by", "随附").exception.code == "version.same_person"
    assert "已发布" in run("publish", procedure, "--by", "李四").output
    assert run("publish", procedure, "--by", "李四").exception.code == "version.no_draft"


def test_an_export_imported_unchanged_makes_no_new_draft(run, tmp_path):
    run("demo")
    procedure = sorted(path.parent.name for path in (CHECKOUT / "processes").glob("*/*.bpmn"))[0]
    run("export", procedure, str(tmp_path / "out"))
    told = run("import", str(tmp_path / "out" / "processes" / procedure), "--by", "王五").output
    assert "第 1 版：已发布" in told


def test_the_demonstration_is_loaded_once(run):
    assert "已装入" in run("demo").output
    assert "没有改动" in run("demo").output


def test_what_is_exported_is_what_was_imported(run, tmp_path):
    run("demo")
    procedure = sorted(path.parent.name for path in (CHECKOUT / "processes").glob("*/*.bpmn"))[0]
    done = run("export", procedure, str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    for path, content in load_bundle(CHECKOUT, procedure).files.items():
        assert (tmp_path / "out" / path).read_bytes() == content


def test_before_there_is_a_government_acts_are_refused_in_words(run, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["guicheng", "publish", "x", "--by", "甲"])
    run("verify")
    with pytest.raises(SystemExit) as left:
        main()
    told = capsys.readouterr().err.replace("\n", "")
    assert left.value.code == 1 and "还没有数据" in told and "guicheng demo" in told


def test_a_backup_is_restored_elsewhere(run, tmp_path, monkeypatch, database):
    import datetime as dt

    with database.writing() as session:
        session.add(StoredFile(id="a", name="a", kind="text/plain", size=1, stored_at=dt.datetime.now(dt.UTC), content=b"a"))
    monkeypatch.setenv("GUICHENG_DATABASE", database.url)
    assert run("backup", str(tmp_path / "b")).exit_code == 0
    monkeypatch.setenv("GUICHENG_DATABASE", f"sqlite:///{tmp_path / 'other.db'}")
    assert "已恢复 1 行" in run("restore", str(tmp_path / "b")).output


def test_the_record_is_verified_against_what_was_kept(run, tmp_path):
    done = run("verify", "--anchor", str(tmp_path / "kept.json"))
    assert done.exit_code == 0 and json.loads((tmp_path / "kept.json").read_text()) == {}
