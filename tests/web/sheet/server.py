"""A server with one sheet, as small as can be, for Chromium."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from engine.forms import ROWS_BUTTON
from tests.engine.forms.examples import NOW, REVIEW
from tests.web.sheet.page import WEB, page
from web.sheet import find_stored, make_sheet, with_files

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:;"
    " connect-src 'self'; form-action 'self'"
)
KINDS = {"css": "text/css", "js": "text/javascript"}


@dataclass
class Server:
    """What the browser sent: drafts, and answers that were accepted."""

    url: str = ""
    drafts: list = field(default_factory=list)
    accepted: list = field(default_factory=list)
    files: dict = field(default_factory=dict)
    refuse_drafts: bool = False
    scripted: bool = True

    def __call__(self, environ: dict, start_response: object) -> object:
        """WSGI."""
        request = Request(environ)
        response = self.answer(request)
        response.headers["Content-Security-Policy"] = POLICY
        return response(environ, start_response)

    def answer(self, request: Request) -> Response:
        """The page, a static file, a draft kept, or answers read."""
        if request.path.startswith("/static/"):
            file = WEB / request.path.lstrip("/")
            return Response(file.read_bytes(), mimetype=KINDS[file.suffix[1:]])
        if request.path == "/draft":
            if self.refuse_drafts:
                return Response(status=500)
            self.drafts.append(REVIEW.read_html(request.form, {}, NOW, self.stored).typed)
            return Response(status=204)
        if request.method == "GET":
            return self.show({})
        data = with_files(REVIEW, request.form, request.files, self.store)
        answers = REVIEW.read_html(data, {}, NOW, self.stored)
        if ROWS_BUTTON in data:
            return self.show(REVIEW.press(data[ROWS_BUTTON], answers.typed))
        if answers.valid:
            self.accepted.append(answers.values)
            return Response("<!doctype html><title>已办</title><p>已办理</p>", mimetype="text/html")
        return self.show(answers.typed, answers.errors)

    def show(self, values: dict, errors: dict | None = None) -> Response:
        """The page with the sheet."""
        urls = {"draft_url": "/draft", "sheet_url": "/act"} if self.scripted else {}
        phrases = ("同意。", "请修改后重新送审。")
        sheet = make_sheet(REVIEW, values, {}, errors, now=NOW, title="合法性审查办理单", phrases=phrases, **urls)
        return Response(page(sheet), mimetype="text/html")

    def store(self, file: object) -> dict:
        """Keep a file in memory."""
        identity = f"id{len(self.files)}"
        self.files[identity] = {"id": identity, "name": file.filename, "size": len(file.read())}
        return self.files[identity]

    @property
    def stored(self) -> object:
        """Finds kept files."""
        return find_stored(lambda identity, name: self.files.get(identity))


@contextmanager
def serving() -> Iterator[Server]:
    """A running server on a free port."""
    server = Server()
    running = make_server("127.0.0.1", 0, server, threaded=True)
    server.url = f"http://127.0.0.1:{running.port}/"
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        running.shutdown()
        thread.join()
