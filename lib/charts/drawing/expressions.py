"""Values of the expressions that templates use: a small part of Vega's language, without Vega."""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

Names = Mapping[str, Any]
Row = Mapping[str, Any]

_OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Lt: operator.lt,
    ast.Eq: operator.eq,
}


class NotDrawnError(ValueError):
    """A specification uses what is not drawn without Vega."""


def value_of(text: str, names: Names, row: Row) -> Any:  # noqa: ANN401 - as in a spec
    """Return the value of an expression for a row of data.

    Raises
    ------
    NotDrawnError
        When it uses more of the language than the templates do.
    """
    try:
        return _value(_parsed(text), names, row)
    except (KeyError, SyntaxError) as error:
        msg = f"expression not drawn: {text}"
        raise NotDrawnError(msg) from error


def check(text: str) -> None:
    """Refuse an expression that cannot be drawn, whether or not there are rows.

    Raises
    ------
    NotDrawnError
        When it uses more of the language than the templates do.
    """
    try:
        _parsed(text)
    except (KeyError, SyntaxError) as error:
        msg = f"expression not drawn: {text}"
        raise NotDrawnError(msg) from error


def params_of(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value of each parameter of a specification at its own width."""
    names = {"width": spec["width"], "height": spec["height"]}
    for param in spec.get("params", ()):
        value = param.get("value")
        names[param["name"]] = value_of(param["expr"], names, {}) if "expr" in param else value
    return names


@cache
def _parsed(text: str) -> ast.expr:
    python = text.replace("||", " or ").replace("if(", "choose(")
    body = ast.parse(re.sub(r"!(?!=)", " not ", python).strip(), mode="eval").body
    for node in ast.walk(body):
        if isinstance(node, ast.BinOp) and type(node.op) not in _OPERATORS:
            raise KeyError(type(node.op))
    return body


def _value(node: Any, names: Names, row: Row) -> Any:  # noqa: ANN401 - as in a spec
    return _KINDS[type(node)](node, names, row)


def _pair(first: Any, second: Any, names: Names, row: Row) -> tuple[Any, Any]:  # noqa: ANN401
    return _value(first, names, row), _value(second, names, row)


def _either(node: Any, names: Names, row: Row) -> Any:  # noqa: ANN401 - as in a spec
    if type(node.op) is not ast.Or:
        raise KeyError(type(node.op))
    first, *others = node.values
    value = _value(first, names, row)
    return value if value or not others else _value(others[0], names, row)


def _negated(node: Any, names: Names, row: Row) -> Any:  # noqa: ANN401 - as in a spec
    value = _value(node.operand, names, row)
    return -value if type(node.op) is ast.USub else not value


def _call(node: Any, names: Names, row: Row) -> Any:  # noqa: ANN401 - as in a spec
    if node.func.id == "choose":
        test, first, second = node.args
        return _value(first if _value(test, names, row) else second, names, row)
    first, second = node.args
    return _FUNCTIONS[node.func.id](_pair(first, second, names, row))


_FUNCTIONS: dict[str, Callable[[tuple[Any, Any]], Any]] = {"min": min, "max": max}
_KINDS: dict[type, Callable[[Any, Names, Row], Any]] = {
    ast.Constant: lambda node, _names, _row: node.value,
    ast.Name: lambda node, names, _row: names[node.id],
    ast.Attribute: lambda node, _names, row: row.get(node.attr),
    ast.UnaryOp: _negated,
    ast.BoolOp: _either,
    ast.BinOp: lambda node, names, row: _OPERATORS[type(node.op)](
        *_pair(node.left, node.right, names, row)
    ),
    ast.Compare: lambda node, names, row: _OPERATORS[type(node.ops[0])](
        *_pair(node.left, node.comparators[0], names, row)
    ),
    ast.Call: _call,
}
