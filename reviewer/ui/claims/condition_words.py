"""What the filter row says in the reader's words: codes are typed and shown by their words, faults told in words."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from reviewer.rules.korean import initials, is_initials
from reviewer.ui.claim_columns import COLUMNS, other_words_of, words_of
from reviewer.ui.claim_marks import SHAPES, proof_state
from reviewer.ui.wording import listed, tr

if TYPE_CHECKING:
    from reviewer.ui.sitting import Sitting

_SIGN = re.compile(r"\s*(!=|<>|=|!)?\s*(.*?)\s*", re.DOTALL)
_PIECE = r'(?:"[^"]*"?|[^",;])+'
_WIDE = str.maketrans("，；！＝＂“”", ',;!="""')
HEAD_OF_FIELD = {column.field: column.name for column in COLUMNS}


class NoSuchWord(ValueError):
    """No word of this column holds what was typed."""


class FieldWords:
    """The codes of each field with their words: what a case of `sitting` calls them, in the reader's language."""

    def __init__(self, sitting: "Sitting") -> None:
        """Asked anew each time: plan and names may change."""
        self._sitting = sitting

    def __call__(self, field: str) -> Mapping[str, str] | None:
        """None for a field without codes."""
        return words_of(field, self._sitting.plan, self._sitting.names)

    def codes(self, field: str, typed: str) -> str:
        """A condition as it is kept; words of the other language are understood too. Raises NoSuchWord."""
        return to_codes(typed, self(field), other_words_of(field, self._sitting.plan))


def to_codes(typed: str, words: Mapping[str, str] | None, other: Mapping[str, str] | None = None) -> str:
    """A condition as it is kept: codes in place of the words, or of the `other` ones, that hold what was typed.

    Raises NoSuchWord.
    """
    if words is None:
        return _each(typed.strip(), lambda piece: _emptiness(piece) or piece)
    found: list[str] = []
    for sign, said, codes in _pieces(typed.translate(_WIDE), (words, other or {})):
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


def _pieces(typed: str, tables: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, str, list[str]]]:
    """The sign, the words and the codes of each value; a comma divides, but in quotation marks or in a known word."""
    pieces = list(re.finditer(_PIECE, typed))
    known = (word.translate(_WIDE) for words in tables for word in words.values())
    most = 1 + max((len(re.findall("[,;]", word)) for word in known), default=0)
    while pieces:
        for count in range(min(most, len(pieces)), 0, -1):
            together = typed[pieces[0].start() : pieces[count - 1].end()]
            match = _SIGN.fullmatch(together)
            assert match is not None
            sign, said = match[1] or "", match[2]
            codes = _codes(said, tables)
            if count == 1 or (codes and '"' not in together):
                break
        if sign or _plain(said):
            yield sign, said, codes
        del pieces[:count]


def _plain(text: str) -> str:
    """What counts when words are compared: not spaces, case, width of commas or quotation marks."""
    return "".join(text.translate(_WIDE).replace('"', "").split()).casefold()


def _codes(said: str, tables: Sequence[Mapping[str, str]]) -> list[str]:
    """The codes whose word is what was said, else those whose word holds it; of the first table that has any.

    Two and more initial consonants stand for the words that have them; one alone begins a syllable.
    """
    plain = _plain(said)
    shown = initials if len(plain) > 1 and is_initials(plain) else str
    by_word = [{code: shown(_plain(word)) for code, word in words.items()} for words in tables] if plain else []
    whole = ([code for code, word in words.items() if plain in (word, code.casefold())] for words in by_word)
    parts = ([code for code, word in words.items() if plain in word] for words in by_word)
    return next(filter(None, chain(whole, parts)), [])


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
