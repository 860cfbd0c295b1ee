"""Turns a template and a frozen payload into a letter: PDF/A-2b with its fonts embedded.

A template is a typesetter's source written by an author; it is run in a process of its own that can read nothing but
the files handed to it, cannot reach the network or write a file, and is ended when it asks for too much.  Values
never become part of the source.  Nothing in here knows a case, a database or a language.
"""

from engine.documents.fonts import pinned_fonts
from engine.documents.payload import plain
from engine.documents.render import render

__all__ = ["pinned_fonts", "plain", "render"]
