"""The daily seal's short code, as it is printed in the minutes and typed back from paper."""

import hashlib
import unicodedata

from reviewer.rules.problem import Problem

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters without I, L, O and U, which a reader of paper takes for others."""
LENGTH, GROUP = 16, 4
_MEANT = str.maketrans("OIL", "011")
_SALT, _COST = b"1015 daily seal", {"n": 2**13, "r": 8, "p": 1}
"""Slow on purpose: 75 bits are few for somebody who may try two journals against each other (ADR 15)."""


def code_of(seal: str) -> str:
    """The code of the seal whose entry has this hash: 15 characters that say it and one that finds a slip."""
    told = hashlib.scrypt(bytes.fromhex(seal), salt=_SALT, dklen=10, **_COST)
    number = int.from_bytes(told, "big") >> 5
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH - 1)))
    return in_groups(letters + ALPHABET[_doubled(_remainder(letters))])


def in_groups(letters: str) -> str:
    """The code as it is printed: groups of four."""
    return "-".join(letters[place : place + GROUP] for place in range(0, len(letters), GROUP))


def read_code(typed: str) -> str:
    """The code as it is printed, however it was typed: small letters, spaces, O for 0, full-width forms.

    Raises SealCodeMistyped when a character is missing, wrong, or changed places with another.
    """
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_MEANT)
    letters = "".join(one for one in plain if not one.isspace() and unicodedata.category(one) != "Pd")
    if len(letters) != LENGTH or set(letters) - set(ALPHABET) or _remainder(letters):
        raise Problem("SealCodeMistyped", typed=typed.strip()[:40])
    return in_groups(letters)


def _remainder(letters: str) -> int:
    """Horner's rule over the field of 32 elements: any one slip and any two characters exchanged change it."""
    total = 0
    for letter in letters:
        total = _doubled(total) ^ ALPHABET.index(letter)
    return total


def _doubled(value: int) -> int:
    """Times x, modulo x^5 + x^2 + 1, whose powers run through all 31 elements."""
    return (value << 1) ^ (0b100101 if value & 16 else 0)
