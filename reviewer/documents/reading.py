"""(child) Finds the right reader for a document: imports it early, looks inside zip and OLE files, opens it."""

import importlib
import io
from functools import partial
from types import ModuleType
from typing import Any

from reviewer.documents import slips
from reviewer.documents.kinds import PREFIX, Kind, sniff, wrong_extension
from reviewer.documents.shown import Outline, Readable, Unreadable

_SHEETS = ("containers", "sheets", "book_dangers", "book_forms", "archives", "csv_grid", "growing", "xlsx_stream")
_IMPORTS = {
    "pages": ("pages", "photos"),
    "sheets": _SHEETS,
    "office": (*_SHEETS, "office", "hwp", "writing", "sheet_pages", "pages", "photos", "layout"),
}
"""What each family needs; laying out office papers takes three times as long to start as showing pages."""
_LOCKED = (
    "msoffcrypto.format.ooxml", "xml.dom.expatbuilder", "xml.parsers.expat",
    "cryptography.hazmat.backends.openssl.backend",
)  # fmt: skip
"""What msoffcrypto would import only once it has a file in its hands."""
_AES = "cryptography.hazmat.primitives.ciphers.algorithms"


class Reader:
    """Everything a glovebox needs to open one kind of document, ready before its walls go up."""

    def __init__(self, family: str) -> None:
        """Import what `family` needs: one of `_IMPORTS`, or `locked` for OOXML with a password."""
        if family == "locked":
            family = "office"
            for name in _LOCKED:
                importlib.import_module(name)
        self._rooms: dict[str, ModuleType] = {
            name: importlib.import_module(f"reviewer.documents.{name}") for name in _IMPORTS[family]
        }
        if "hwp" in self._rooms:
            importlib.import_module(_AES)  # distribution documents of Hancom are scrambled with AES
        self._pdf = self._rooms["pages"].PdfEngine() if "pages" in self._rooms else None
        self._photo = self._rooms["photos"].PhotoEngine() if "photos" in self._rooms else None
        self._press = self._rooms["layout"].Press(self._pdf, self._photo) if "layout" in self._rooms else None

    def open(self, asked: slips.Slip) -> Readable:
        """Open the document on an OPEN slip: name of `a` bytes, password of `b` bytes, then the document.

        A workbook is laid out as pages where `c` is 1.
        """
        name = asked.payload[: asked.a].decode("utf-8", "replace")
        password = asked.payload[asked.a : asked.a + asked.b].decode("utf-8", "replace")
        data = asked.payload[asked.a + asked.b :]
        kind = sniff(data[:PREFIX], name)
        try:
            opened: Readable = self._open(data, kind, name, password)
            if asked.c == 1 and opened.outline.kind == "spreadsheet":
                opened = self._room("sheet_pages").paged(opened, self._press)
        except Unreadable as error:
            if not error.kind:
                error.kind, error.format = kind.kind, kind.format
            if wrong_extension(name, Kind(error.kind, error.format)):
                error.warnings.add("wrong_extension")
            raise
        if wrong_extension(name, Kind(opened.outline.kind, opened.outline.format)):
            opened.outline.warnings.add("wrong_extension")
        return opened

    def _open(self, data: bytes, kind: Kind, name: str, password: str) -> Any:
        if kind.kind == "pdf" and self._pdf:
            return self._pdf.open(data, password)
        if kind.kind == "image" and self._photo:
            return self._photo.open(data, kind.format)
        if kind.format == "zip":
            return self._open_zip(data)
        if kind.format == "ole":
            return self._open_ole(data, name, password)
        if kind.format == "csv":
            return self._room("csv_grid").CsvGrid(data)
        if kind.kind == "text":
            return self._room("writing").open_text(data).use(self._press)
        if kind.format == "biff":
            return self._room("sheets").Workbook(data, "biff", {"form_unread"})
        raise Unreadable("unsupported")

    def _room(self, name: str) -> Any:
        if name not in self._rooms:
            raise Unreadable("unsupported")
        return self._rooms[name]

    def _open_zip(self, data: bytes) -> Any:
        containers, sheets = self._room("containers"), self._room("sheets")
        container = containers.ZipContainer(data)
        kind = container.kind()
        try:
            if kind.format == "zip":
                return self._room("archives").Listing(data)
            container.refuse_bombs()
            if kind.kind == "spreadsheet":
                container.refuse_locked()
                counts: dict[str, int] = {}
                pictures = partial(self._room("book_dangers").book_pictures, container)
                if kind.format == "xlsx" and self._room("xlsx_stream").is_large(container):
                    return self._open_large(container, pictures)
                warnings = self._room("book_dangers").zip_book_warnings(container, counts)
                forms = self._room("book_forms").zip_forms(container, kind)
                if forms is None:
                    warnings.add("form_unread")
                book = sheets.Workbook(data, kind.format, warnings, forms)
                book.outline.counts |= counts
                book.pictures = pictures
                return book
            office = self._room("office")
            opener = {"docx": office.open_docx, "hwpx": office.open_hwpx, "odt": office.open_odt}.get(kind.format)
            if opener is None:
                raise Unreadable("unsupported")
            return opener(container).use(self._press)
        except Unreadable as error:
            error.kind, error.format = kind.kind, kind.format
            raise

    def _open_large(self, container: Any, pictures: Any) -> Any:
        """An XLSX that is shown from its first rows on while the rest is read."""
        counts: dict[str, int] = {}
        warnings = self._room("book_dangers").zip_book_warnings(container, counts, with_formulas=False)
        outline = Outline("spreadsheet", "xlsx", warnings=warnings, counts=counts)
        book = self._room("growing").GrowingBook(outline, self._room("xlsx_stream").large_sheets(container))
        book.pictures = pictures
        return book

    def _open_ole(self, data: bytes, name: str, password: str) -> Any:
        container = self._room("containers").OleContainer(data)
        kind = container.kind(name)
        try:
            if kind.format == "ooxml_encrypted":
                return self._open_locked(data, password)
            if kind.format == "hwp":
                return self._room("hwp").open_hwp(container).use(self._press)
            if kind.kind == "spreadsheet":
                counts: dict[str, int] = {}
                warnings = self._room("book_dangers").ole_book_warnings(container, counts)
                forms = self._room("book_forms").ole_forms(container)
                if forms is None:
                    warnings.add("form_unread")
                elif "formula" in warnings:
                    warnings.add("formula_unread")
                book = self._room("sheets").Workbook(data, kind.format, warnings, forms)
                book.outline.counts |= counts
                return book
            raise Unreadable("unsupported")
        except Unreadable as error:
            error.kind, error.format = kind.kind, kind.format
            raise

    def _open_locked(self, data: bytes, password: str) -> Any:
        """A DOCX or XLSX under a password."""
        if not password:
            raise Unreadable("password", "encrypted")
        import msoffcrypto

        plain = io.BytesIO()
        try:
            locked = msoffcrypto.OfficeFile(io.BytesIO(data))
            locked.load_key(password=password, verify_password=True)
            locked.decrypt(plain)
        except (MemoryError, ImportError):  # neither is the fault of the paper
            raise
        except Exception as error:  # msoffcrypto raises several unrelated classes
            wrong = "password" in str(error).lower() or "key" in type(error).__name__.lower()
            raise Unreadable("password" if wrong else "damaged", "encrypted") from None
        opened = self._open_zip(plain.getvalue())
        opened.outline.warnings.add("encrypted")
        return opened
