"""A folder of rules from elsewhere: nothing outside it is read, nothing outside the export's folder is written."""

import os
import time

import pytest
import zstandard
from click.testing import CliRunner

from cli.main import guicheng
from engine.errors import Unsound
from engine.rulebook.bundle import Bundle
from engine.rulebook.load import load_bundle
from tests.security import authored
from tests.security.authored import NAME, bundle, usual
from tests.web.district import ROOT


@pytest.fixture
def root(tmp_path):
    """A folder of rules with one procedure."""
    for path, raw in bundle(usual()).files.items():
        (tmp_path / "rules" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "rules" / path).write_bytes(raw)
    return tmp_path / "rules"


def codes(refused) -> set[str]:
    return {finding.code for finding in refused.value.findings}


def test_a_sound_folder_is_read(root):
    assert set(load_bundle(root, NAME).files) == set(bundle(usual()).files)


@pytest.mark.parametrize("place", [f"forms/{NAME}/extra.json", f"processes/{NAME}/documents/x.typ", f"features/{NAME}.guarantees.yaml"])
def test_a_link_out_of_the_folder_is_not_followed(root, tmp_path, place):
    (tmp_path / "secret").write_text("secret")
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).symlink_to(tmp_path / "secret")
    with pytest.raises(Unsound) as refused:
        load_bundle(root, NAME)
    assert codes(refused) == {"rulebook.outside"}


@pytest.mark.parametrize("called", ["../../../elsewhere/elsewhere", "..", "/etc/passwd", "a/b"])
def test_a_called_procedure_is_a_name_and_not_a_path(root, tmp_path, called):
    outside = tmp_path / "elsewhere" / "elsewhere"
    outside.mkdir(parents=True)
    (outside / "elsewhere.bpmn").write_bytes(usual())
    (root / f"processes/{NAME}/{NAME}.bpmn").write_bytes(
        usual(f'<callActivity id="t" name="t" calledElement="{called}"/>', "t"))
    with pytest.raises(Unsound) as refused:
        load_bundle(root, NAME)
    assert codes(refused) == {"rulebook.no_procedure"}


@pytest.mark.parametrize("path", ["../evil.yaml", "/tmp/evil.yaml", "processes/../../evil.yaml", "a//b", "C:/evil", "a\\..\\b", ""])
def test_a_parcel_with_a_path_that_leads_out_is_not_unpacked(path):
    parcel = Bundle(NAME, {path: b"x"})
    with pytest.raises(Unsound) as refused:
        Bundle.unpack(parcel.pack())
    assert codes(refused) == {"rulebook.outside"}


def test_an_export_writes_nothing_outside_its_folder(district, tmp_path, monkeypatch):
    version = authored.release(district.play, bundle(usual()))
    evil = zstandard.compress(f'["{NAME}", {{"../evil.yaml": "x"}}]'.encode())
    with district.play.acting() as work:
        work.session.connection().exec_driver_sql("UPDATE version SET files = ? WHERE id = ?", (evil, version.id))
    monkeypatch.setenv("GUICHENG_DATABASE", district.play.database.url)
    result = CliRunner().invoke(guicheng, ["export", NAME, os.fspath(tmp_path / "out")])
    assert result.exit_code != 0 and not (tmp_path / "evil.yaml").exists()


LAUGHS = b"a: &a [x,x,x,x,x,x,x,x,x,x]\n" + b"".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 10)}]\n".encode() for n in range(9))


@pytest.mark.parametrize("path, raw, code", [
    (f"features/{NAME}.guarantees.yaml", LAUGHS, "rulebook.not_yaml"),
    (f"features/{NAME}.guarantees.yaml", b"[" * 100_000, "rulebook.not_yaml"),
    (f"features/{NAME}.guarantees.yaml", b"- 1\n- 2", "rulebook.not_yaml"),
    (f"features/{NAME}.guarantees.yaml", b"!!python/object/apply:os.system [x]", "rulebook.not_yaml"),
    (f"forms/{NAME}/form.json", b"[" * 100_000, "rulebook.not_json"),
    (f"forms/{NAME}/form.json", b"\xff\xfe", "rulebook.not_json"),
    (f"processes/{NAME}/documents/x.typ", b"\xff\xfe", "rulebook.not_text"),
])
def test_a_file_that_is_a_bomb_or_unreadable_is_a_finding(district, path, raw, code):
    start = time.process_time()
    with pytest.raises(Unsound) as refused:
        authored.release(district.play, bundle(usual(), **{path: raw}))
    assert code in codes(refused) and time.process_time() - start < 2


def test_the_shipped_rules_are_read_as_before():
    assert load_bundle(ROOT, "major-decision").files
