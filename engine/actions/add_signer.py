"""One more signs side by side: an instance is added to a running multi-instance step."""

from __future__ import annotations

from typing import Any

from engine.actions.complete_task import may_do
from engine.actions.follow import follow, told
from engine.actions.hand import Hand, take_task
from engine.actions.work import Actor, Work
from engine.bpmn.model import Node, feel_text, listed
from engine.errors import Refusal
from engine.facts import CASE
from engine.model.case import Task
from engine.model.entry import Entry
from engine.rulebook.organisation import Right, fits
from engine.spiff import Address, add_instance


def add_signer(work: Work, actor: Actor, task_id: str, post: str, reason: str = "") -> Entry:
    """Adds the post to those who do a step side by side; whoever does one of its tasks may.

    Refuses ``add_signer.alone`` (the step is done by one only), ``add_signer.fixed`` (its list does not stand in a
    fact), ``add_signer.not_of_the_kind`` (the step is not for such a post) and ``add_signer.already``.
    """
    hand, task = take_task(work, task_id)
    right = may_add_signer(hand, actor, task)
    node = hand.node(task)
    key, name = _key(hand, task, node, post), _list_of(node)
    outer = task.frames[-2][0] if len(task.frames) > 1 else CASE
    keys = list(hand.view(outer)[name] or [])
    if key in keys:
        raise Refusal("add_signer.already", step=task.name, post=post)
    hand.facts.write(outer, {name: [*keys, key]})
    path = tuple((frame[1], frame[3]) for frame in task.frames[:-1])
    move = add_instance(hand.compiled.spec, hand.case.state, hand.host, Address(path, node.id), key)
    follow(hand, move, actor)
    entry = hand.record("add_signer", actor, task=task, right=right, note=reason,
                        articles=_articles(node),
                        answers={"post": post, "key": key, "list": name, "node": node.id, "path": [list(p) for p in path]},
                        move=told(move, hand))
    hand.store(move.state)
    return entry


def may_add_signer(hand: Hand, actor: Actor, task: Task) -> Right:
    """The right by which the actor may add anybody to a task's step; every refusal that is not about whom."""
    right = may_do(hand, actor, task)
    node = hand.node(task)
    if node.multi is None or not task.frames:
        raise Refusal("add_signer.alone", _articles(node), step=task.name)
    _list_of(node)
    return right


def addable(hand: Hand, task: Task) -> list[str]:
    """The posts that could be added to a step done side by side: those of its kind whose office is not asked yet."""
    node, organisation = hand.node(task), hand.work.jurisdiction.organisation
    outer = task.frames[-2][0] if len(task.frames) > 1 else CASE
    asked = set(hand.view(outer)[_list_of(node)] or [])
    found = [(post, fits(_pattern(hand, node), post.name)) for post in organisation.posts.values()]
    posts = [post for post, key in found if key in organisation.offices and key not in asked]
    return [p.name for p in sorted(posts, key=lambda p: (p.rank, p.name)) if organisation.in_office(p.name, hand.day)]


def _list_of(node: Node) -> str:
    """The fact that holds who signs."""
    text = feel_text(node.properties.get("each")) or ""
    if not text.replace("_", "").isalnum():
        raise Refusal("add_signer.fixed", _articles(node), step=node.name)
    return text


def _articles(node: Node) -> tuple[str, ...]:
    return listed(node.properties.get("articles"))


def _pattern(hand: Hand, node: Node) -> str:
    """How the posts that do the step are called."""
    asked = node.properties["post"]
    return str(hand.work.jurisdiction.organisation.derived.get(asked, {}).get("pattern", asked))


def _key(hand: Hand, task: Task, node: Node, post: str) -> Any:
    """What of the post stands in the list: the office that the step's pattern of posts takes."""
    pattern = _pattern(hand, node)
    key = fits(pattern, post)
    if key is None or key not in hand.work.jurisdiction.organisation.offices:
        raise Refusal("add_signer.not_of_the_kind", _articles(node), step=task.name, post=post, pattern=pattern)
    return key
