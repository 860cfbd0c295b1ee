"""Files that come with a sheet: stored at once, so that a refused submission loses none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.forms import Form, file_token, token_parts, upload_paths

StoreFile = Callable[[Any], Mapping[str, Any]]
FindFile = Callable[[str, str], Mapping[str, Any] | None]


def with_files(form: Form, data: Any, files: Any, store: StoreFile) -> Any:
    """A copy of a submission in which new files stand as tokens of stored ones, ready for ``form.read_html``.

    ``data`` and ``files`` are werkzeug MultiDicts, ``store`` keeps one file and gives ``{"id", "name", "size"}``.
    Only files under a name that the form asks for are stored.  Where one file is asked for, a new one takes the
    place of the old.
    """
    both = data.copy()
    for path in upload_paths(form.fields, files):
        fresh = [file_token(store(one)) for one in files.getlist(path) if getattr(one, "filename", "")]
        if fresh:
            both.setlist(path, [*(both.getlist(path) if _takes_several(form, path) else ()), *fresh])
    return both


def find_stored(find: FindFile) -> Callable[[str], Mapping[str, Any] | None]:
    """For ``form.read_html(stored=…)``: looks a token up by id and name; an empty id is never looked up."""

    def found(token: str) -> Mapping[str, Any] | None:
        identity, name = token_parts(token)
        return find(identity, name) if identity else None

    return found


def _takes_several(form: Form, path: str) -> bool:
    field = form.field(path)
    return field is not None and field.multiple
