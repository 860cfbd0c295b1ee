"""From text to tree: a Pratt parser for FEEL expressions and for the cells of decision tables (unary tests)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import ast, temporal
from .errors import FeelSyntaxError
from .language import Language
from .reader import Reader
from .type_syntax import TypeSyntax

DEEPEST = 48
DEEPEST_TREE = 160
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
# binding powers, weakest first
OR, AND, COMPARISON, SUM, PRODUCT, POWER, NEGATION, INSTANCE, POSTFIX = range(1, 10)
POWERS = {"or": OR, "and": AND, "between": COMPARISON, "in": COMPARISON, "instance": INSTANCE}
POWERS |= dict.fromkeys(COMPARISONS, COMPARISON)
POWERS |= {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "**": POWER, ".": POSTFIX, "[": POSTFIX, "(": POSTFIX}
STARTS_RANGE = ("[", "(", "]")


def parse(text: str, language: Language, names: Iterable[str] = ()) -> ast.Node:
    """The tree of one expression; raises FeelSyntaxError."""
    return _guarded(Parser(text, language, names).whole_expression)


def parse_tests(text: str, language: Language, names: Iterable[str] = ()) -> ast.Tests:
    """The tree of one cell of a decision table; raises FeelSyntaxError."""
    return _guarded(Parser(text, language, names).whole_tests)


def _guarded(parse_whole: Any) -> Any:
    tree = parse_whole()
    if ast.depth(tree) > DEEPEST_TREE:
        raise FeelSyntaxError("feel.too_deep", 0)
    return tree


class Parser(Reader, TypeSyntax):
    """One text being parsed."""

    def __init__(self, text: str, language: Language, names: Iterable[str] = ()) -> None:
        super().__init__(text, language, names)
        self.level = 0
        self.range_end = False

    # ---- whole texts

    def whole_expression(self) -> ast.Node:
        """The text as one expression."""
        if self.here.kind == "end":
            raise FeelSyntaxError("feel.empty", 0)
        tree = self.expression()
        if self.here.kind != "end":
            raise self.unexpected()
        return tree

    def whole_tests(self) -> ast.Tests:
        """The text as the tests of a cell."""
        if self.here.kind == "end" or (self.is_next("-") and self.ahead().kind == "end"):
            return ast.Tests(0, ())
        negated = self.here.text == "not" and self.ahead().text == "(" and self._closes_at_end()
        if negated:
            self.at += 2
        tests = self.tests()
        if negated:
            self.expect(")")
        if self.here.kind != "end":
            raise self.unexpected(",")
        return ast.Tests(0, tests, negated)

    def _closes_at_end(self) -> bool:
        """Whether the bracket behind ``not`` is closed by the very last token."""
        level = 0
        for index in range(self.at + 1, len(self.tokens) - 1):
            token = self.tokens[index]
            if token.kind == "op":
                level += (token.text == "(") - (token.text == ")")
            if not level:
                return index == len(self.tokens) - 2
        return True

    def tests(self) -> tuple[ast.Node, ...]:
        """Tests parted by commas."""
        found = [self.test()]
        while self.accept(","):
            found.append(self.test())
        return tuple(found)

    def test(self) -> ast.Node:
        """One test: a comparison with what stands elsewhere, or an expression."""
        if self.here.kind == "op" and self.here.text in COMPARISONS:
            token = self.take()
            return ast.Compare(token.position, token.text, self.expression(SUM))
        return self.expression()

    # ---- expressions

    def expression(self, power: int = 0) -> ast.Node:
        """An expression whose operators all bind tighter than or as tight as ``power``."""
        self.level += 1
        if self.level > DEEPEST:
            raise FeelSyntaxError("feel.too_deep", self.here.position)
        left = self.prefix()
        while (binds := self.binds()) and binds >= power:
            left = self.infix(left, binds)
        self.level -= 1
        return left

    def binds(self) -> int:
        """How tightly the next token binds what stands before it; 0 where it does not."""
        token = self.here
        if token.kind not in ("op", "keyword"):
            return 0
        if self.range_end and token.text == "[" and not self._filters():
            return 0
        return POWERS.get(token.text, 0)

    def _filters(self) -> bool:
        """Whether a ``[`` behind the end of a range opens a filter instead of closing the range."""
        after = self.ahead()
        return after.kind not in ("end", "keyword") and after.text not in (")", ",", "]", "}", "=", "!=", ".")

    def infix(self, left: ast.Node, binds: int) -> ast.Node:
        """What the next token makes of the expression before it."""
        token = self.take()
        operator, position = token.text, token.position
        if operator in ("and", "or"):
            operands = [left, self.expression(binds + 1)]
            while self.accept(operator):
                operands.append(self.expression(binds + 1))
            return ast.Junction(position, operator, tuple(operands))
        if operator == "between":
            low = self.expression(SUM)
            self.expect("and")
            return ast.Between(position, left, low, self.expression(SUM))
        if operator == "in":
            return ast.Within(position, left, self._within())
        if operator == "instance":
            self.expect("of")
            return ast.InstanceOf(position, left, self.type_ref())
        if operator == ".":
            return ast.Path(position, left, self.member())
        if operator == "[":
            condition = self._apart(self.expression)
            self.expect("]")
            return ast.Filter(position, left, condition)
        if operator == "(":
            return self._call(left, position)
        if operator == "<" and self.is_next(">"):
            raise FeelSyntaxError("feel.operator", position, found="<>", instead="!=")
        return ast.Binary(position, operator, left, self.expression(binds + 1))

    def _apart(self, parse_inner: Any) -> Any:
        """Inside brackets the end of an outer range is of no concern."""
        outer, self.range_end = self.range_end, False
        inner = parse_inner()
        self.range_end = outer
        return inner

    def _within(self) -> tuple[ast.Node, ...]:
        if self.is_next("(") and not self._is_range():
            start = self.at
            self.take()
            tests = self._apart(self.tests)
            if self.accept(")"):
                return tests
            self.at = start
        if self.here.kind == "op" and self.here.text in COMPARISONS:
            return (self.test(),)
        return (self.expression(SUM),)

    def _is_range(self) -> bool:
        """Whether the bracket here holds ``..`` at its own level, and not as the domain of a loop inside it."""
        level = 0
        for token in self.tokens[self.at :]:
            if token.kind == "op":
                if token.text == ".." and level <= 1:
                    return True
                level += (token.text in "([{") - (token.text in ")]}") if self.here is not token else 1
            if level <= 0 or (level == 1 and token.text in ("for", "some", "every", ",") and token.kind != "string"):
                return False
        return False

    def _call(self, function: ast.Node, position: int) -> ast.Node:
        arguments: list[ast.Node] = []
        names: list[str] = []
        if not self.is_next(")"):
            named = self._names_argument()
            while True:
                if named:
                    names.append(self.declared(":"))
                    self.expect(":")
                arguments.append(self._apart(self.expression))
                if not self.accept(","):
                    break
        self.expect(")")
        return ast.Call(position, function, tuple(arguments), tuple(names))

    def _names_argument(self) -> bool:
        if self.here.kind == "string":
            return self.ahead().text == ":"
        index = self.at
        while self.tokens[index].kind in ("name", "keyword", "number"):
            index += 1
        return index > self.at and self.tokens[index].text == ":"

    # ---- prefixes

    def prefix(self) -> ast.Node:
        """What can stand at the beginning of an expression."""
        token = self.here
        if token.kind in ("number", "string"):
            self.take()
            return ast.Literal(token.position, token.value)
        if token.kind == "name":
            return ast.Name(token.position, self.name())
        handler = getattr(self, _PREFIXES.get(token.text, ""), None) if token.kind in ("op", "keyword") else None
        if handler is None:
            raise self.unexpected()
        return handler()

    def _constant(self) -> ast.Node:
        token = self.take()
        return ast.Literal(token.position, {"true": True, "false": False, "null": None}[token.text])

    def _negation(self) -> ast.Node:
        position = self.take().position
        return ast.Negate(position, self.expression(INSTANCE))

    def _input(self) -> ast.Node:
        return ast.Input(self.take().position)

    def _at_literal(self) -> ast.Node:
        position = self.take().position
        if self.here.kind != "string":
            raise self.unexpected('"')
        text = self.take().value
        value = temporal.read_any(text)
        if value is None:
            raise FeelSyntaxError("feel.at_literal", position, found=text)
        return ast.Literal(position, value)

    def _bracket(self) -> ast.Node:
        """A list, an interval, or a bracketed expression."""
        if self._is_range():
            return self._range()
        if self.here.text == "[":
            return self._apart(self._list)
        if self.here.text == "]":
            raise self.unexpected()
        return self._apart(self._parenthesis)

    def _range(self) -> ast.Node:
        opening = self.take()
        start = self._apart(lambda: self.expression(SUM))
        self.expect("..")
        outer, self.range_end = self.range_end, True
        end = self.expression(SUM)
        self.range_end = outer
        if not self.is_next("]", ")", "["):
            raise self.unexpected("]")
        closing = self.take().text
        return ast.RangeOf(opening.position, start, end, opening.text == "[", closing == "]")

    def _list(self) -> ast.Node:
        position = self.take().position
        items: tuple[ast.Node, ...] = ()
        if not self.is_next("]"):
            items = self.tests()
        self.expect("]")
        return ast.ListOf(position, tuple(self._as_value(item) for item in items))

    def _parenthesis(self) -> ast.Node:
        self.take()
        inner = self._as_value(self.test())
        self.expect(")")
        return inner

    @staticmethod
    def _as_value(test: ast.Node) -> ast.Node:
        """``< 10`` where a value is wanted is the interval of what is below ten."""
        if not isinstance(test, ast.Compare):
            return test
        below = test.operator.startswith("<")
        operand = test.operand
        if test.operator in ("=", "!="):
            return ast.RangeOf(test.position, operand, operand, True, True, test.operator)
        start, end = (None, operand) if below else (operand, None)
        return ast.RangeOf(test.position, start, end, test.operator == ">=", test.operator == "<=", test.operator)

    def _context(self) -> ast.Node:
        position = self.take().position
        entries: list[tuple[str, ast.Node]] = []
        while not self.is_next("}"):
            key_at = self.here.position
            key = self.declared(":")
            self.expect(":")
            if any(key == name for name, _ in entries):
                raise FeelSyntaxError("feel.twice", key_at, name=key)
            entries.append((key, self._apart(self.expression)))
            if not self.accept(","):
                break
        self.expect("}")
        return ast.ContextOf(position, tuple(entries))

    def _if(self) -> ast.Node:
        position = self.take().position
        condition = self.expression()
        self.expect("then")
        then = self.expression()
        self.expect("else")
        return ast.If(position, condition, then, self.expression())

    def _for(self) -> ast.Node:
        position = self.take().position
        iterators = self._iterators()
        self.expect("return")
        return ast.For(position, iterators, self.expression())

    def _quantified(self) -> ast.Node:
        token = self.take()
        iterators = self._iterators()
        self.expect("satisfies")
        return ast.Quantified(token.position, token.text, iterators, self.expression())

    def _iterators(self) -> tuple[tuple[str, ast.Node], ...]:
        found = []
        while True:
            name = self.declared("in")
            self.expect("in")
            found.append((name, self._domain()))
            if not self.accept(","):
                return tuple(found)

    def _domain(self) -> ast.Node:
        """What is iterated: a list, or ``a..b`` without brackets."""
        start = self.expression()
        if not self.accept(".."):
            return start
        return ast.RangeOf(start.position, start, self.expression(), True, True, "..")

    def _function(self) -> ast.Node:
        position = self.take().position
        self.expect("(")
        parameters: list[tuple[str, Any]] = []
        while not self.is_next(")"):
            name = self.declared(":", ",", ")")
            parameters.append((name, self.type_ref() if self.accept(":") else None))
            if not self.accept(","):
                break
        self.expect(")")
        if self.accept("external"):
            self.expression()
            return ast.FunctionOf(position, tuple(parameters), None)
        return ast.FunctionOf(position, tuple(parameters), self.expression())


_PREFIXES = dict.fromkeys(("true", "false", "null"), "_constant") | dict.fromkeys(("some", "every"), "_quantified")
_PREFIXES |= {"-": "_negation", "?": "_input", "@": "_at_literal", "{": "_context", "if": "_if", "for": "_for"}
_PREFIXES |= dict.fromkeys(STARTS_RANGE, "_bracket") | {"function": "_function"}
