"""The blueprint that the addresses of registers and numbers hang on."""

from flask import Blueprint

blueprint = Blueprint("papers", __name__, template_folder="templates")
