"""(child) What a photo says of its own making: when it was taken, by which camera, with which program."""

import re
from collections.abc import Mapping

from PIL import Image

from reviewer.rules.likeness import Traits

_EXIF, _MAKE, _MODEL, _PROGRAM, _CHANGED = 0x8769, 0x010F, 0x0110, 0x0131, 0x0132
_TAKEN, _TAKEN_ZONE, _CHANGED_ZONE = 0x9003, 0x9011, 0x9010
_TIME = re.compile(r"(\d{4})[:\-.](\d\d)[:\-.](\d\d)(?:[ T](\d\d):(\d\d):(\d\d))?", re.ASCII)
_ZONE = re.compile(r"[+-]\d\d:\d\d", re.ASCII)
_LONGEST = 200


def photo_traits(image: Image.Image, pictures: tuple[int, ...]) -> Traits:
    """The traits of a picture; what its EXIF says wrongly or not at all is left empty."""
    plain: dict[int, object] = {}
    inner: dict[int, object] = {}
    try:
        exif = image.getexif()
        plain, inner = dict(exif), dict(exif.get_ifd(_EXIF))
    except MemoryError:
        raise
    except Exception:  # broken EXIF says nothing about the picture
        return Traits(pictures=pictures)
    make, model = _words(plain, _MAKE), _words(plain, _MODEL)
    return Traits(
        creator=_words(plain, _PROGRAM),
        modified=_time(plain, _CHANGED, inner, _CHANGED_ZONE),
        taken=_time(inner, _TAKEN, inner, _TAKEN_ZONE),
        camera=model if model.lower().startswith(make.lower()) else f"{make} {model}".strip(),
        pictures=pictures,
    )


def _words(told: Mapping[int, object], tag: int) -> str:
    value = told.get(tag, "")
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return " ".join(text.split("\0")[0].split())[:_LONGEST]


def _time(told: Mapping[int, object], tag: int, zones: Mapping[int, object], zone: int) -> str:
    match = _TIME.match(_words(told, tag))
    if match is None or match[1] == "0000":
        return ""
    date = f"{match[1]}-{match[2]}-{match[3]}"
    if match[4] is None:
        return date
    offset = _ZONE.fullmatch(_words(zones, zone))
    return f"{date}T{match[4]}:{match[5]}:{match[6]}{offset[0] if offset else ''}"
