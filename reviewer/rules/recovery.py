"""The lines of a recovery sheet: what is printed and typed back, each line with a letter that finds a slip."""

import hashlib
import re

from reviewer.rules.problem import Problem
from reviewer.rules.typed_code import ALPHABET, check_letter, in_groups, is_code, letters_of

SEALED = 64
"""Bytes on a sheet: a salt of 16, and 32 of the key sealed with a tag of 16."""
_VERSION, _SUM = 1, 2
_LETTERS, _GROUP = 18, 6
LINES = -(-(8 * (1 + SEALED + _SUM)) // 5) // _LETTERS
_NUMBERED = re.compile(r"^\s*[1-9]\s*[.)]\s*")


def lines_of(sealed: bytes) -> tuple[str, ...]:
    """The numbered lines that hold these bytes, as they are printed."""
    body = bytes([_VERSION]) + sealed
    number = int.from_bytes(body + hashlib.sha256(body).digest()[:_SUM], "big") << _spare()
    whole = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LINES * _LETTERS)))
    return tuple(
        f"{n}. {in_groups(part, _GROUP, ' ')} {_checked(n, part)}"
        for n, part in enumerate((whole[at : at + _LETTERS] for at in range(0, len(whole), _LETTERS)), 1)
    )


def sealed_of(typed: str) -> bytes:
    """The bytes that were printed, from lines as a person types them.

    Raises RecoveryMistyped with the numbers of the lines that are wrong or missing, or of another version.
    """
    lines = [one for one in typed.splitlines() if one.strip()]
    wrong = [n for n in range(1, LINES + 1) if n > len(lines) or not _is_right(n, lines[n - 1])]
    if wrong or len(lines) != LINES:
        wrong = wrong or list(range(LINES + 1, len(lines) + 1))
        raise Problem("RecoveryMistyped", lines=", ".join(map(str, wrong)), first=wrong[0], count=LINES)
    number = 0
    for line in lines:
        for letter in _letters(line)[:-1]:
            number = number << 5 | ALPHABET.index(letter)
    whole = (number >> _spare()).to_bytes(1 + SEALED + _SUM, "big")
    body = whole[:-_SUM]
    if body[0] != _VERSION or hashlib.sha256(body).digest()[:_SUM] != whole[-_SUM:]:
        raise Problem("RecoveryMistyped", lines=f"1-{LINES}", first=1, count=LINES)
    return body[1:]


def line_is_right(number: int, typed: str) -> bool:
    """Whether the line with this number was typed without a slip."""
    return _is_right(number, typed)


def _spare() -> int:
    """Bits of the last letters that hold nothing."""
    return LINES * _LETTERS * 5 - 8 * (1 + SEALED + _SUM)


def _letters(line: str) -> str:
    return letters_of(_NUMBERED.sub("", line))


def _checked(number: int, letters: str) -> str:
    """The check letter also knows the number of its line, so that lines that changed places are found."""
    return check_letter(ALPHABET[number] + letters)


def _is_right(number: int, line: str) -> bool:
    letters = _letters(line)
    return len(letters) == _LETTERS + 1 and is_code(ALPHABET[number] + letters)
