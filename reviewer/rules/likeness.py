"""What makes one paper like another: traits of the file, of its pictures, its words and its rows of numbers."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from reviewer.rules.numbers import digits

KAKAO_BRN = "1208147521"
"""Kakao's own registration number stands in papers of every claimant and says nothing about any of them."""
BANDS, BAND_BITS, RADIUS = 8, 8, 10
"""A hash of 64 bits in eight bands: two that differ in seven bits share a band for certain, in ten nearly always."""
_NEVER_FORMS = frozenset({"ROWS", "WEEK", "TEXT", "BRN", "ACCOUNT"})


@dataclass(frozen=True)
class Traits:
    """What the glovebox says of a file beside its text; "" or an empty tuple where the file does not say.

    Times are ISO 8601 as the file gives them, with offset where it has one. `pictures` holds a perceptual hash of 64
    bits for each of the first pages or photos, in order; 0 for a page that is blank or of one colour.
    """

    producer: str = ""
    creator: str = ""
    created: str = ""
    modified: str = ""
    taken: str = ""
    camera: str = ""
    pictures: tuple[int, ...] = ()


@dataclass(frozen=True)
class Fingerprint:
    """One thing by which a paper is found again; `page` counts pages or sheets from 1, 0 is the paper as a whole.

    Kinds: PICTURE (64 bits of a page or photo, 16 hex digits), TEXT (the words of a page), WEEK (seven daily amounts),
    ROWS (rows of numbers of a sheet), TIMES (program and times of a PDF), EXIF (time and camera of a photo), BRN (ten
    digits), ACCOUNT (a digest; the number itself never stands here).
    """

    kind: str
    value: str
    page: int = 0


def is_never_a_form(kinds: Iterable[str]) -> bool:
    """Whether a paper with fingerprints of these kinds holds something of one business, so that it is no empty form."""
    return not _NEVER_FORMS.isdisjoint(kinds)


def bands_of(picture: int) -> list[int]:
    """The keys of a picture's hash under which a picture that differs in at most `RADIUS` bits is found."""
    return [band << BAND_BITS | (picture >> band * BAND_BITS) & (1 << BAND_BITS) - 1 for band in range(BANDS)]


def account_digest(account: str) -> str:
    """What stands for an account number in a fingerprint: SHA-256 of its digits; "" below eight digits.

    A masked number has fewer: what is known of an account in stars is no account.
    """
    number = digits(account)
    return digest_of("account", number) if len(number) >= 8 and "*" not in account else ""


def digest_of(*parts: str) -> str:
    """What stands for several texts together in a fingerprint: 16 hex digits."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:16]
