"""A PDF being written: numbered objects, compressed streams, and the table in which readers find them."""

import struct
import zlib
from collections.abc import Iterable

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_TOGETHER = 200
"""So many small objects stand in one compressed stream (ISO 32000-1, 7.5.7)."""
_PACKING = 1
"""How hard zlib tries: the third step takes a third as long again for a hundredth of the size."""


def text(words: str) -> str:
    """Words as a string of PDF, outside the content of a sheet."""
    if words.isascii() and words.isprintable():
        return "(" + words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"


def refs(numbers: Iterable[int]) -> str:
    """References to objects, one after another."""
    return " ".join([f"{number} 0 R" for number in numbers])


class PdfFile:
    """The objects of one file; their numbers begin with 1. The same objects in the same order give the same bytes."""

    def __init__(self) -> None:
        self._small: dict[int, str] = {}
        self._streams: dict[int, bytes] = {}
        self._last = 0

    def reserve(self) -> int:
        """A number for an object that is put later."""
        self._last += 1
        return self._last

    def put(self, body: str, number: int = 0) -> int:
        """Put an object (ASCII), under a reserved number or the next one; return its number."""
        number = number or self.reserve()
        self._small[number] = body
        return number

    def stream(self, data: bytes, entries: str = "", *, is_packed: bool = False) -> int:
        """Put a stream with the entries of its dictionary; `is_packed` data are compressed already."""
        return self.plain_stream(data if is_packed else zlib.compress(data, _PACKING), f"/Filter/FlateDecode{entries}")

    def plain_stream(self, data: bytes, entries: str) -> int:
        """Put a stream as it is."""
        number = self.reserve()
        head = f"<<{entries}/Length {len(data)}>>\nstream\n"
        self._streams[number] = b"%s%s\nendstream" % (head.encode("ascii"), data)
        return number

    def whole(self, root: int, info: int, identity: str) -> bytes:
        """The file; `identity` is 32 hexadecimal digits made from what it says."""
        places: dict[int, tuple[int, int, int]] = {}
        small = list(self._small.items())
        for start in range(0, len(small), _TOGETHER):
            self._pack(small[start : start + _TOGETHER], places)
        out, at = [_HEADER], len(_HEADER)
        for number, body in self._streams.items():
            places[number] = (1, at, 0)
            out.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
            at += len(out[-1])
        out.append(self._table(places, at, f"/Root {root} 0 R/Info {info} 0 R/ID[<{identity}><{identity}>]"))
        return b"".join(out)

    def _pack(self, objects: list[tuple[int, str]], places: dict[int, tuple[int, int, int]]) -> None:
        """Put small objects into one stream and note where each is."""
        head, at = [], 0
        for number, body in objects:
            head.append(f"{number} {at}")
            at += len(body) + 1
        start = " ".join(head) + "\n"
        data = (start + "\n".join([body for _, body in objects])).encode("ascii")
        holder = self.stream(data, f"/Type/ObjStm/N {len(objects)}/First {len(start)}")
        for place, (number, _) in enumerate(objects):
            places[number] = (2, holder, place)

    def _table(self, places: dict[int, tuple[int, int, int]], at: int, entries: str) -> bytes:
        number = self.reserve()
        places[number] = (1, at, 0)
        found = [struct.pack(">BIH", 0, 0, 65535)]
        found += [struct.pack(">BIH", *places[one]) for one in range(1, number + 1)]
        data = zlib.compress(b"".join(found), _PACKING)
        head = (
            f"{number} 0 obj\n<</Type/XRef/Size {number + 1}/W[1 4 2]{entries}/Filter/FlateDecode/Length {len(data)}>>"
        )
        return b"%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (head.encode("ascii"), data, at)
