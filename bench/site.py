"""The product as it is served: ``guicheng serve`` with two workers on a loopback port, over a database to measure on."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
PATIENCE = 60.0


@dataclass(frozen=True)
class Site:
    """A running server; ``cold`` are the seconds from its start to its first page."""

    port: int
    process: int
    cold: float

    def memory(self) -> list[float]:
        """Megabytes that each worker process holds."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        return [_resident(int(child)) for child in children]


@contextmanager
def serve(url: str, workers: int = 2) -> Iterator[Site]:
    """Serves the database at an address until the block ends; the worker for timers and letters is left out."""
    port = _free_port()
    command = [sys.executable, "-c", "from cli.main import main; main()", "serve", "--host", HOST, "--port", str(port),
               "--workers", str(workers), "--no-worker"]
    surroundings = {**os.environ, "GUICHENG_DATABASE": url, "GUICHENG_DEMO": "1"}
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait(process, port)
        yield Site(port, process.pid, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/login")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.02)
        if process.poll() is not None:
            break
    raise RuntimeError(f"the server did not start: {(process.stderr.read() if process.stderr else b'').decode()[-500:]}")


def _resident(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0
