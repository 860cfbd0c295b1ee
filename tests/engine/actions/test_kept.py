"""A kept value is worked out once for each object, and nobody waits for another's."""

import threading

from engine.actions.hand import Hand
from engine.actions.kept import kept
from engine.actions.work import Work


class Slow:
    def __init__(self, go: threading.Event) -> None:
        self.go, self.times = go, 0

    @kept
    def value(self) -> int:
        self.times += 1
        assert self.go.wait(10)
        return self.times


def test_a_value_is_worked_out_once() -> None:
    go = threading.Event()
    go.set()
    one = Slow(go)
    assert (one.value, one.value, one.times) == (1, 1, 1)


def test_one_object_does_not_wait_for_another() -> None:
    never, at_once = threading.Event(), threading.Event()
    at_once.set()
    waiting = threading.Thread(target=lambda: Slow(never).value, daemon=True)
    waiting.start()
    found: list[int] = []
    other = threading.Thread(target=lambda: found.append(Slow(at_once).value), daemon=True)
    other.start()
    other.join(5)
    never.set()
    waiting.join(5)
    assert found == [1]


def test_what_asks_the_database_is_kept_so() -> None:
    assert all(isinstance(vars(kind)[name], kept) for kind, name in [(Work, "jurisdiction"), (Work, "now"), (Hand, "terms")])
