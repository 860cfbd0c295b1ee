"""The blueprint that the boxes' addresses hang on."""

from flask import Blueprint

blueprint = Blueprint("inbox", __name__, template_folder="templates")
