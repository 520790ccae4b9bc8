"""A formula's text as tokens, each with its column. One pass, one regular expression, ASCII and Greek letters only."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.limits import NAME_CHARACTERS, NUMBER_CHARACTERS, Limits

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
FRACTIONS = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψω"

_SAME = {
    "−": "-", "–": "-", "·": "*", "×": "*", "⋅": "*", "∗": "*", "∙": "*", "÷": "/", "∕": "/", "⁄": "/", "**": "^",
    "≤": "<=", "≥": ">=", "≠": "!=", ":=": "=", "≔": "=",
}  # fmt: skip
"""Spellings that mean the same operator; the parser knows only the right-hand sides."""

# `1..n` is a range, so a number's point must not be followed by a second one.
_PATTERN = re.compile(
    r"(?P<space>[ \t\r\n\u00a0\u2002-\u200a\u202f\u205f]+)"
    r"|(?P<number>(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    rf"|(?P<name>(?:[A-Za-z_][A-Za-z0-9_]*|[{GREEK}](?:_?[0-9]+|_[A-Za-z][A-Za-z0-9_]*)?)[{SUBSCRIPTS}]*)"
    rf"|(?P<fraction>[{FRACTIONS}])"
    rf"|(?P<superscript>[⁺⁻]?[{SUPERSCRIPTS}]+)"
    r"|(?P<operator>\*\*|\.\.|<=|>=|==|!=|:=|[-+*/^()\[\],|<>=√∛−–·×⋅∗∙÷∕⁄≤≥≠≔])"
)

_ADVICE = {
    "!": "there is no factorial; != compares inside where(…)",
    "'": "a name has no prime, and a formula holds no text",
    "′": "a name has no prime; type another letter",
    '"': "a formula holds no text",
    "`": "a formula holds no text",
    "{": "use ( and )",
    "}": "use ( and )",
    ".": "a point belongs into a number, as in 0.5",
    "⁻": "a superscript minus needs a digit, as in x⁻¹",
    "⁺": "a superscript plus needs a digit",
    "—": "type a minus, -",
    "•": "type *",
    ":": "type / for a quotient",
    "%": "there is no remainder; for per cent type /100",
    "∑": "type sum(i, 1, n, x[i])",
    "∏": "type prod(i, 1, n, x[i])",
    "\\": "this is no LaTeX; type (x)/(y) and sqrt(x)",
    "$": "this is no LaTeX",
    "?": "type where(condition, then, otherwise)",
    "∂": "type the formula itself; its partials are worked out",
    "∇": "type the formula itself; its gradient is worked out",
    "∞": "every number in a formula is finite",
    "‖": "type sqrt(x^2 + y^2)",
    "∥": "type sqrt(x^2 + y^2)",
    **dict.fromkeys("⌊⌋", "type floor(x)"),
    **dict.fromkeys("⌈⌉", "type ceil(x)"),
    **dict.fromkeys("⨯✕✖", "type *"),
    **dict.fromkeys("‐‑‒﹣－", "type a minus, -"),
    ";": "arguments are separated by commas",
}
_OTHER_BASE = re.compile("[xXbBoO][0-9]")
_SPACE = "type a plain space"
_SUBSCRIPT = "an entry of a vector is x[1], and x[i] inside a sum"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a formula.

    Attributes:
        kind: "number", "name", "fraction" (½; text is then 1/2), "superscript" (text is then a plain integer, "-1" for
            ⁻¹), "operator" or "end".
        text: as typed, except that operators are given in their one plain spelling and superscripts in plain digits.
        column: 1-based column of its first character.
        value: the float64 of a number, else 0.
    """

    kind: str
    text: str
    column: int
    value: float = 0.0


def tokenize(text: str, limits: Limits) -> list[Token]:
    """Split `text` into tokens, ended by one token of kind "end".

    Raises:
        FormulaError: the text is longer than `limits` allow, or a character, number or name is not of the grammar.
    """
    if len(text) > limits.characters:
        message = f"a formula has at most {limits.characters} characters; this one has {len(text)}"
        raise FormulaError(message, text[: limits.characters], limits.characters)
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        match = _PATTERN.match(text, place)
        if match is None or match.lastgroup is None:
            raise _stranger(text, place)
        if match.lastgroup != "space":
            if len(tokens) == limits.tokens:
                message = f"a formula has at most {limits.tokens} numbers, names and signs"
                raise FormulaError(message, text, place + 1)
            tokens.append(_token(match.lastgroup, match.group(), text, place + 1))
            if match.lastgroup == "number":
                _decimal(match.group(), text, match.end())
        place = match.end()
    tokens.append(Token("end", "", len(text) + 1))
    return tokens


def _token(kind: str, word: str, text: str, column: int) -> Token:
    if kind == "number":
        return Token(kind, word, column, _number(word, text, column))
    if kind == "name" and len(word) > NAME_CHARACTERS:
        message = f"a name has at most {NAME_CHARACTERS} characters; this one has {len(word)}"
        raise FormulaError(message, text, column)
    if kind == "superscript":
        plain = "".join("-" if c == "⁻" else "" if c == "⁺" else str(SUPERSCRIPTS.index(c)) for c in word)
        return Token(kind, plain, column, _number(plain, text, column))
    if kind == "fraction":
        import unicodedata  # half a millisecond of every start, for half a formula in a thousand

        return Token(kind, unicodedata.normalize("NFKC", word).replace("⁄", "/"), column, unicodedata.numeric(word))
    return Token(kind, _SAME.get(word, word), column)


def _number(word: str, text: str, column: int) -> float:
    if len(word) > NUMBER_CHARACTERS:
        message = f"a number has at most {NUMBER_CHARACTERS} characters; this one has {len(word)}"
        raise FormulaError(message, text, column)
    value = float(word)
    if not math.isfinite(value):
        raise FormulaError(f"the number {word} overflows: the largest is about 1.8e308", text, column)
    return value


def _decimal(word: str, text: str, end: int) -> None:
    """Refuse 1_000 and 0x1F: what stands behind such a number would be read as a factor."""
    if text.startswith("_", end):
        raise FormulaError("a number holds no _", text, end + 1)
    if word == "0" and _OTHER_BASE.match(text, end):
        raise FormulaError("a number is decimal", text, end + 1, "for a product write 0·x")


def _stranger(text: str, place: int) -> FormulaError:
    """Name a character that no formula holds; one that could disturb a terminal only by its number."""
    import unicodedata

    character = text[place]
    code = f"U+{ord(character):04X}"
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return FormulaError(f"an invisible or control character ({code}) has no place in a formula", text, place + 1)
    if category.startswith("M") or not character.isprintable():
        hint = _SPACE if category == "Zs" else ""
        return FormulaError(f"the character {code} has no place in a formula", text, place + 1, hint)
    hint = _point(text, place) if character == "." else ""
    hint = hint or _ADVICE.get(character, _SUBSCRIPT if "SUBSCRIPT" in unicodedata.name(character, "") else "")
    plain = unicodedata.decomposition(character).rpartition("> ")[2]
    if not hint and character.isalnum() and re.fullmatch("[0-9A-F]{4}", plain):
        hint = f"did you mean {chr(int(plain, 16))}?"
    where = f" ({code}, {unicodedata.name(character, 'nameless').lower()})" if ord(character) > 126 else ""
    return FormulaError(f"the character {character}{where} has no place in a formula", text, place + 1, hint)


def _point(text: str, place: int) -> str:
    """Say what a point was meant for in other languages: x.^2 and np.exp(x)."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if not text[place + 1 :].strip():
        return "leave the point at the end away"
    if after and after in "^*/":
        return f"write {after} without a point"
    return "write the function alone, as in exp(x)" if before.isalpha() and after.isalpha() else ""
