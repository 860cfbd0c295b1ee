"""Somebody at the other end of the wire: a program with a key, or a browser that has signed in; connections are kept."""

from __future__ import annotations

import http.client
import json
import re
from typing import Any
from urllib.parse import urlencode

from bench.site import HOST

FORM_KEY = re.compile(r'name="_key" value="([^"]+)"')
COOKIE = re.compile(r"(\w+)=([^;]*)")


class Wire:
    """One connection that is kept; an answer that is not wanted raises."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)

    def ask(self, method: str, path: str, body: str | None, headers: dict[str, str], wanted: tuple[int, ...]) -> Any:
        """One request; the answer with its body read."""
        try:
            self.connection.request(method, path, body.encode() if body is not None else None, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):  # kept for too long
            self.connection.close()
            self.connection.request(method, path, body.encode() if body is not None else None, headers)
            answer = self.connection.getresponse()
        answer.body = answer.read().decode()
        if answer.status not in wanted:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.body[:300]}")
        return answer

    def close(self) -> None:
        """Hangs up."""
        self.connection.close()


class Program(Wire):
    """A program with a key for one account and post, on the HTTP interface."""

    def __init__(self, port: int, key: str) -> None:
        super().__init__(port)
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def _json(self, method: str, path: str, body: Any = None) -> Any:
        told = json.dumps(body) if body is not None else None
        return json.loads(self.ask(method, path, told, self.headers, (200, 201)).body)

    def ready(self, procedure: str) -> dict[str, Any]:
        """A program opens no sheet before it starts a case."""
        return {}

    def start(self, procedure: str, answers: dict[str, Any]) -> int:
        """Starts a case."""
        return int(self._json("POST", "/api/cases", {"procedure": procedure, "answers": answers})["id"])

    def open(self, task: str) -> Any:
        """Reads a task with its form."""
        return self._json("GET", f"/api/tasks/{task}")

    def complete(self, task: str, answers: dict[str, Any]) -> Any:
        """Completes a task."""
        return self._json("POST", f"/api/tasks/{task}/completion", {"answers": answers})

    def box(self) -> Any:
        """The first page of what waits."""
        return self._json("GET", "/api/tasks")


class Browser(Wire):
    """Somebody who signs in as a role of the demonstration and works on the pages."""

    def __init__(self, port: int, post: str) -> None:
        super().__init__(port)
        self.cookies: dict[str, str] = {}
        self.key = FORM_KEY.search(self._page("/login")).group(1)  # type: ignore[union-attr]
        self._send("/demonstration", {"post": post, "next": "/"})
        self.key = FORM_KEY.search(self._page("/boxes/waiting")).group(1)  # type: ignore[union-attr]

    def ready(self, procedure: str) -> dict[str, Any]:
        """Opens the sheet that starts a case; what it carries along."""
        return hidden(self._page(f"/procedures/{procedure}/cases"))

    def start(self, procedure: str, answers: dict[str, Any]) -> None:
        """Hands the sheet in."""
        self._send(f"/procedures/{procedure}/cases", answers)

    def open(self, task: str) -> None:
        """Opens the task page."""
        self._page(f"/tasks/{task}")

    def complete(self, task: str, answers: dict[str, Any]) -> None:
        """Hands in the sheet."""
        self._send(f"/tasks/{task}/completion", answers)

    def box(self) -> None:
        """The first page of what waits."""
        self._page("/boxes/waiting")

    def _page(self, path: str) -> str:
        return str(self._keep(self.ask("GET", path, None, self._headers(), (200,))).body)

    def _send(self, path: str, fields: dict[str, Any]) -> None:
        headers = {**self._headers(), "Content-Type": "application/x-www-form-urlencoded"}
        self._keep(self.ask("POST", path, urlencode({"_key": self.key, **fields}), headers, (302, 303)))

    def _headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}

    def _keep(self, answer: Any) -> Any:
        for told in answer.headers.get_all("Set-Cookie") or ():
            name, value = COOKIE.match(told).groups()  # type: ignore[union-attr]
            self.cookies[name] = value
        return answer


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's sheet."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
