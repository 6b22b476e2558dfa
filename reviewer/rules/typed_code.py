"""Codes that people type back from paper: their alphabet, what was meant by a slip of the pen, and the check letter."""

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters without I, L, O and U, which a reader of paper takes for others."""
_MEANT = str.maketrans("OIL", "011")


def letters_of(typed: str) -> str:
    """What was typed without spaces and hyphens: small letters, O for 0 and full-width forms are put right."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_MEANT)
    return "".join(one for one in plain if not one.isspace() and unicodedata.category(one) != "Pd")


def is_code(letters: str) -> bool:
    """Whether these are letters of a code, the last of which is its check letter, in their right places.

    Of up to 31 letters, any one slip and any two exchanged are found.
    """
    return not set(letters) - set(ALPHABET) and not _remainder(letters)


def check_letter(letters: str) -> str:
    """The letter that is put behind these."""
    return ALPHABET[_doubled(_remainder(letters))]


def in_groups(letters: str, group: int, between: str = "-") -> str:
    """The letters in groups, as they are printed."""
    return between.join(letters[place : place + group] for place in range(0, len(letters), group))


def _remainder(letters: str) -> int:
    """Horner's rule over the field of 32 elements."""
    total = 0
    for letter in letters:
        total = _doubled(total) ^ ALPHABET.index(letter)
    return total


def _doubled(value: int) -> int:
    """Times x, modulo x^5 + x^2 + 1, whose powers run through all 31 elements."""
    return (value << 1) ^ (0b100101 if value & 16 else 0)
