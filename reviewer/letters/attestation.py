"""What a letter carries so that anybody can test it: a code to scan, and room for the entry that issued it."""

import base64
import dataclasses
import json
import re
from collections.abc import Mapping
from typing import Any

from reviewer.rules.plain import canonical

ROOM = 4_096
"""Bytes kept for the attestation; an entry that saw fifty heads fits."""
_BEGINS = b'{"claim_reviewer_issue":'
_END = b"%%EOF\n"
BLANK = (_BEGINS + b"{}}").ljust(ROOM)
"""What stands in a letter until it is issued."""
_CODE = re.compile("CR1:([0-9A-Z./-]{1,40}):([A-Z2-7]{52}):([A-Z2-7]{103})")


@dataclasses.dataclass(frozen=True)
class Code:
    """What is scanned from paper: letter number, and hash and signature (hex) of the entry the letter tells of."""

    letter_no: str
    entry_hash: str
    signature: str

    @property
    def text(self) -> str:
        """Capital letters and digits only, which makes the smallest picture. Raises ValueError for another number."""
        whole = ":".join(("CR1", self.letter_no, _packed(self.entry_hash), _packed(self.signature)))
        if not _CODE.fullmatch(whole):
            raise ValueError(f"{self.letter_no}: no letter number a code can hold")
        return whole


def read_code(text: str) -> Code:
    """The code in a scanned or typed text, however it is spaced. Raises ValueError for what is none."""
    found = _CODE.fullmatch("".join(text.split()).upper())
    if found is None:
        raise ValueError("this is no code of a letter")
    return Code(found[1], _unpacked(found[2]), _unpacked(found[3]))


def attested(letter: bytes, entry: Mapping[str, Any], public_key: str) -> bytes:
    """The issued letter: the same bytes with the signed entry of its issue in the room kept for it.

    Raises ValueError for a letter without that room, or an entry that does not fit.
    """
    at = _place(letter)
    if at is None:
        raise ValueError("the letter keeps no room for its attestation")
    told = canonical({"claim_reviewer_issue": {"entry": dict(entry), "public_key": public_key}})
    if len(told) > ROOM:
        raise ValueError(f"an attestation of {len(told)} bytes does not fit")
    return letter[:at] + told.ljust(ROOM) + letter[at + ROOM :]


def taken_apart(letter: bytes) -> tuple[bytes, dict[str, Any]] | None:
    """The letter as it was before it was issued, and its attestation ({} when blank); None for no letter of ours.

    Also None where the attestation is written in another way than `attested` writes it, by so much as a space.
    """
    at = _place(letter)
    if at is None:
        return None
    found = letter[at : at + ROOM]
    try:
        told = json.loads(found)["claim_reviewer_issue"]
        same = found in (BLANK, canonical({"claim_reviewer_issue": told}).ljust(ROOM))
    except (ValueError, RecursionError):
        return None
    if not same or not isinstance(told, dict):
        return None
    return letter[:at] + BLANK + letter[at + ROOM :], told


def without_signature(data: bytes) -> bytes:
    """The letter itself, without what a certificate's signature added behind it."""
    at = _place(data)
    end = -1 if at is None else data.find(_END, at + ROOM)
    return data if end < 0 else data[: end + len(_END)]


def _place(letter: bytes) -> int | None:
    at = letter.find(_BEGINS)
    if at < 0 or len(letter) < at + ROOM or letter.find(_BEGINS, at + 1) >= 0:
        return None
    return at


def _packed(hex_digits: str) -> str:
    return base64.b32encode(bytes.fromhex(hex_digits)).decode().rstrip("=")


def _unpacked(letters: str) -> str:
    found = base64.b32decode(letters + "=" * (-len(letters) % 8)).hex()
    if _packed(found) != letters:
        raise ValueError("this is no code of a letter")
    return found
