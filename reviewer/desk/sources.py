"""What lies in a delivery: tables, lists of files, and proof files in folders and zips."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reviewer.casefile.paper_names import gone
from reviewer.documents.delivery import RefusedMember, read_archive
from reviewer.documents.opening import printable
from reviewer.rules.problem import Problem

TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
LARGEST_FILE = 256 * 1024 * 1024
_LONGEST_PATH, _LONGEST_PART, _DEEPEST = 400, 200, 40
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_OF_A_CLAIM = re.compile(r"(?<!\d)\d{2,4}-\d{5,}(?!\d)")
_BATCH_FILES, _BATCH_BYTES = 200, 32 * 1024 * 1024

Put = Callable[[Sequence[bytes]], Sequence[str]]
"""Stores the bytes of papers and returns their SHA-256, in order."""


@dataclass(frozen=True)
class Table:
    """A table: its name, its bytes or where they are, and whether a person named it or it lay in a folder."""

    name: str
    content: Path | bytes = field(repr=False)
    is_named: bool

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content) if isinstance(self.content, bytes) else self.content.stat().st_size

    def sha256(self) -> str:
        """Of the bytes; the delivery goes by it."""
        if isinstance(self.content, bytes):
            return hashlib.sha256(self.content).hexdigest()
        with self.content.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def head(self) -> bytes:
        """The first bytes."""
        if isinstance(self.content, bytes):
            return self.content[:256]
        with self.content.open("rb") as file:
            return file.read(256)


@dataclass(frozen=True)
class ProofFile:
    """A file whose bytes are stored: path inside the delivery, SHA-256, length."""

    path: str
    document: str
    bytes: int


@dataclass
class Sources:
    """Everything found: `refused` are files with the code of the reason, by source and path."""

    name: str = ""
    tables: list[Table] = field(default_factory=list)
    files: list[ProofFile] = field(default_factory=list)
    refused: list[tuple[str, str, str]] = field(default_factory=list)


def collect(deliveries: Sequence[Path], put: Put) -> Sources:
    """Look through the deliveries; the bytes of all that is no table are handed to `put` in batches.

    Raises DeliveryUnreadable with `reason` and `file` for what is not there or is no delivery.
    """
    found = Sources(name=shown_name(deliveries[0].name) if deliveries else "")
    waiting = _Waiting(found, put)
    for delivery in deliveries:
        suffix = delivery.suffix.lower()
        if delivery.is_dir():
            _walk(delivery, found, waiting)
        elif not delivery.is_file():
            raise Problem("DeliveryUnreadable", reason="missing", file=shown_name(delivery.name))
        elif suffix == ".zip":
            _unzip(delivery, shown_name(delivery.name), "", found, waiting)
        elif suffix in TABLE_SUFFIXES:
            found.tables.append(Table(shown_name(delivery.name), delivery, is_named=True))
        else:
            _read_file(delivery, shown_name(delivery.name), found, waiting)
    waiting.flush()
    return found


def shown_name(name: str) -> str:
    """A file's own name as it may be shown and kept: NFC, no control characters, at most 255 letters."""
    plain = name.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", printable(plain)).replace("\n", " ")[:255] or "?"


class _Waiting:
    """Files on their way into the documents file, a batch at a time."""

    def __init__(self, found: Sources, put: Put) -> None:
        self._found, self._put = found, put
        self._files: list[tuple[str, bytes]] = []
        self._bytes = 0

    def add(self, path: str, data: bytes) -> None:
        if gone(path) is not None:  # a name that says that a name was destroyed
            self._found.refused.append((self._found.name, path, "bad_name"))
            return
        self._files.append((path, data))
        self._bytes += len(data)
        if len(self._files) >= _BATCH_FILES or self._bytes >= _BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        if not self._files:
            return
        documents = self._put([data for _, data in self._files])
        for (path, data), document in zip(self._files, documents, strict=True):
            self._found.files.append(ProofFile(path, document, len(data)))
        self._files, self._bytes = [], 0


def _walk(folder: Path, found: Sources, waiting: _Waiting) -> None:
    """Every file of a folder in the order of names; tables are those that lie in it directly."""
    for path in _files_below(folder, found):
        inside = unicodedata.normalize("NFC", path.relative_to(folder).as_posix().encode("utf-8", "replace").decode())
        if _may_be_table(inside) and path.parent == folder and path.stat().st_size:
            found.tables.append(Table(shown_name(path.name), path, is_named=False))
        elif path.suffix.lower() == ".zip":
            _unzip_or_keep(path, inside, found, waiting)
        else:
            _read_file(path, inside, found, waiting)


def _unzip_or_keep(archive: Path, inside: str, found: Sources, waiting: _Waiting) -> None:
    """A zip that cannot be read is one paper that says so; everything beside it goes in."""
    try:
        _unzip(archive, shown_name(archive.name), inside + "/", found, waiting)
    except Problem as problem:
        if problem.code != "DeliveryUnreadable":
            raise
        _read_file(archive, inside, found, waiting)


def _files_below(folder: Path, found: Sources) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(folders):
            if Path(here, name).is_symlink():
                _refuse(found, folder, Path(here, name), "link")
        folders[:] = [name for name in folders if not Path(here, name).is_symlink() and name != "__MACOSX"]
        for name in sorted(names):
            path = Path(here, name)
            if name.lower() in _LITTER or name.startswith(("._", "~$", ".git")):
                continue
            code = _why_not(path, path.relative_to(folder))
            if code:
                _refuse(found, folder, path, code)
            else:
                yield path


def _why_not(path: Path, inside: Path) -> str:
    """Why a file is not taken, by its nature and name; "" when nothing speaks against it."""
    if path.is_symlink():
        return "link"
    if not path.is_file():
        return "not_a_file"
    text = inside.as_posix()
    parts = text.split("/")
    if len(text) > _LONGEST_PATH or len(parts) > _DEEPEST or any(len(part) > _LONGEST_PART for part in parts):
        return "bad_name"
    if any(unicodedata.category(letter) in ("Cc", "Cs") or letter in "\u202a\u202b\u202d\u202e" for letter in text):
        return "bad_name"
    return ""


def _refuse(found: Sources, folder: Path, path: Path, code: str) -> None:
    found.refused.append((shown_name(folder.name), shown_name(path.relative_to(folder).as_posix()), code))


def _read_file(path: Path, inside: str, found: Sources, waiting: _Waiting) -> None:
    size = path.stat().st_size
    if size > LARGEST_FILE or not size:
        found.refused.append((shown_name(path.parent.name), inside, "too_large" if size else "empty"))
    else:
        waiting.add(inside, path.read_bytes())


def _unzip(archive: Path, name: str, before: str, found: Sources, waiting: _Waiting) -> None:
    """Every member of a zip; tables are those at its top, or at the top of its only folder."""
    for member in read_archive(archive, name):
        if isinstance(member, RefusedMember):
            found.refused.append((name, member.path, member.code))
        elif not member.data:
            found.refused.append((name, member.path, "empty"))
        elif _may_be_table(member.path) and member.path.count("/") <= 1 and not before:
            found.tables.append(Table(member.path, member.data, is_named=False))
        else:
            waiting.add(before + member.path, member.data)


def _may_be_table(path: str) -> bool:
    """Files called after a claim or report number are papers, whatever their form."""
    return Path(path).suffix.lower() in TABLE_SUFFIXES and not _OF_A_CLAIM.search(path)


def as_file(table: Table, found: Sources, put: Put) -> None:
    """A table that turned out to be a claimant's own file becomes a proof file."""
    data = table.content if isinstance(table.content, bytes) else table.content.read_bytes()
    if len(data) <= LARGEST_FILE:
        found.files.append(ProofFile(table.name, put([data])[0], len(data)))
    else:
        found.refused.append((found.name, table.name, "too_large"))


def digests_only(papers: Iterable[bytes]) -> list[str]:
    """For a dry run: the SHA-256 of each, stored nowhere."""
    return [hashlib.sha256(data).hexdigest() for data in papers]
