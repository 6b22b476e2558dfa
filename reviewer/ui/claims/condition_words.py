"""What the filter row says in the reader's words: codes are typed and shown by their words, faults told in words."""

import re
from collections.abc import Callable, Iterator, Mapping

from reviewer.ui.claim_columns import COLUMNS
from reviewer.ui.claim_marks import SHAPES, proof_state
from reviewer.ui.wording import listed, tr

_SIGN = re.compile(r"\s*(!=|<>|=|!)?\s*(.*?)\s*", re.DOTALL)
_PIECE = r'(?:"[^"]*"?|[^",;])+'
_WIDE = str.maketrans("，；！＝＂“”", ',;!="""')
HEAD_OF_FIELD = {column.field: column.name for column in COLUMNS}


class NoSuchWord(ValueError):
    """No word of this column holds what was typed."""


def to_codes(typed: str, words: Mapping[str, str] | None) -> str:
    """A condition as it is kept: codes in place of the words that hold what was typed. Raises NoSuchWord."""
    if words is None:
        return _each(typed.strip(), lambda piece: _emptiness(piece) or piece)
    found: list[str] = []
    for sign, said, codes in _pieces(typed.translate(_WIDE), words):
        if emptiness := _emptiness(sign + said.replace('"', "")):
            found.append(emptiness)
            continue
        if not codes:
            raise NoSuchWord(said)
        found += [("!=" if sign in ("!", "!=", "<>") else "") + code for code in codes]
    return ", ".join(dict.fromkeys(found))


def _emptiness(piece: str) -> str:
    """How `is empty` or `is not empty` is kept, in whichever language it was said; "" for anything else."""
    from reviewer.casefile.conditions import EMPTY, FILLED, Unreadable, read

    try:
        parts = read("stage", piece)
    except Unreadable:
        return ""
    is_said = bool(parts) and parts[0].kind == "empty"
    return (FILLED if parts[0].opposite else EMPTY) if is_said else ""


def _each(condition: str, change: Callable[[str], str]) -> str:
    """The condition with every value changed; what stands around the values stays as it is."""
    return re.sub(_PIECE, lambda found: found[0].replace(bare := found[0].strip(), change(bare)), condition)


def _pieces(typed: str, words: Mapping[str, str]) -> Iterator[tuple[str, str, list[str]]]:
    """The sign, the words and the codes of each value; a comma divides, but in quotation marks or in a known word."""
    pieces = list(re.finditer(_PIECE, typed))
    most = 1 + max((len(re.findall("[,;]", word.translate(_WIDE))) for word in words.values()), default=0)
    while pieces:
        for count in range(min(most, len(pieces)), 0, -1):
            together = typed[pieces[0].start() : pieces[count - 1].end()]
            match = _SIGN.fullmatch(together)
            assert match is not None
            sign, said = match[1] or "", match[2]
            codes = _codes(said, words)
            if count == 1 or (codes and '"' not in together):
                break
        if sign or _plain(said):
            yield sign, said, codes
        del pieces[:count]


def _plain(text: str) -> str:
    """What counts when words are compared: not spaces, case, width of commas or quotation marks."""
    return "".join(text.translate(_WIDE).replace('"', "").split()).casefold()


def _codes(said: str, words: Mapping[str, str]) -> list[str]:
    """The codes whose word is what was said, else those whose word holds it."""
    plain = _plain(said)
    by_word = {code: _plain(word) for code, word in words.items()} if plain else {}
    whole = [code for code, word in by_word.items() if plain in (word, code.casefold())]
    return whole or [code for code, word in by_word.items() if plain in word]


def in_words(condition: str, words: Mapping[str, str] | None) -> str:
    """A condition as it stands in its field: words in place of codes, `is empty` in the reader's language."""
    return ", ".join(sign + said for sign, said in _said(condition, words))


def told(condition: str, words: Mapping[str, str] | None) -> str:
    """A condition as it is told elsewhere: `not` in place of the sign."""
    return ", ".join(tr("not {value}", value=said) if sign else said for sign, said in _said(condition, words))


def _said(condition: str, words: Mapping[str, str] | None) -> Iterator[tuple[str, str]]:
    known = {"is empty": tr("is empty"), "is not empty": tr("is not empty")} | dict(words or {})
    if words is None:
        yield "", _each(condition.strip(), lambda piece: known.get(piece, piece))
        return
    for piece in condition.split(","):
        bare = piece.strip()
        sign = "!=" if bare.startswith("!=") else ""
        code = bare.removeprefix(sign)
        yield sign, known.get(code, code)


def fault_in_words(fault: ValueError) -> str:
    """Why a condition cannot be read, and what can."""
    from reviewer.casefile.conditions import Unreadable

    if isinstance(fault, NoSuchWord):
        return tr("No such word here: {value}", value=fault)
    assert isinstance(fault, Unreadable)
    sentences = {
        "number": tr("Not a number: {value}. Such as >500000 or 1000000..2000000", value=fault.value or "–"),
        "day": tr("Not a date: {value}. Such as 2023-01-05, >=2023-01 or 2022..2023", value=fault.value or "–"),
        "backwards": tr("The end stands before the beginning: {value}", value=fault.value),
        "no_order": tr("Words cannot be compared with > or <: {value}", value=fault.value),
        "too_long": tr("Too long for a filter."),
    }
    return sentences[fault.code]


def example_of(field: str) -> str:
    """What may stand in a field of the filter row, as an example."""
    from reviewer.casefile import conditions

    if field in conditions.NUMBERS:
        return "≥ 1" if field == "meeting" else ">500000"
    return "2023-01.." if field in conditions.DAYS | conditions.MOMENTS else ""


def ways_of(field: str) -> str:
    """Everything that may stand in a field of the filter row, for its tip and a screen reader."""
    from reviewer.casefile import conditions

    lines = [tr("Several values: with a comma. Not: with ! in front."), tr("“is empty”, “is not empty”")]
    if field in conditions.NUMBERS:
        lines.insert(0, tr("Such as >500000, <=1000000, 1000000..2000000, 50만"))
    elif field in conditions.DAYS | conditions.MOMENTS:
        lines.insert(0, tr("Such as 2023-01-05, 2023-01, >=2022-12, 2023-01..2023-03"))
    elif field in conditions.IN_ORDER:
        lines.insert(0, tr("A part of the number, or from..to"))
    elif field in conditions.LETTERS:
        signs = (f"{sign} {proof_state(letter)}" for letter, sign in SHAPES.items())
        lines.insert(0, tr("One sign or its word: {signs}", signs=listed(signs)))
    elif field in conditions.CODES | conditions.LISTS:
        lines.insert(0, tr("A word as it stands in this column, or a part of it"))
    else:
        lines.insert(0, tr("A part of the text; the whole of it with ="))
    return "\n".join(lines)
