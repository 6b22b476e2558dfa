"""(child) PDF pages: their size, their picture, their text and where each word stands."""

import ctypes
import time
from typing import Any

import pypdfium2_raw as pdfium
from PIL import Image

from reviewer.documents import slips
from reviewer.documents.finding import folded
from reviewer.documents.page_pictures import picture_warnings
from reviewer.documents.page_text import PageLetters, text_of
from reviewer.documents.pdf_dangers import names_a_page, pdf_warnings
from reviewer.documents.pdf_traits import pdf_traits
from reviewer.documents.picture_hash import picture_hash
from reviewer.documents.plain_copy import PlainCopy
from reviewer.documents.shown import Hit, Outline, Readable, Unreadable, fit
from reviewer.documents.substitute_font import SubstituteFont
from reviewer.rules.likeness import Traits

_PROOF_PIXELS = 40_000
_HASH_PIXELS = 250_000
_HASH_SECONDS = 12.0
_MAX_POINTS = 1e6
_LARGEST_POINTS = 14_400.0
"""Five metres, beyond which other programs refuse a page."""
_OUTSIDE_ACTIONS = {3: "external_link", 2: "external_link", 4: "launch_action"}


class PdfEngine:
    """PDFium, started once in a glovebox, before its walls go up."""

    def __init__(self) -> None:
        """Start PDFium and give it the bundled Korean font."""
        config = pdfium.FPDF_LIBRARY_CONFIG(version=2)
        pdfium.FPDF_InitLibraryWithConfig(config)
        self.font = SubstituteFont()
        self.plain = PlainCopy()

    def open(self, data: bytes, password: str) -> "PdfPages":
        """Open a PDF; Unreadable(`password`) when it needs one or the one given is wrong, else `damaged`."""
        raw = pdfium.FPDF_LoadMemDocument64(data, len(data), password.encode() if password else None)
        if not raw:
            needs_password = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD
            foreign_lock = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_SECURITY
            if needs_password:
                raise Unreadable("password", "encrypted")
            raise Unreadable("unsupported", "encrypted") if foreign_lock else Unreadable("damaged")
        return PdfPages(raw, data, self)


class PdfPages(Readable):
    """An open PDF."""

    def __init__(self, raw: Any, data: bytes, engine: PdfEngine) -> None:
        """Count and measure the pages and name what is dangerous."""
        self._raw, self._data, self._engine = raw, data, engine
        count = pdfium.FPDF_GetPageCount(raw)
        if count < 1:
            raise Unreadable("damaged")
        if count > slips.MAX_PAGES:
            raise Unreadable("too_large")
        self._form_config = pdfium.FPDF_FORMFILLINFO(version=2)
        self._form = pdfium.FPDFDOC_InitFormFillEnvironment(raw, self._form_config)
        if self._form:
            pdfium.FPDF_SetFormFieldHighlightAlpha(self._form, 0)
        super().__init__(Outline("pdf", "pdf", pages=count))
        self._loaded: tuple[int, Any] | None = None
        self._looked = -1
        self._leading: dict[str, int] = {}
        if pdfium.FPDF_GetSecurityHandlerRevision(raw) > 0:
            self.outline.warnings.add("encrypted")
        if not pdfium.FPDF_DocumentHasValidCrossReferenceTable(raw):
            self.outline.warnings.add("repaired")
            if self._is_invented():
                raise Unreadable("damaged", *self.outline.warnings)

    def measure(self) -> None:
        """Measure the pages."""
        count = min(self.outline.pages, slips.MAX_SIZED_PAGES)
        self.outline.sizes = [self._size(number) for number in range(count)]
        if any(max(size) > _LARGEST_POINTS or min(size) <= 0 for size in self.outline.sizes):
            self.outline.warnings.add("absurd_size")

    def _is_invented(self) -> bool:
        """True when PDFium made up an empty page to repair a file that has none at all."""
        if self.outline.pages != 1 or "encrypted" in self.outline.warnings or names_a_page(self._data):
            return False
        page = self._page(1)
        return bool(pdfium.FPDFPage_CountObjects(page) == 0 and pdfium.FPDFPage_GetAnnotCount(page) == 0)

    def _size(self, index: int) -> tuple[float, float]:
        size = pdfium.FS_SIZEF()
        if not pdfium.FPDF_GetPageSizeByIndexF(self._raw, index, size):
            return (0.0, 0.0)
        if not (0 < size.width < _MAX_POINTS and 0 < size.height < _MAX_POINTS):
            return (0.0, 0.0)
        return (float(size.width), float(size.height))

    def _page(self, number: int) -> Any:
        """The loaded page; it stays loaded until another is asked for, so that zooming does not read it again."""
        if self._loaded is not None and self._loaded[0] == number:
            return self._loaded[1]
        if not 1 <= number <= self.outline.pages:
            raise Unreadable("damaged")
        if self._loaded is not None:
            old, self._loaded = self._loaded[1], None
            if self._form:
                pdfium.FORM_OnBeforeClosePage(old, self._form)
            pdfium.FPDF_ClosePage(old)
        page = pdfium.FPDF_LoadPage(self._raw, number - 1)
        if not page:
            raise Unreadable("damaged")
        if self._form:
            pdfium.FORM_OnAfterLoadPage(page, self._form)
        self._loaded = (number, page)
        if self._engine.font.was_used:
            self.outline.warnings.add("font_substituted")
        return page

    def prove(self, seconds: float) -> bool:
        """Draw the first page small, read what objects name, and look at the links and pictures of every page."""
        until = time.monotonic() + seconds
        if self._looked < 0:
            self.draw(1, 1.0, _PROOF_PIXELS, 0, memoryview(bytearray(_PROOF_PIXELS * 4)))
            self._name_dangers()
            self._looked = 0
        while self._looked < self.outline.pages and time.monotonic() < until:
            self._looked += 1
            self._look_at(self._looked)
        if self._looked < self.outline.pages:
            return False
        self.outline.counts |= self._leading
        return True

    def _name_dangers(self) -> None:
        found = self.outline.warnings
        counts = self.outline.counts
        found |= pdf_warnings(self._data, counts)
        if "encrypted" in found:  # its object streams can be read only once its lock is taken off
            found |= pdf_warnings(self._engine.plain.of(self._raw), counts)
        if pdfium.FPDFDoc_GetJavaScriptActionCount(self._raw) > 0:
            found.add("javascript")
        if (attached := pdfium.FPDFDoc_GetAttachmentCount(self._raw)) > 0:
            found.add("attachment")
            counts["attachment"] = attached

    def _look_at(self, number: int) -> None:
        try:
            page = self._page(number)
        except Unreadable:
            return
        position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page, position, link):
            action = pdfium.FPDFLink_GetAction(link)
            code = _OUTSIDE_ACTIONS.get(pdfium.FPDFAction_GetType(action)) if action else None
            if code:
                self.outline.warnings.add(code)
                self._leading[code] = self._leading.get(code, 0) + 1
        self.outline.warnings |= picture_warnings(page)

    def draw(self, page: int, scale: float, most: int, rotate: int, target: memoryview) -> tuple[int, int]:
        """Draw at `scale` pixels a point; a page too large for `most` pixels comes smaller."""
        opened = self._page(page)
        wide, high = self._page_size(opened)
        if rotate in (90, 270):
            wide, high = high, wide
        width, height = fit(wide, high, scale, most)
        self._paint(opened, width, height, rotate // 90, target)
        return width, height

    def _page_size(self, page: Any) -> tuple[float, float]:
        wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        if not (0 < wide < _MAX_POINTS and 0 < high < _MAX_POINTS):
            raise Unreadable("damaged")
        return wide, high

    def _paint(self, page: Any, width: int, height: int, turns: int, target: memoryview) -> None:
        size = width * height * 4
        room = (ctypes.c_ubyte * size).from_buffer(target)
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, room, width * 4)
        if not bitmap:
            raise Unreadable("too_large")
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, turns, flags)
            if self._form:
                pdfium.FPDF_FFLDraw(self._form, bitmap, page, 0, 0, width, height, turns, flags)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
            del room

    def text(self, page: int) -> str:
        """The text of one page, or of all pages up to `slips.MAX_TEXT` characters for page 0."""
        if page:
            return self._page_text(page)
        parts: list[str] = []
        length = 0
        for number in range(1, self.outline.pages + 1):
            try:
                part = self._page_text(number)
            except Unreadable:
                continue
            parts.append(part)
            length += len(part) + 1
            if length > slips.MAX_TEXT // 4:
                break
        return "\n".join(parts)

    def _page_text(self, number: int) -> str:
        with text_of(self._page(number)) as text_page:
            count = min(pdfium.FPDFText_CountChars(text_page), slips.MAX_TEXT // 4)
            if count <= 0:
                return ""
            room = (ctypes.c_ushort * (2 * count + 2))()
            written = pdfium.FPDFText_GetText(text_page, 0, count, room)
            units = bytes(room)[: max(written - 1, 0) * 2]
            return units.decode("utf-16-le", "replace").replace("\r\n", "\n").replace("\0", "")

    def words(self, page: int) -> list[tuple[str, float, float, float, float]]:
        """The words of a page with their rectangles in points from its upper left corner."""
        opened = self._page(page)
        with text_of(opened) as text_page:
            return PageLetters(opened, text_page, *self._page_size(opened)).words()

    def find(self, needle: str, first_page: int, pages: int) -> list[Hit]:
        """Where `needle` stands on these pages."""
        wanted = folded(needle)[0]
        found: list[Hit] = []
        for number in range(max(first_page, 1), min(first_page + pages, self.outline.pages + 1)):
            try:
                opened = self._page(number)
                with text_of(opened) as text_page:
                    letters = PageLetters(opened, text_page, *self._page_size(opened))
                    found += letters.hits(wanted, number, slips.MAX_HITS - len(found))
            except Unreadable:
                continue
            if len(found) >= slips.MAX_HITS:
                break
        return found

    def traits(self) -> Traits:
        """What the PDF says of its making; hashes of as many of its first pages as can be drawn in a few seconds."""
        until = time.monotonic() + _HASH_SECONDS
        pictures: list[int] = []
        while len(pictures) < min(self.outline.pages, slips.MAX_PICTURES) and time.monotonic() < until:
            pictures.append(self._hash(len(pictures) + 1))
        return pdf_traits(self._raw, tuple(pictures))

    def _hash(self, number: int) -> int:
        room = bytearray(_HASH_PIXELS * 4)
        try:
            size = self.draw(number, 1.0, _HASH_PIXELS, 0, memoryview(room))
        except Unreadable:
            return 0
        return picture_hash(Image.frombuffer("RGBX", size, room, "raw", "RGBX", 0, 1).convert("RGB"))
