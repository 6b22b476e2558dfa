"""The daily seal's short code, as it is printed in the minutes and typed back from paper."""

import hashlib

from reviewer.rules import typed_code
from reviewer.rules.problem import Problem
from reviewer.rules.typed_code import ALPHABET

LENGTH, GROUP = 16, 4
_SALT, _COST = b"1015 daily seal", {"n": 2**13, "r": 8, "p": 1}
"""Slow on purpose: 75 bits are few for somebody who may try two journals against each other (ADR 15)."""


def code_of(seal: str) -> str:
    """The code of the seal whose entry has this hash: 15 characters that say it and one that finds a slip."""
    told = hashlib.scrypt(bytes.fromhex(seal), salt=_SALT, dklen=10, **_COST)
    number = int.from_bytes(told, "big") >> 5
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH - 1)))
    return in_groups(letters + typed_code.check_letter(letters))


def in_groups(letters: str) -> str:
    """The code as it is printed: groups of four."""
    return typed_code.in_groups(letters, GROUP)


def read_code(typed: str) -> str:
    """The code as it is printed, however it was typed: small letters, spaces, O for 0, full-width forms.

    Raises SealCodeMistyped when a character is missing, wrong, or changed places with another.
    """
    letters = typed_code.letters_of(typed)
    if len(letters) != LENGTH or not typed_code.is_code(letters):
        raise Problem("SealCodeMistyped", typed=typed.strip()[:40])
    return in_groups(letters)
