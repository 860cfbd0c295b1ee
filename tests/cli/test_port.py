"""A taken port says by whom."""

import os
import socket

import pytest

from cli import port


@pytest.fixture
def taken():
    """A port that this very process listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_not_free(taken):
    assert not port.is_free("127.0.0.1", taken)


def test_its_holder_is_named_with_its_number(taken):
    assert f"进程 {os.getpid()}" in port.holder(taken)


def test_where_the_process_cannot_be_seen_its_account_is_named(taken, monkeypatch):
    monkeypatch.setattr(port, "_owner", lambda inode: None)
    assert "账户" in port.holder(taken)


def test_a_free_port_has_no_holder(taken):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        free = other.getsockname()[1]
    assert port.is_free("127.0.0.1", free) and port.holder(free) == ""
