"""Small formulas over named quantities, read by our own grammar and reckoned exactly: ``最大(上年×1.1, 10)``.

sum     = product (("+" | "-") product)*
product = value (("×" | "*" | "÷" | "/") value)*
value   = number ["%"] | name | function "(" sum ("," sum)* ")" | "(" sum ")" | "-" value
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Quantities = Mapping[str, Decimal | None]
Node = Callable[[Quantities], Fraction]

LONGEST = 200
DEEPEST = 20
FUNCTIONS: dict[str, Callable[..., Fraction]] = {"最大": max, "最小": min}
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?|\.\d+)|([^\W\d]\w*)|([-+*/(),%]))")
_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "、": ",", "x": "*", "X": "*"})


class FormulaError(ValueError):
    """The formula cannot be read or reckoned; the message is a sentence."""


class _Unknown(Exception):
    """A quantity the formula needs is not known here."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was understood."""

    text: str
    names: frozenset[str]
    node: Node

    def reckon(self, quantities: Quantities) -> Fraction | None:
        """The exact result; nothing where a quantity it needs is not known."""
        try:
            return self.node(quantities)
        except _Unknown:
            return None
        except ZeroDivisionError:
            raise FormulaError("公式里的除数为0，请修改公式。") from None


def read_formula(text: str, names: Collection[str]) -> Formula:
    """Understand ``text``; only the given names may stand in it."""
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS).strip()
    if not plain:
        raise FormulaError("请填写公式。")
    if len(plain) > LONGEST:
        raise FormulaError(f"公式太长，请缩短到{LONGEST}字以内。")
    reader = _Reader(_tokens(plain), frozenset(names))
    node = reader.sum(0)
    if reader.token:
        raise FormulaError(f"公式里多出了“{reader.token}”，请修改公式。")
    return Formula(text.strip(), frozenset(reader.used), node)


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise FormulaError(f"公式里的“{text[at:].strip()[:1]}”认不出来，请修改公式。")
        found.append(match.group().strip())
        at = match.end()
    return found


class _Reader:
    """Walks the tokens once, from left to right."""

    def __init__(self, tokens: list[str], names: frozenset[str]) -> None:
        self.tokens, self.names, self.at = tokens, names, 0
        self.used: set[str] = set()

    @property
    def token(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, *wanted: str) -> str:
        """The token if it is one of these, and go on."""
        found = self.token
        if found not in wanted:
            return ""
        self.at += 1
        return found

    def need(self, sign: str) -> None:
        if not self.take(sign):
            raise FormulaError(f"公式里缺少“{sign}”，请修改公式。")

    def sum(self, depth: int) -> Node:
        node = self.product(depth)
        while sign := self.take("+", "-"):
            node = _plus(node, self.product(depth)) if sign == "+" else _minus(node, self.product(depth))
        return node

    def product(self, depth: int) -> Node:
        node = self.value(depth)
        while sign := self.take("*", "/"):
            node = _times(node, self.value(depth)) if sign == "*" else _over(node, self.value(depth))
        return node

    def value(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise FormulaError("公式里的括号套得太深，请简化公式。")
        if self.take("-"):
            return _minus(_constant(Fraction(0)), self.value(depth + 1))
        if self.take("("):
            node = self.sum(depth + 1)
            self.need(")")
            return node
        token = self.token
        self.at += 1
        if token[:1].isdigit() or token[:1] == ".":
            number = Fraction(token)
            return _constant(number / 100 if self.take("%") else number)
        if token in FUNCTIONS:
            return self.function(token, depth)
        if token in self.names:
            self.used.add(token)
            return _quantity(token)
        if not token:
            raise FormulaError("公式没有写完，请补充。")
        raise FormulaError(f"公式里的“{token}”认不出来，可以用：{'、'.join(sorted(self.names))}。")

    def function(self, name: str, depth: int) -> Node:
        self.need("(")
        inside = [self.sum(depth + 1)]
        while self.take(","):
            inside.append(self.sum(depth + 1))
        self.need(")")
        pick = FUNCTIONS[name]
        return lambda known: pick([node(known) for node in inside])


def _constant(number: Fraction) -> Node:
    return lambda known: number


def _quantity(name: str) -> Node:
    def read(known: Quantities) -> Fraction:
        value = known.get(name)
        if value is None:
            raise _Unknown(name)
        return Fraction(value)

    return read


def _plus(left: Node, right: Node) -> Node:
    return lambda known: left(known) + right(known)


def _minus(left: Node, right: Node) -> Node:
    return lambda known: left(known) - right(known)


def _times(left: Node, right: Node) -> Node:
    return lambda known: left(known) * right(known)


def _over(left: Node, right: Node) -> Node:
    return lambda known: left(known) / right(known)
