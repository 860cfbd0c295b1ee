"""The part of the parser that reads types: ``number``, ``list<string>``, ``context<a: number>``, ``function<A> -> B``."""

from __future__ import annotations

from typing import Any

from . import ast

TYPE_PHRASES = (
    "date and time",
    "days and time duration",
    "years and months duration",
    "day time duration",
    "year month duration",
)


class TypeSyntax:
    """Reads types for the parser; a mixin, since types may stand inside expressions."""

    here: Any
    at: int

    def type_ref(self) -> ast.TypeRef:
        """One type; a name of several words is read as far as its words go."""
        position = self.here.position
        name = self._type_name()
        if not self.accept("<"):
            return ast.TypeRef(position, name)
        if name == "context":
            return ast.TypeRef(position, name, members=self._members())
        arguments = self._type_arguments()
        if name == "function":
            self.expect("->")
            return ast.TypeRef(position, name, arguments, result=self.type_ref())
        return ast.TypeRef(position, name, arguments)

    def _type_name(self) -> str:
        for phrase in TYPE_PHRASES:
            parts = tuple(phrase.split())
            if self._stands_here(parts):
                self.at += len(parts)
                return phrase
        if self.is_next("null", "function"):
            return self.take().text
        if self.here.kind != "name":
            raise self.unexpected()
        name = self.name()
        while self.is_next(".") and self.ahead().kind == "name":
            self.take()
            name += "." + self.name()
        return name

    def _type_arguments(self) -> tuple[ast.TypeRef, ...]:
        found: list[ast.TypeRef] = []
        while not self.is_next(">"):
            found.append(self.type_ref())
            if not self.accept(","):
                break
        self.expect(">")
        return tuple(found)

    def _members(self) -> tuple[tuple[str, ast.TypeRef], ...]:
        found: list[tuple[str, ast.TypeRef]] = []
        while not self.is_next(">"):
            name = self.declared(":")
            self.expect(":")
            found.append((name, self.type_ref()))
            if not self.accept(","):
                break
        self.expect(">")
        return tuple(found)
