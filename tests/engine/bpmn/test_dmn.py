"""DMN files are read into plain objects; what is no safe DMN is refused with a finding."""

import pytest

from engine.bpmn.dmn import read_dmn
from engine.errors import Unsound
from engine.feel import model

NAMESPACES = [
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
]
TABLE = """<definitions xmlns="{namespace}" id="f" name="应办 环节" namespace="urn:x">
  <decision id="d" name="应办环节">
    <decisionTable id="t" hitPolicy="COLLECT">
      <input id="i" label="类别"><inputExpression typeRef="string"><text>类别</text></inputExpression>
        <inputValues><text>"甲","乙"</text></inputValues></input>
      <output id="o" name="环节" typeRef="string"/>
      <annotation name="依据"/>
      <rule id="r"><inputEntry><text>"甲"</text></inputEntry><outputEntry><text>"论证"</text></outputEntry>
        <annotationEntry><text>第二十三条</text></annotationEntry></rule>
      <rule id="r2"><description>说明</description><inputEntry><text></text></inputEntry>
        <outputEntry><text>"审查"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>"""


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_a_table_is_read_of_every_version(namespace):
    read = read_dmn(TABLE.format(namespace=namespace).encode(), "x.dmn")
    assert (read.id, read.name, read.namespace, read.file) == ("f", "应办 环节", "urn:x", "x.dmn")
    (decision,) = read.decisions
    table = decision.logic
    assert isinstance(table, model.Table)
    assert (table.policy, table.annotations) == ("COLLECT", ("依据",))
    assert table.inputs[0] == model.InputColumn("类别", model.Literal("类别", "string"), '"甲","乙"', "i")
    assert table.rows[0] == model.Row(('"甲"',), ('"论证"',), ("第二十三条",), "r")
    assert table.rows[1] == model.Row(("",), ('"审查"',), ("说明",), "r2")


BAD = {
    "a document type": (b'<!DOCTYPE x [<!ENTITY e "x">]><definitions/>', "bpmn.xml_doctype"),
    "an entity bomb": (b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "bpmn.xml_doctype"),
    "a file of the machine": (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "bpmn.xml_doctype"),
    "no XML": (b"decision,1", "bpmn.xml_broken"),
    "another XML": (b"<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>", "dmn.not_dmn"),
    "too deep": (b"<a>" * 300 + b"</a>" * 300, "bpmn.xml_too_deep"),
    "too large": (b"<a>" + b" " * 6_000_000 + b"</a>", "bpmn.xml_too_large"),
    "too many": (b"<a>" + b"<b/>" * 200_000 + b"</a>", "bpmn.xml_too_many"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_safe_dmn_is_refused(name):
    data, code = BAD[name]
    with pytest.raises(Unsound) as caught:
        read_dmn(data, "x.dmn")
    assert caught.value.code == "dmn.unreadable"
    assert [finding.code for finding in caught.value.findings] == [code]
