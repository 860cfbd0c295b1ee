"""Ruled sheets (稿纸): a form with its answers laid out to be filled in, read and printed.

The templates are ``templates/sheet/*.html``, the looks ``static/sheet.css``, what a script adds ``static/sheet.js``.
A sheet decides nothing: what is asked, hidden or wrong comes from engine.forms, and it works without any script.
"""

from web.sheet.sheet import Fault, Sheet, faults, install, make_record, make_sheet
from web.sheet.uploads import find_stored, with_files

__all__ = ["Fault", "Sheet", "faults", "find_stored", "install", "make_record", "make_sheet", "with_files"]
