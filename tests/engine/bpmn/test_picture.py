"""The drawing: well formed, whole, marked by more than colour, safe to put into a page."""

import re
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from engine.bpmn import read, svg
from engine.bpmn.picture.labels import width, wrap
from tests.engine.bpmn.drawn import bpmn, node, simple, user

SAMPLE = read((Path(__file__).parent / "sample.bpmn").read_bytes(), "sample.bpmn")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(diagram=SAMPLE, **said):
    """The parsed drawing."""
    return ElementTree.fromstring(svg(diagram, **said))


def group(root, node_id):
    """The group of one node."""
    return next(g for g in root.iter(f"{SVG}g") if g.get("data-node") == node_id)


def test_every_node_flow_lane_and_pool_is_drawn():
    root = drawn()
    assert {g.get("data-node") for g in root.iter() if g.get("data-node")} == set(SAMPLE.nodes)
    assert {g.get("data-flow") for g in root.iter() if g.get("data-flow")} == set(SAMPLE.flows)
    classes = [g.get("class") for g in root.iter(f"{SVG}g")]
    assert (classes.count("pool"), classes.count("lane"), classes.count("message-flow")) == (2, 2, 1)


def test_every_name_can_be_read_whole():
    words = "".join(t for element in drawn().iter(f"{SVG}text") for t in element.itertext())
    names = [n.name for n in SAMPLE.nodes.values()] + [f.name for f in SAMPLE.flows.values()]
    assert [name for name in names if name not in words] == []


def test_it_tells_those_who_cannot_see_it():
    root = drawn(title="标题甲", text="现在：签发")
    ids = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert root.get("role") == "img"
    assert ids[root.get("aria-labelledby")] == "标题甲"
    assert ids[root.get("aria-describedby")] == "现在：签发"
    assert group(drawn(here={"Sign"}), "Sign").get("aria-current") == "step"


def test_marks_show_by_a_sign_and_not_by_colour_alone():
    root = drawn(here={"Sign"}, done={"Draft", "Sign"})
    assert group(root, "Sign").get("class") == "node userTask here"
    assert group(root, "Draft").get("class") == "node userTask done"
    signs = {g.get("data-node") for g in root.iter() for s in g if s.get("class") == "sign"}
    assert signs == {"Sign", "Draft"}


def test_a_place_inside_a_closed_sub_process_marks_the_sub_process():
    closed = read(SAMPLE.xml.replace(b'bpmnElement="Talks" isExpanded="true"', b'bpmnElement="Talks" isExpanded="false"'), "a")
    assert "here" in group(drawn(closed, here={"Inner"}), "Talks").get("class")
    assert "here" not in group(drawn(here={"Inner"}), "Talks").get("class")


def test_places_that_are_not_in_the_diagram_are_passed_over():
    assert svg(SAMPLE, here={"nowhere"}) == svg(SAMPLE)


def test_a_strict_content_security_policy_lets_it_through():
    text = svg(SAMPLE, here={"Sign"}, title="a", text="b")
    assert not re.search(r"<style|style=|<script|\son\w+=|href|url\(|<foreignObject|<image", text)


def test_whatever_an_author_writes_is_only_text():
    evil = '&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&quot;x'
    xml = SAMPLE.xml.replace("签发".encode(), evil.encode()).replace("没有".encode(), evil.encode())
    text = svg(read(xml, "a"), title='"><script>', text="</desc><script>\x00")
    ElementTree.fromstring(text)
    assert "<script" not in text


def test_the_same_diagram_gives_the_same_bytes():
    assert svg(SAMPLE, here={"Sign", "Draft"}) == svg(read(SAMPLE.xml, "x"), here=["Draft", "Sign"])


def test_a_diagram_without_coordinates_gives_an_empty_picture():
    root = drawn(read(bpmn(drawn=False), "a"), title="空")
    assert root.find(f"{SVG}title").text == "空"


def test_kinds_that_nobody_knows_are_drawn_as_boxes():
    root = drawn(read(simple(node("oddTask", "odd", title="奇")), "a"))
    assert group(root, "odd").find(f"{SVG}rect") is not None


@pytest.mark.parametrize(("text", "room", "lines"), [
    ("征求有关部门意见", 4, ["征求有关", "部门意见"]),
    ("甲乙丙，丁", 3, ["甲乙丙，", "丁"]),
    ("见“丙丁”", 2, ["见", "“丙", "丁”"]),
    ("GB/T 9704 格式", 6, ["GB/T 9704", "格式"]),
    ("", 5, []),
])
def test_labels_break_where_a_reader_expects(text, room, lines):
    assert wrap(text, room) == lines


def test_an_endless_name_is_cut_in_time():
    began = time.process_time()
    svg(read(simple(user("z", "a" * 100_000), user("y", "名" * 100_000)), "a"))
    assert time.process_time() - began < 1


def test_a_long_word_is_broken():
    assert all(width(line) <= 5 for line in wrap("a" * 60, 4))
