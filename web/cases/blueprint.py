"""The blueprint that every address of a case hangs on."""

from flask import Blueprint

blueprint = Blueprint("cases", __name__, template_folder="templates")
