"""(child) What a PDF says of its own making: program, author's program, times."""

import ctypes
import re
from typing import Any

import pypdfium2_raw as pdfium

from reviewer.rules.likeness import Traits

_MAX_BYTES = 2_000
_TIME = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?", re.ASCII
)  # fmt: skip


def pdf_traits(raw: Any, pictures: tuple[int, ...]) -> Traits:
    """The traits of an open PDF, with the perceptual hashes of its pages."""
    return Traits(
        producer=_told(raw, b"Producer"), creator=_told(raw, b"Creator"), created=iso_time(_told(raw, b"CreationDate")),
        modified=iso_time(_told(raw, b"ModDate")), pictures=pictures,
    )  # fmt: skip


def _told(raw: Any, name: bytes) -> str:
    length = pdfium.FPDF_GetMetaText(raw, name, None, 0)
    if not 2 < length <= 100 * _MAX_BYTES:
        return ""
    room = ctypes.create_string_buffer(length)
    pdfium.FPDF_GetMetaText(raw, name, room, length)
    return room.raw[: min(length - 2, _MAX_BYTES)].decode("utf-16-le", "replace").strip("\0 ")


def iso_time(told: str) -> str:
    """A PDF date as ISO 8601 without what it does not say; "" when it is none."""
    match = _TIME.match(told.strip())
    if match is None:
        return ""
    year, month, day, hour, minute, second, utc, sign, hours, minutes = match.groups()
    date = "-".join(part for part in (year, month, day) if part)
    if not (hour and day):
        return date
    zone = "Z" if utc else f"{sign}{hours}:{minutes or '00'}" if sign else ""
    return f"{date}T{hour}:{minute or '00'}:{second or '00'}{zone}"
