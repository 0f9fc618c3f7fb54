"""Rules as text: `orders >= 4 and age is missing`. Read through sqlglot and an allow-list; all else is refused with a sentence."""

from __future__ import annotations

import re
from itertools import pairwise

from sqlglot import Dialect, exp
from sqlglot.tokens import Token, TokenType

from regulars.errors import RuleError
from regulars.rules.faults import Known, faults
from regulars.rules.value import GRAMMAR, OPPOSITE, And, Compare, Missing, Not, OneOf, Or, Rule, Value, everyone
from regulars.words import Words

LONGEST = 20_000
DEEPEST = 40

_WORD = re.compile(r"[^\W\d]\w*")
_CURLY = re.compile("[“”‘’„]")
_ODD_NUMBER = re.compile(r"\d,\d|\d\.\d+\.|\d[^\W\d_]")
_DUCKDB = Dialect.get_or_raise("duckdb")
_ADMITTED = {
    *(TokenType.VAR, TokenType.STRING, TokenType.NUMBER, TokenType.COMMA, TokenType.DOT, TokenType.DASH),
    *(TokenType.L_PAREN, TokenType.R_PAREN, TokenType.TILDE, TokenType.AMP, TokenType.PIPE),
    *(TokenType.EQ, TokenType.NEQ, TokenType.LT, TokenType.LTE, TokenType.GT, TokenType.GTE),
}
_OPENERS = (TokenType.NOT, TokenType.TILDE, TokenType.DASH)
_OPS = {exp.EQ: "=", exp.NEQ: "!=", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">="}
_MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

_EXAMPLE = Words(
    "Viết như: purchases_365d >= 4 and age is missing and province in ('Hà Nội', 'Huế').",
    "Write it like: purchases_365d >= 4 and age is missing and province in ('Hà Nội', 'Huế').",
)
_NAMED = Words(
    "Việc ấy cần một đặc điểm có tên riêng; ở đây chỉ so sánh.", "That needs a feature with a name of its own; here one only compares."
)
_QUOTES = Words("Đặt chữ trong dấu nháy thẳng: province = 'Hà Nội'.", "Put texts in straight quotes: province = 'Hà Nội'.")
_BETWEEN = Words("Viết: age between 16 and 30.", "Write: age between 16 and 30.")
_BRACKETS = Words(
    "Đặt từng phép so sánh trong ngoặc: (age < 30) & (orders >= 4).", "Put each comparison in parentheses: (age < 30) & (orders >= 4)."
)
_NUMBERS = Words(
    "Số viết liền hoặc tách bằng _, phần lẻ sau dấu chấm: 1_000_000, 0.5.", "Numbers are written 1000000 or 1_000_000, decimals 0.5."
)
_SPLIT = Words("Chia thành nhiều quy tắc, hoặc dùng in (…).", "Split it into several rules, or use in (…).")

_GARBLED = Words("Không đọc được quy tắc này.", "This rule cannot be read.")
_ARITHMETIC = Words("Trong quy tắc không có phép tính.", "There is no arithmetic in a rule.")
_CALL = Words("Trong quy tắc không gọi được hàm.", "Functions cannot be called in a rule.")
_QUERY = Words("Quy tắc không chứa được câu truy vấn.", "A rule cannot contain a query.")
_GAP = Words("Trong quy tắc không có chỗ trống để điền.", "A rule has no placeholders to fill in.")
_LIKE = Words("Quy tắc không tìm theo mẫu chữ.", "A rule does not search texts by pattern.")
_COMMENT = Words("Quy tắc không chứa chú thích: phần sau -- sẽ bị bỏ mất.", "A rule has no comments: what follows -- would be lost.")
_TWO_FEATURES = Words(
    "Quy tắc so một đặc điểm với một giá trị, không so hai đặc điểm.",
    "A rule compares a feature with a constant, not with another feature.",
)
_CHAIN = Words("Không nối hai phép so sánh liền nhau.", "Comparisons cannot be chained.")
_NULL = Words("So sánh với null không bao giờ đúng.", "A comparison with null never holds.")
_ALONE = Words("Một cái tên hay giá trị đứng một mình chưa phải quy tắc.", "A name or value alone is not a rule yet.")

_WORDS = {
    **dict.fromkeys(("select", "from", "where", "with", "union", "exists"), _QUERY),
    **dict.fromkeys(("like", "ilike", "glob", "similar", "rlike", "regexp"), _LIKE),
    **dict.fromkeys(("case", "when", "cast", "over", "if", "interval"), _CALL),
}
_SIGNS = {
    **dict.fromkeys("+*/%^#", _ARITHMETIC),
    **dict.fromkeys(("||", "//", "**", "<<", ">>"), _ARITHMETIC),
    **dict.fromkeys(("?", ":", "@", "$", "{", "}", "{{", "}}"), _GAP),
}
_NODES: tuple[tuple[type | tuple[type, ...], Words], ...] = (
    ((exp.Query, exp.Subquery), _QUERY),
    ((exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod, exp.Neg), _ARITHMETIC),
    ((exp.Column, exp.Literal, exp.Boolean), _ALONE),
    (exp.Func, _CALL),
)


def parse(text: str, known: Known | None = None) -> Rule:
    """The rule a text says, every name and value in it checked against the vocabulary and `known` (names of schemes and clusters).

    `and or not ~ & |`, `= == != <> < <= > >=`, `between`, `in (…)`, `is missing`, `x.missing()`, `everyone`; numbers may be grouped
    as `1_000_000`. `x not in (…)` and `x not between …` are comparisons: false where x is missing. Raises `RuleError`.
    """
    rule = read(text)
    for fault in faults(rule, known):
        raise fault
    return rule


def read(text: str) -> Rule:
    """The rule a text says, without asking whether its names exist; `RuleError` where it says none."""
    if not isinstance(text, str) or not text.strip():
        raise _refusal(Words("Quy tắc còn trống.", "The rule is empty."), str(text))
    if len(text) > LONGEST:
        raise _refusal(Words(f"Quy tắc dài quá {LONGEST} ký tự.", f"The rule is longer than {LONGEST} characters."), text, _SPLIT)
    return _Reader(text).rule()


def to_text(rule: Rule) -> str:
    """The rule as text that `parse` reads back to an equal rule."""
    match rule:
        case Compare(feature, op, value):
            return f"{feature} {op} {_literal(value)}"
        case OneOf(feature, values):
            return f"{feature} in ({', '.join(map(_literal, values))})"
        case Missing(feature):
            return f"{feature} is missing"
        case Not(Missing(feature)):
            return f"{feature} is not missing"
        case Not(inner):
            return f"not ({to_text(inner)})"
        case And(rules):
            return " and ".join(f"({to_text(part)})" if isinstance(part, Or) else to_text(part) for part in rules)
        case Or(rules):
            return " or ".join(f"({to_text(part)})" if isinstance(part, And) else to_text(part) for part in rules)
    return "everyone"


def _literal(value: Value) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _refusal(what: Words, seen: str, todo: Words = _EXAMPLE) -> RuleError:
    seen = seen.encode(errors="replace").decode()
    return RuleError(what, seen=seen if len(seen) <= 200 else seen[:199] + "…", todo=todo)


class _Reader:
    """One reading of one text: tokens through the allow-list, sqlglot's tree, and the tree through the allow-list."""

    def __init__(self, text: str) -> None:
        self.text = text

    def rule(self) -> Rule:
        tokens = self._tokens()
        self._refuse_depth(tokens)
        self._refuse_calls(tokens)
        self.postfix = {a.end for a, b in pairwise(tokens) if b.token_type is TokenType.NOT}
        try:
            trees = _DUCKDB.parser().parse(tokens, self.text)
        except Exception as fault:  # the text is anybody's: whatever the parser stumbles over is a text that cannot be read
            raise self._garbled() from fault
        if len(trees) != 1 or trees[0] is None:
            raise self._garbled()
        return self._read(trees[0])

    def _refusal(self, what: Words, todo: Words = _EXAMPLE, seen: str | None = None) -> RuleError:
        return _refusal(what, seen or self.text, todo)

    def _garbled(self) -> RuleError:
        return self._refusal(_GARBLED, _NUMBERS if _ODD_NUMBER.search(self.text) else _EXAMPLE)

    def _tokens(self) -> list[Token]:
        try:
            tokens = _DUCKDB.tokenize(self.text)
        except Exception as fault:  # as above: an open quote, a stray byte
            raise self._refusal(_GARBLED, _QUOTES) from fault
        return [self._admitted(token) for token in tokens]

    def _admitted(self, token: Token) -> Token:
        kind, text = token.token_type, token.text
        if token.comments:
            raise self._refusal(_COMMENT)
        if kind in (TokenType.STRING, TokenType.IDENTIFIER):
            return _again(token, TokenType.STRING, text)
        if _CURLY.search(text):
            raise self._refusal(_GARBLED, _QUOTES)
        if _WORD.fullmatch(text):
            return self._word(token)
        if kind not in _ADMITTED:
            raise self._refusal(_SIGNS.get(text, _GARBLED), _NAMED if text in _SIGNS else _EXAMPLE)
        return token

    def _word(self, token: Token) -> Token:
        word = token.text.lower()
        if word in _WORDS:
            raise self._refusal(_WORDS[word], _NAMED)
        return token if word in GRAMMAR else _again(token, TokenType.IDENTIFIER, word)

    def _refuse_depth(self, tokens: list[Token]) -> None:
        depth = run = deepest = 0
        for token in tokens:
            depth += (token.token_type is TokenType.L_PAREN) - (token.token_type is TokenType.R_PAREN)
            run = run + 1 if token.token_type in _OPENERS else 0
            deepest = max(deepest, depth + run)
        if deepest > DEEPEST:
            raise self._refusal(Words("Quy tắc lồng nhau quá nhiều lớp.", "The rule is nested too deeply."), _SPLIT)

    def _refuse_calls(self, tokens: list[Token]) -> None:
        for before, name, after in zip([None, *tokens], tokens, tokens[1:], strict=False):
            method = before is not None and before.token_type is TokenType.DOT and name.text == "missing"
            if name.token_type in (TokenType.VAR, TokenType.IDENTIFIER) and after.token_type is TokenType.L_PAREN and not method:
                raise self._refusal(_CALL, _NAMED, f"{name.text}(…)")

    def _read(self, node: exp.Expression) -> Rule:
        kind = type(node)
        if kind in _OPS:
            return self._comparison(node)
        reader = _READERS.get(kind)
        if reader is None:
            raise self._strange(node)
        return reader(self, node)

    def _strange(self, node: exp.Expression) -> RuleError:
        what = next((words for kinds, words in _NODES if isinstance(node, kinds)), None)
        if what is None or (isinstance(node, exp.Column) and node.args.get("table")):
            return self._garbled()
        todo = Words("Viết: is_frequent = true.", "Write: is_frequent = true.") if isinstance(node, exp.Column) else _EXAMPLE
        return self._refusal(what, _NAMED if what in (_QUERY, _ARITHMETIC, _CALL) else todo)

    def _inside(self, node: exp.Paren) -> Rule:
        return self._read(node.this)

    def _joined(self, node: exp.Expression) -> Rule:
        make, kind, terms = (And if isinstance(node, exp.And | exp.BitwiseAnd) else Or), type(node), []
        while type(node) is kind:
            terms.append(node.expression)
            node = node.this
        return make(tuple(self._read(term) for term in (node, *reversed(terms))))

    def _negated(self, node: exp.Expression) -> Rule:
        inner = node.this
        if isinstance(inner, exp.In | exp.Between) and self._is_postfix(inner.this):
            return self._comparison_denied(self._read(inner))
        return Not(self._read(inner))

    def _is_postfix(self, node: exp.Expression) -> bool:
        return isinstance(node, exp.Column) and node.this.meta.get("end") in self.postfix

    def _comparison_denied(self, rule: Rule) -> Rule:
        if isinstance(rule, OneOf):
            denied = tuple(Compare(rule.feature, "!=", value) for value in rule.values)
            return And(denied) if len(denied) > 1 else denied[0]
        return Or(tuple(Compare(part.feature, OPPOSITE[part.op], part.value) for part in rule.rules))  # type: ignore[attr-defined]

    def _comparison(self, node: exp.Expression) -> Rule:
        left, op, right = node.this, _OPS[type(node)], node.expression
        if type(left) in _OPS or type(right) in _OPS:
            raise self._refusal(_CHAIN, _BRACKETS if re.search("[&|]", self.text) else _BETWEEN)
        if not isinstance(left, exp.Column) and isinstance(right, exp.Column):
            left, op, right = right, _MIRRORED[op], left
        return Compare(self._name(left), op, self._constant(right))

    def _one_of(self, node: exp.In) -> Rule:
        if not node.expressions:
            raise self._strange(node.args.get("query") or node)
        return OneOf(self._name(node.this), tuple(map(self._constant, node.expressions)))

    def _between(self, node: exp.Between) -> Rule:
        name = self._name(node.this)
        low, high = self._constant(node.args["low"]), self._constant(node.args["high"])
        return And((Compare(name, ">=", low), Compare(name, "<=", high)))

    def _is(self, node: exp.Is) -> Rule:
        name, what = self._name(node.this), node.expression
        if isinstance(what, exp.Null) or (isinstance(what, exp.Column) and what.name == "missing"):
            return Missing(name)
        if isinstance(what, exp.Boolean):
            return Compare(name, "=", what.this)
        raise self._garbled()

    def _method(self, node: exp.Dot) -> Rule:
        call = node.expression
        if isinstance(call, exp.Anonymous) and call.name == "missing" and not call.expressions:
            return Missing(node.this.name)
        raise self._garbled()

    def _alone(self, node: exp.Column) -> Rule:
        if node.name == "everyone" and not node.args.get("table"):
            return everyone
        raise self._strange(node)

    def _name(self, node: exp.Expression) -> str:
        if isinstance(node, exp.Column) and not node.args.get("table"):
            return node.name
        if isinstance(node, exp.BitwiseNot):
            raise self._refusal(_GARBLED, _BRACKETS)
        raise self._strange(node)

    def _constant(self, node: exp.Expression) -> Value:
        if isinstance(node, exp.Neg) and isinstance(node.this, exp.Literal) and not node.this.is_string:
            return -_number(node.this.this)
        if isinstance(node, exp.Literal):
            return node.this if node.is_string else _number(node.this)
        if isinstance(node, exp.Boolean):
            return node.this
        if isinstance(node, exp.Null):
            raise self._refusal(_NULL, Words("Viết: age is missing.", "Write: age is missing."))
        if isinstance(node, exp.Column):
            raise self._refusal(_TWO_FEATURES, _QUOTES)
        raise self._strange(node)


_READERS = {
    exp.Paren: _Reader._inside,
    exp.And: _Reader._joined,
    exp.Or: _Reader._joined,
    exp.BitwiseAnd: _Reader._joined,
    exp.BitwiseOr: _Reader._joined,
    exp.Not: _Reader._negated,
    exp.BitwiseNot: _Reader._negated,
    exp.In: _Reader._one_of,
    exp.Between: _Reader._between,
    exp.Is: _Reader._is,
    exp.Dot: _Reader._method,
    exp.Column: _Reader._alone,
}


def _number(text: str) -> int | float:
    return int(text) if text.isdigit() else float(text)


def _again(token: Token, kind: TokenType, text: str) -> Token:
    return Token(kind, text, line=token.line, col=token.col, start=token.start, end=token.end)
