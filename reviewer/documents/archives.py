"""(child) Zips of proof files: every member is either handed over whole or refused by name with a code."""

import io
import posixpath
import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from reviewer.documents import slips
from reviewer.documents.shown import Outline, Readable, Unreadable

MAX_ENTRIES = 400_000
MAX_TOTAL = 64 * 1024 * 1024 * 1024
_MAX_RATIO = 250
_HARMLESS = 16 * 1024 * 1024
_MAX_PATH = 400
_MAX_PART = 200
_UTF8_FLAG, _LOCKED_FLAG = 0x800, 0x1
_DRIVE = re.compile(r"^[A-Za-z]:")
_SKIPPED = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})

Handed = tuple[str, str, bytes]
"""A member's path as shown (NFC, `/` between parts), its refusal code or "", its bytes."""


def open_archive(source: BinaryIO) -> zipfile.ZipFile:
    """Read the directory of a zip from a seekable file; Unreadable when it is none."""
    try:
        return zipfile.ZipFile(source)
    except MemoryError:
        raise Unreadable("too_large") from None
    except Exception:  # zipfile raises whatever it likes on a stranger's bytes
        raise Unreadable("damaged") from None


def members(archive: zipfile.ZipFile, *, read: bool = True) -> Iterator[Handed]:
    """Every file of the archive, in its order; without `read` nothing is unpacked and bytes are empty.

    Folders and what macOS and Windows leave behind (`__MACOSX`, `.DS_Store`, `Thumbs.db`) are passed over.
    """
    seen: set[str] = set()
    total = 0
    for number, entry in enumerate(archive.infolist()):
        path = shown_path(entry)
        if is_left_behind(entry, path):
            continue
        if number >= MAX_ENTRIES:
            yield path[:_MAX_PATH], "too_many_entries", b""
            return
        code = refusal(entry, path)
        total += entry.file_size if not code else 0
        if not code and total > MAX_TOTAL:
            code = "bomb"
        if not code and path.casefold() in seen:
            code = "duplicate_name"
        seen.add(path.casefold())
        data = b""
        if not code and read:
            code, data = _unpack(archive, entry)
        yield path[:_MAX_PATH], code, data


def shown_path(entry: zipfile.ZipInfo) -> str:
    """The member's name in NFC with `/`; names without the UTF-8 mark are tried as UTF-8, then CP949."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_FLAG:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for codec in ("utf-8", "cp949"):
            try:
                name = raw.decode(codec) if raw else name
                break
            except UnicodeDecodeError:
                continue
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def is_left_behind(entry: zipfile.ZipInfo, path: str) -> bool:
    """True for folders and for the litter of macOS and Windows."""
    parts = path.split("/")
    last = parts[-1].lower()
    return path.endswith("/") or parts[0] == "__MACOSX" or last in _SKIPPED or last.startswith("._")


def refusal(entry: zipfile.ZipInfo, path: str) -> str:
    """Why a member is not handed over, before a byte of it is unpacked; "" when nothing speaks against it."""
    mode = entry.external_attr >> 16
    if path.startswith("/") or _DRIVE.match(path):
        return "absolute_path"
    if ".." in path.split("/"):
        return "path_traversal"
    if stat.S_IFMT(mode) == stat.S_IFLNK:
        return "link"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "not_a_file"
    if _is_absurd(path):
        return "bad_name"
    if entry.flag_bits & _LOCKED_FLAG:
        return "encrypted"
    if entry.compress_type not in _METHODS:
        return "unsupported"
    if entry.file_size > slips.MAX_MEMBER:
        return "too_large"
    if entry.file_size > _HARMLESS and entry.file_size > max(entry.compress_size, 1) * _MAX_RATIO:
        return "bomb"
    return ""


def _is_absurd(path: str) -> bool:
    parts = path.split("/")
    if not posixpath.basename(path).strip(" .") or len(path) > _MAX_PATH or len(parts) > 40:
        return True
    return any(len(part) > _MAX_PART for part in parts) or any(
        unicodedata.category(letter) in ("Cc", "Cs") or letter in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
        for letter in path
    )


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[str, bytes]:
    try:
        with archive.open(entry) as file:
            data = file.read(entry.file_size + 1)
    except MemoryError:
        return "too_large", b""
    except Exception:  # zipfile raises whatever it likes on a stranger's bytes
        return "damaged", b""
    if len(data) != entry.file_size:
        return ("bomb" if len(data) > entry.file_size else "damaged"), b""
    return "", data


def send_members(out: BinaryIO, archive: zipfile.ZipFile) -> None:
    """Push every member and the end through the hatch."""
    count = 0
    for path, code, data in members(archive):
        payload = slips.Packer().text(path).text(code).done()
        slips.write_slip(out, slips.Slip(slips.MEMBER, a=len(payload), payload=payload + data))
        count += 1
    slips.write_slip(out, slips.Slip(slips.FINISHED, a=count))


class Listing(Readable):
    """A zip as a list of its files, each with the reason if it would be refused."""

    def __init__(self, data: bytes) -> None:
        """Read the directory only."""
        super().__init__(Outline("archive", "zip"))
        self._members = [(path, code) for path, code, _ in members(open_archive(io.BytesIO(data)), read=False)]

    def measure(self) -> None:
        """Warn when members are locked or would be refused."""
        codes = {code for _, code in self._members if code}
        if "encrypted" in codes:
            self.outline.warnings.add("encrypted")
        if codes - {"encrypted"}:
            self.outline.warnings.add("refused_members")

    def text(self, page: int) -> str:
        """One line a file: its path, and the refusal code if there is one."""
        lines = (f"{path}\t[{code}]" if code else path for path, code in self._members)
        return "\n".join(lines)[: slips.MAX_TEXT // 4]
