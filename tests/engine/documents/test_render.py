"""A letter is drawn with embedded fonts, says what its payload says, and its template cannot reach out."""

import itertools
import socket
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from engine.documents import pinned_fonts, plain, render
from engine.errors import Refusal

HEAD = '#set document(title: "t")\n#set text(font: "Noto Sans CJK SC")\n#let it = json(bytes(sys.inputs.payload))\n'


def pages(body: str, **payload):
    return render(HEAD + body, payload, fonts=[pinned_fonts()])


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def fonts_of(pdf: bytes) -> list[dict]:
    """The descendant fonts of the first page's composite fonts."""
    found = PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/Font"].values()
    return [font.get_object()["/DescendantFonts"][0].get_object() for font in found]


def outlines(pdf: bytes) -> int:
    """Glyphs of the embedded TrueType fonts that have something drawn in them (a blank glyph has no length)."""
    drawn = 0
    for font in fonts_of(pdf):
        data = font["/FontDescriptor"]["/FontFile2"].get_data()
        count = int.from_bytes(data[4:6], "big")
        tables = {data[12 + 16 * i : 16 + 16 * i]: data[20 + 16 * i : 28 + 16 * i] for i in range(count)}
        start, size = (int.from_bytes(tables[b"loca"][i : i + 4], "big") for i in (0, 4))
        head = int.from_bytes(tables[b"head"][:4], "big")
        width = 4 if data[head + 50 : head + 52] == b"\0\1" else 2
        at = [int.from_bytes(data[start + i : start + i + width], "big") for i in range(0, size, width)]
        drawn += sum(1 for a, b in itertools.pairwise(at) if b > a)
    return drawn


def test_the_page_is_drawn_and_can_be_read():
    pdf = pages("#it.title", title="环翠区学位规划")
    assert "环翠区学位规划" in text_of(pdf)
    assert all(font["/FontDescriptor"]["/FontFile2"].get_data() for font in fonts_of(pdf))
    assert outlines(pdf) >= 7


def test_regular_and_bold_are_different_cuts():
    cuts = [fonts_of(pages(f"#text(weight: {weight})[政]"))[0] for weight in (400, 700)]
    regular, bold = (font["/FontDescriptor"]["/FontFile2"].get_data() for font in cuts)
    assert regular != bold


def test_rare_characters_of_names_are_there():
    assert "䶮㛃骉" in text_of(pages("#it.name", name="䶮㛃骉"))


def test_it_says_that_it_is_for_the_archive():
    metadata = pages("#it.title", title="t").decode("latin-1")
    assert "<pdfaid:part>2</pdfaid:part>" in metadata and "<pdfaid:conformance>B</pdfaid:conformance>" in metadata


def test_a_value_is_never_source():
    hostile = '#panic("x") #read("/etc/passwd") *b* $x$ \\ "'
    assert hostile.replace(" ", "") in text_of(pages("#it.title", title=hostile)).replace(" ", "").replace("\n", "")


def test_the_same_payload_gives_the_same_bytes():
    moment = datetime(2026, 3, 11, 1, tzinfo=UTC)
    one, two = (render(HEAD + "#it.a", {"a": "b"}, fonts=[pinned_fonts()], moment=moment) for _ in range(2))
    assert one == two
    assert PdfReader(BytesIO(one)).metadata.creation_date.date() == date(2026, 3, 11)


def test_assets_are_found_by_their_name():
    own = {"own.typ": '#let word = "鉴"'}
    pdf = render(HEAD + '#import "own.typ": word\n#word', {}, fonts=[pinned_fonts()], assets=own)
    assert "鉴" in text_of(pdf)


@pytest.mark.parametrize("name", ["../own.typ", "/own.typ", "a/b.typ", "main.typ", "", ".hidden"])
def test_an_asset_stays_in_its_folder(name):
    with pytest.raises(Refusal) as refused:
        render(HEAD, {}, fonts=[pinned_fonts()], assets={name: ""})
    assert refused.value.code == "documents.asset_name"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('#read("/../../etc/passwd")', "documents.file_refused"),
        ('#read("../../../etc/passwd")', "documents.file_refused"),
        ('#read("/etc/passwd")', "documents.file_refused"),
        ('#import "@preview/cetz:0.2.0": *', "documents.package_refused"),
        ('#import ("@pre" + "view/cetz:0.2.0"): *', "documents.package_refused"),
        ("#it.nothing", "documents.template_wrong"),
        ("#let x = (", "documents.template_wrong"),
        ('#text(font: "Nowhere")[a]', "documents.font_missing"),
        ("\U0001f600", "documents.glyph_missing"),
        ("#range(2000000000).len()", "documents.too_heavy"),
    ],
)
def test_what_a_template_may_not_do_is_refused(body, code):
    with pytest.raises(Refusal) as refused:
        pages(body)
    assert refused.value.code == code


@pytest.mark.long
def test_a_template_without_end_is_stopped():
    with pytest.raises(Refusal) as refused:
        pages("#let n = 0\n#for i in range(10000) { for j in range(10000) { for k in range(10000) { n += 1 } } }")
    assert refused.value.code == "documents.too_heavy"


def test_the_place_of_a_mistake_is_named():
    with pytest.raises(Refusal) as refused:
        pages("a\n#it.nothing")
    assert (refused.value.facts["file"], refused.value.facts["line"]) == ("main.typ", 5)


def test_the_missing_character_is_named():
    with pytest.raises(Refusal) as refused:
        pages("#it.a", a="好\U0001f600")
    assert refused.value.facts["glyph"] == "\U0001f600"


def test_without_a_font_of_the_script_no_blank_page_leaves(tmp_path):
    with pytest.raises(Refusal) as refused:
        render('#set document(title: "t")\n政', {}, fonts=[tmp_path])
    assert refused.value.code == "documents.glyph_missing"


def test_a_package_is_not_even_asked_for(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as road:
        road.settimeout(0.2)
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{road.getsockname()[1]}")
        with pytest.raises(Refusal):
            pages('#import "@preview/cetz:0.2.0": *')
        with pytest.raises(TimeoutError):
            road.accept()


def test_values_become_plain():
    given = {"a": Decimal("2.00"), "b": Decimal("1.20"), "c": date(2026, 3, 2), "d": [True, None, (1,)]}
    assert plain(given) == {"a": 2, "b": "1.20", "c": "2026-03-02", "d": [True, None, [1]]}


@pytest.mark.parametrize("value", [object(), Decimal("NaN"), b"x", {"a": {1, 2}}])
def test_what_has_no_plain_form_is_refused(value):
    with pytest.raises(Refusal) as refused:
        render(HEAD, {"x": value}, fonts=[pinned_fonts()])
    assert refused.value.code == "documents.payload_unreadable"


def test_nesting_has_an_end():
    value: list = []
    for _ in range(20):
        value = [value]
    with pytest.raises(Refusal):
        plain(value)
