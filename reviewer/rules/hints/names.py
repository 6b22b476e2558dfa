"""Whether a name in a paper is the name of the application: after folding, joint names, masked and cut-off ones too."""

import re
from collections.abc import Iterator

from reviewer.rules.hints.paper_text import PaperText, TextLine, Value
from reviewer.rules.korean import fold

_PARTS = re.compile(r"[/|·,(（)）\[\]]|\s외\s|\t")
_BESIDE = re.compile(r"[/|\t]")
"""What parts two names in one field, where a name holds signs that may part names as well."""
_TITLES = re.compile(r"(?:대표자?|대표이사|사장|원장|귀하|님|씨|\(인\)|\(서명\)|외\s?\d+\s?명)\s*$")
_UNSEEN = "*○●□◯?xX"
"""What stands for a letter that was masked, or that the file's alphabet does not have."""
_CUT_OFF = re.compile(r"(?:…|\.{2,3})\s*$")
_PROSE = re.compile(r"니다|제\s?\d+\s?[조항호]|^및\s|[;?{}<>「」『』※【】①-⑳]")
_OF_A_FORM = re.compile(r"서명|날인|인감|기재|체크|해당\s?사항|첨부|번호|성명|이사장|,\s*$|^\W*인?\W*$")
"""What a form asks for or hints at where a name is to be written."""
_CLAUSE = re.compile(
    r"(?:[한된있없이었였했]다|하며|하[여는]|되[는어지]|따[라른]|위[한해]|대[한해]|관[한해]|경우|에서|에게|으로|또는"
    r"|[함됨음]|않\S*)(?=[\s.,]|$)"
)
"""What ends a word or joins two in a sentence; one word alone may end so and be a name (`㈜자연에서`)."""
_PARTICLE = re.compile(r"[가-힣][을를은는이가의에로와과]\b")
"""What ends a word in a sentence; a name may have one (`엄마의 부엌`), hardly two."""
_MOST_LETTERS, _MOST_WORDS = 120, 6
"""Of a name; Latin names of businesses may be long, of words in Hangul few make a name."""
_LONGEST_NAME = 8
_SHORTEST_CUT = 5


def alike(written: str, name: str) -> bool:
    """Whether what is written is this name: `(주)가온` and `가온 주식회사`, `김*늘` and `김하늘`, `가온정밀산업…`."""
    wanted = fold(name)
    if not wanted or not written.strip():
        return False
    bare = _TITLES.sub("", written.strip()).strip(" :：\t\"'“”‘’")
    if fold(bare) == wanted:
        return True
    if _CUT_OFF.search(bare):
        kept = fold(_CUT_OFF.sub("", bare))
        return len(kept) >= _SHORTEST_CUT and wanted.startswith(kept)
    return _alike_where_seen(bare, name)


def _alike_where_seen(written: str, name: str) -> bool:
    """Compare letter by letter where some are masked; at least one must be seen, and the length must fit."""
    squeezed, full = re.sub(r"\s", "", written), re.sub(r"\s", "", name)
    if len(squeezed) != len(full) or not set(squeezed) & set(_UNSEEN):
        return False
    seen = [(one, other) for one, other in zip(squeezed, full, strict=True) if one not in _UNSEEN]
    return bool(seen) and len(seen) * 3 >= len(full) and all(one == other for one, other in seen)


def may_be_a_name(value: str) -> bool:
    """Whether the value of a field could be a name: short, with letters, and no piece of a sentence or a table."""
    words = [word for word in value.split() if re.search("[가-힣]", word)]
    return (
        len(value) <= _MOST_LETTERS
        and len(words) <= _MOST_WORDS
        and not any(pattern.search(value) for pattern in (_PROSE, _OF_A_FORM))
        and value.count("(") == value.count(")")
        and re.search(r"[^\W\d_]", value) is not None
        and (len(words) < 2 or _CLAUSE.search(value) is None)
        and (len(words) < 3 or len(_PARTICLE.findall(value)) < 2)
    )


def names_of(joint: str) -> list[str]:
    """The names of joint representatives: `김하늘, 이산` are two."""
    return [one.strip() for one in re.split(r"[,、/·]|\s및\s", joint) if one.strip()]


def is_the_name(value: str, name: str) -> bool:
    """Whether the value of a field is this name, alone or as one part of it (`가온상회 / 김하늘`)."""
    parts = (value, *_BESIDE.split(value), *_PARTS.split(value))
    return any(alike(part, name) for part in parts)


def are_the_names(value: str, joint: str) -> tuple[int, int]:
    """How many of joint names stand in the value of a field, and how many there are."""
    names = names_of(joint)
    if alike(value, joint):
        return len(names), len(names)
    parts = _PARTS.split(value)
    words = value.split()
    found = sum(any(alike(part, name) for part in (*parts, *words)) for name in names)
    return found, len(names)


def runs_of(text: PaperText, name: str) -> Iterator[Value]:
    """Where neighbouring words of a line are together this name, for papers that name it without a label."""
    wanted = fold(name)
    if len(wanted) < 2:
        return
    for line in text.lines:
        if line.spans and wanted[:1] in fold(line.text):
            yield from _runs_in_line(line, wanted)


def _runs_in_line(line: TextLine, wanted: str) -> Iterator[Value]:
    words = [(hit.start(), hit.end()) for hit in re.finditer(r"[^\s\t]+", line.text)]
    for first in range(len(words)):
        for last in range(first, min(first + _LONGEST_NAME, len(words))):
            start, end = words[first][0], words[last][1]
            inside = line.text[start:end]
            if "\t" in inside or len(inside) > 3 * len(wanted) + 12:
                break
            if wanted in (fold(inside), fold(_TITLES.sub("", inside))):
                yield Value(inside, line.place(start, end))
                return
