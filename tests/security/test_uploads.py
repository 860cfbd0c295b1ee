"""Files: told by their bytes, kept out of pages, read and attached by nobody but those they belong to."""

import hashlib
import io
import zipfile

import pytest
from sqlalchemy import select
from werkzeug.http import parse_options_header

from engine.actions.uploads import store_file
from engine.forms import file_token
from engine.model.document import FileUse, StoredFile
from tests.security.conftest import held
from tests.web.district import HEAD, PROCEDURE, STARTER, STRANGER, start

PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def bomb() -> bytes:
    """A hundred million zeros in a hundred thousand bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 100_000_000)
    return out.getvalue()


def hand_in(browser, content: bytes, name: str):
    return start(browser, 送审稿=(io.BytesIO(content), name))


@pytest.mark.parametrize("name, content", [
    ("draft.html", PAGE), ("draft.HTM", PAGE), ("draft.svg", PICTURE), ("draft.xhtml", PAGE), ("draft.hta", PAGE),
    ("draft.js", b"alert(1)"), ("draft.bat", b"del *"), ("draft.ps1", b"rm"), ("draft.vbs", b"x"), ("draft.lnk", b"x"),
    ("draft.exe", b"MZ\x90\x00\x03\x00\x00\x00"), ("draft.pdf", b"MZ\x90\x00\x03\x00\x00\x00"), ("draft.pdf", b""),
    ("draft", b"\x7fELF\x02\x01\x01\x00"), ("draft.txt.exe", b"plain"), ("draft.exe ", b"plain"), ("draft.exe.", b"plain"),
    ("草稿.pdf", PAGE), ("草稿.pdf", PICTURE), ("草稿.txt", b"\xef\xbb\xbf  <html><script>x</script>"),
])
def test_what_runs_or_opens_as_a_page_is_not_taken(district, name, content):
    browser = district.browser(STARTER)
    answer = hand_in(browser, content, name)
    assert answer.status_code == 422, answer.headers
    assert "关于规范校外托管服务的若干措施" in answer.text, "what was typed is kept"
    with district.play.looking() as work:
        assert not work.session.scalars(select(StoredFile)).all()


@pytest.mark.parametrize("name, content", [
    ("草稿.pdf", b"%PDF-1.7 x"), ("草稿.docx", b"PK\x03\x04 x"), ("草稿.doc", b"\xd0\xcf\x11\xe0 x"),
    ("说明.txt", "第一条 <总则> 为了……".encode()), ("照片.jpg", b"\xff\xd8\xff x"), ("草稿.md", "# 一".encode()),
])
def test_usual_papers_are_taken(district, name, content):
    assert hand_in(district.browser(STARTER), content, name).status_code == 303


def test_a_zip_bomb_is_kept_as_it_came_and_never_unpacked(district, monkeypatch):
    def never(*_arguments, **_named):
        raise AssertionError("unpacked")

    packed = bomb()
    monkeypatch.setattr(zipfile, "ZipFile", never)
    browser = district.browser(STARTER)
    assert hand_in(browser, packed, "草稿.docx").status_code == 303
    answer = browser.get(f"/files/{hashlib.sha256(packed).hexdigest()}")
    assert len(answer.data) == len(packed)


def test_too_much_is_refused_before_it_is_read(district, monkeypatch):
    browser = district.browser(STARTER)
    monkeypatch.setitem(district.app.config, "MAX_CONTENT_LENGTH", 200_000)
    answer = hand_in(browser, b"%PDF" + b"0" * 300_000, "草稿.pdf")
    assert answer.status_code == 413
    many = {f"x{number}": "y" for number in range(12_000)}
    answer = browser.client.post(f"/procedures/{PROCEDURE}/draft", data={"_key": browser.key, **many},
                                 content_type="multipart/form-data")
    assert answer.status_code == 413


@pytest.mark.parametrize("name", [
    'a"; filename=evil.html; x=".pdf', "a\r\nSet-Cookie: x=1.pdf", "../../etc/passwd.pdf", "a\x00b.pdf", "甲乙丙.pdf", "x" * 500 + ".pdf",
    "\u202efdp.exe.pdf",
])
def test_a_name_is_only_a_name(district, name):
    browser = district.browser(STARTER)
    content = b"%PDF-1.4 " + name.encode()
    with district.play.acting() as work:
        kept = store_file(work, district.play.actor(work, STARTER), name, content)
    answer = browser.get(f"/files/{kept['id']}")
    said = answer.headers["Content-Disposition"]
    assert answer.status_code == 200 and said.startswith("attachment;") and "\n" not in said and "\r" not in said
    assert "Set-Cookie" not in answer.headers and len(said) < 2_000
    shown = parse_options_header(said)[1]["filename"]
    assert shown.endswith(".pdf") and not set(shown) & set("/\\\r\n\x00\u202e") and len(shown) <= 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["x.html", "a\r\nX: y.svg", "../../x.exe"])
def test_a_stored_file_takes_no_other_name_that_runs(district, name):
    """The name comes back with the form, so that a browser could send another."""
    browser = district.browser(STARTER)
    with district.play.acting() as work:
        kept = store_file(work, district.play.actor(work, STARTER), "送审稿.pdf", b"%PDF-1.4 other")
    answer = start(browser, 送审稿=file_token({**kept, "name": name}))
    assert answer.status_code == 303
    assert district.play.entries(1)[0].answers["送审稿"][0]["name"] == "送审稿.pdf"


def test_every_file_is_handed_out_to_be_kept(district, matter):
    head = district.browser(HEAD)
    with district.play.acting() as work:
        work.session.execute(StoredFile.__table__.update().values(kind="text/html"))
    for address in (f"/files/{matter.file}", f"/documents/{matter.document}"):
        answer = head.get(address)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.mimetype == "application/octet-stream"


def test_anothers_file_can_be_neither_read_nor_attached(district, matter):
    stranger = district.browser(STRANGER)
    token = file_token({"id": matter.file, "name": "送审稿.pdf", "size": 14})
    before = held(district)
    answer = stranger.send(f"/procedures/{PROCEDURE}/cases", 标题="x", 送审部门="区财政局", 送审稿=token)
    assert answer.status_code in (403, 422)
    after = held(district)
    assert after["file_use"] == before["file_use"] and after["case"] == before["case"]
    assert matter.file not in str(after["draft"])
    assert stranger.get(f"/files/{matter.file}").status_code == 404


def test_the_same_bytes_handed_in_by_another_open_only_the_bytes(district, matter):
    """Files are kept once for each content."""
    stranger = district.browser(STRANGER)
    with district.play.acting() as work:
        mine = store_file(work, district.play.actor(work, STRANGER), "mine.pdf", b"%PDF-1.4 draft")
    assert mine["id"] == matter.file
    answer = stranger.get(f"/files/{matter.file}")
    assert answer.status_code == 200
    assert stranger.get(f"/cases/{matter.case}").status_code == 404
    with district.play.looking() as work:
        uses = work.session.scalars(select(FileUse).where(FileUse.file_id == matter.file)).all()
        assert {use.case_id for use in uses if use.case_id} == {matter.case}
