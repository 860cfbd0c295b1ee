"""The posts a derived post means for a case can be read in any of its expressions, by the post's name."""

from dataclasses import replace

from engine.actions.hand import take


def test_a_derived_post_reads_as_the_posts_it_means(play, permit):
    with play.acting() as work:
        hand = take(work, permit if isinstance(permit, int) else permit.id)
        organisation = work.jurisdiction.organisation
        rules = {**organisation.rules, "derived_posts": [{"name": "works", "kind": "pattern", "pattern": "Head of Works"}]}
        object.__setattr__(work, "jurisdiction", replace(work.jurisdiction, organisation=replace(organisation, rules=rules)))
        assert hand.evaluate("case", "works") == ["Head of Works"]
        assert hand.evaluate("case", "count(works) + 1") == 2
