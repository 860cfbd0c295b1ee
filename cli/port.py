"""Who holds a port of this machine, read from /proc: for the sentence that says why it cannot be had."""

from __future__ import annotations

import errno
import os
import pwd
import socket
from pathlib import Path

LISTENING = "0A"
PROC = Path("/proc")


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now; a port below 1024 without the right to it raises PermissionError."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
    return True


def holder(port: int) -> str:
    """What listens on a port: command and number of the process, at least its account; "" where /proc says nothing."""
    for inode, account in _listeners(port):
        pid = _owner(inode)
        if pid:
            return f"{_command(pid)}（进程 {pid}）"
        return f"账户 {_name(account)} 的一个进程"
    return ""


def _listeners(port: int) -> list[tuple[str, int]]:
    """Inode and account of each socket that listens on the port."""
    found = []
    for table in ("net/tcp", "net/tcp6"):
        try:
            rows = (PROC / table).read_text().splitlines()[1:]
        except OSError:
            continue
        for row in rows:
            cells = row.split()
            if cells[3] == LISTENING and int(cells[1].rpartition(":")[2], 16) == port:
                found.append((cells[9], int(cells[7])))
    return found


def _owner(inode: str) -> int | None:
    """The process that has the socket open, where we may see it."""
    for folder in PROC.glob("[0-9]*"):
        try:
            if any(os.readlink(link) == f"socket:[{inode}]" for link in (folder / "fd").iterdir()):
                return int(folder.name)
        except OSError:
            continue
    return None


def _command(pid: int) -> str:
    words = (PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
    return b" ".join(words).decode(errors="replace").strip()[:120]


def _name(account: int) -> str:
    try:
        return pwd.getpwuid(account).pw_name
    except KeyError:
        return str(account)
