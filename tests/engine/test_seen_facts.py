"""The names that can be gone through from inside a scope are those that can be read there."""

from engine.facts import CALL, CASE, EACH, Facts, Scope


def made():
    facts = Facts("meeting", told=frozenset({"starter"}))
    facts.write(CASE, {"present": 5, "starter": "clerk"}, step="sign in")
    facts.open(Scope("e1", CASE, EACH, "meeting", "items", "a", "Nets", values={"item": "Nets"}))
    facts.open(Scope("c1", CASE, CALL, "minutes", "minutes", values={"title": "The third"}))
    return facts


def test_one_of_many_sees_what_stands_around_it_and_a_called_procedure_only_its_own_and_what_is_told():
    facts = made()
    assert set(facts.view("e1")) == {"item", "present", "starter", "sign in"}
    assert facts.view("e1")["present"] == 5
    assert set(facts.view("c1")) == {"title", "starter"}
