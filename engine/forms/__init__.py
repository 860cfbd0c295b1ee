"""Form schemas (form-js JSON) → what is asked of a person, what of an answer stands, and how a form looks filled in.

Conditions and rules are FEEL.  Neither markup, nor a database, nor a word of any language lives here: how dates and
lists are written comes from the rulebook (``Writing``), sentences about errors from the web.
"""

from engine.forms.check import Known
from engine.forms.form import Form
from engine.forms.html import file_token, token_parts, upload_paths
from engine.forms.load import load_form
from engine.forms.rows import BUTTON as ROWS_BUTTON
from engine.forms.shape import Answers, Field, Option, Rule, asking
from engine.forms.shown import Choice, Shown, ShownFile, ShownRow
from engine.forms.writing import ISO, Writing

__all__ = [
    "ISO",
    "ROWS_BUTTON",
    "Answers",
    "Choice",
    "Field",
    "Form",
    "Known",
    "Option",
    "Rule",
    "Shown",
    "ShownFile",
    "ShownRow",
    "Writing",
    "asking",
    "file_token",
    "load_form",
    "token_parts",
    "upload_paths",
]
