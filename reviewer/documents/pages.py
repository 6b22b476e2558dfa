"""(child) PDF pages: their size, their picture, their text and where each word stands."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2_raw as pdfium

from reviewer.documents import slips
from reviewer.documents.pdf_dangers import names_a_page, pdf_warnings
from reviewer.documents.shown import Outline, Readable, Unreadable, fit
from reviewer.documents.substitute_font import SubstituteFont

_PROOF_PIXELS = 40_000
_MAX_POINTS = 1e6
_TENTHS = 10
_LINK_PAGES = 50
_FIELD_EVENTS = (12, 13, 14, 15)  # key stroke, format, validate, calculate
_OUTSIDE_ACTIONS = {3: "external_link", 2: "external_link", 4: "launch_action"}


class PdfEngine:
    """PDFium, started once in a glovebox, before its walls go up."""

    def __init__(self) -> None:
        """Start PDFium and give it the bundled Korean font."""
        config = pdfium.FPDF_LIBRARY_CONFIG(version=2)
        pdfium.FPDF_InitLibraryWithConfig(config)
        self.font = SubstituteFont()

    def open(self, data: bytes, password: str) -> "PdfPages":
        """Open a PDF; Unreadable(`password`) when it needs one or the one given is wrong, else `damaged`."""
        raw = pdfium.FPDF_LoadMemDocument64(data, len(data), password.encode() if password else None)
        if not raw:
            needs_password = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD
            foreign_lock = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_SECURITY
            if needs_password:
                raise Unreadable("password", "encrypted")
            raise Unreadable("unsupported", "encrypted") if foreign_lock else Unreadable("damaged")
        return PdfPages(raw, data, self.font)


class PdfPages(Readable):
    """An open PDF."""

    def __init__(self, raw: Any, data: bytes, font: SubstituteFont) -> None:
        """Count and measure the pages and name what is dangerous."""
        self._raw, self._data, self._font = raw, data, font
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
        self.outline.sizes = [self._size(number) for number in range(min(count, slips.MAX_SIZED_PAGES))]
        self.outline.warnings = self._warnings()
        if "repaired" in self.outline.warnings and self._is_invented():
            raise Unreadable("damaged", *self.outline.warnings)

    def _is_invented(self) -> bool:
        """True when PDFium made up an empty page to repair a file that has none at all."""
        if self.outline.pages != 1 or "encrypted" in self.outline.warnings or names_a_page(self._data):
            return False
        with self._page(1) as page:
            return bool(pdfium.FPDFPage_CountObjects(page) == 0 and pdfium.FPDFPage_GetAnnotCount(page) == 0)

    def _size(self, index: int) -> tuple[float, float]:
        size = pdfium.FS_SIZEF()
        if not pdfium.FPDF_GetPageSizeByIndexF(self._raw, index, size):
            return (0.0, 0.0)
        if not (0 < size.width < _MAX_POINTS and 0 < size.height < _MAX_POINTS):
            return (0.0, 0.0)
        return (float(size.width), float(size.height))

    def _warnings(self) -> set[str]:
        found = pdf_warnings(self._data)
        if pdfium.FPDFDoc_GetJavaScriptActionCount(self._raw) > 0:
            found.add("javascript")
        if pdfium.FPDFDoc_GetAttachmentCount(self._raw) > 0:
            found.add("attachment")
        if pdfium.FPDF_GetSecurityHandlerRevision(self._raw) > 0:
            found.add("encrypted")
        if not pdfium.FPDF_DocumentHasValidCrossReferenceTable(self._raw):
            found.add("repaired")
        return found

    @contextmanager
    def _page(self, number: int) -> Iterator[Any]:
        if not 1 <= number <= self.outline.pages:
            raise Unreadable("damaged")
        page = pdfium.FPDF_LoadPage(self._raw, number - 1)
        if not page:
            raise Unreadable("damaged")
        if self._form:
            pdfium.FORM_OnAfterLoadPage(page, self._form)
        try:
            yield page
        finally:
            if self._form:
                pdfium.FORM_OnBeforeClosePage(page, self._form)
            pdfium.FPDF_ClosePage(page)

    def prove(self) -> None:
        """Draw the first page small, and look at the links of the first pages."""
        room = memoryview(bytearray(_PROOF_PIXELS * 4))
        self.draw(1, 1.0, _PROOF_PIXELS, 0, room)
        for number in range(1, min(self.outline.pages, _LINK_PAGES) + 1):
            self._look_at_links(number)

    def _look_at_links(self, number: int) -> None:
        try:
            with self._page(number) as page:
                position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
                while pdfium.FPDFLink_Enumerate(page, position, link):
                    action = pdfium.FPDFLink_GetAction(link)
                    code = _OUTSIDE_ACTIONS.get(pdfium.FPDFAction_GetType(action)) if action else None
                    if code:
                        self.outline.warnings.add(code)
                if "encrypted" in self.outline.warnings and self._has_field_scripts(page):
                    self.outline.warnings.add("javascript")
        except Unreadable:
            return

    def _has_field_scripts(self, page: Any) -> bool:
        """True when a form field has a script: in an encrypted PDF `pdf_warnings` cannot read the names."""
        if not self._form:
            return False
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), 1_000)):
            field = pdfium.FPDFPage_GetAnnot(page, index)
            if not field:
                continue
            try:
                for event in _FIELD_EVENTS:
                    if pdfium.FPDFAnnot_GetFormAdditionalActionJavaScript(self._form, field, event, None, 0) > 2:
                        return True
            finally:
                pdfium.FPDFPage_CloseAnnot(field)
        return False

    def draw(self, page: int, scale: float, most: int, rotate: int, target: memoryview) -> tuple[int, int]:
        """Draw at `scale` pixels a point; a page too large for `most` pixels comes smaller."""
        with self._page(page) as opened:
            wide = pdfium.FPDF_GetPageWidthF(opened)
            high = pdfium.FPDF_GetPageHeightF(opened)
            if not (0 < wide < _MAX_POINTS and 0 < high < _MAX_POINTS):
                raise Unreadable("damaged")
            if rotate in (90, 270):
                wide, high = high, wide
            width, height = fit(wide, high, scale, most)
            self._paint(opened, width, height, rotate // 90, target)
        if self._font.was_used:
            self.outline.warnings.add("font_substituted")
        return width, height

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
        with self._page(number) as page, _text_of(page) as text_page:
            count = min(pdfium.FPDFText_CountChars(text_page), slips.MAX_TEXT // 4)
            if count <= 0:
                return ""
            room = (ctypes.c_ushort * (2 * count + 2))()
            written = pdfium.FPDFText_GetText(text_page, 0, count, room)
            units = bytes(room)[: max(written - 1, 0) * 2]
            return units.decode("utf-16-le", "replace").replace("\r\n", "\n").replace("\0", "")

    def words(self, page: int) -> list[tuple[str, float, float, float, float]]:
        """The words of a page with their rectangles in points from its upper left corner."""
        with self._page(page) as opened, _text_of(opened) as text_page:
            wide, high = pdfium.FPDF_GetPageWidthF(opened), pdfium.FPDF_GetPageHeightF(opened)
            if not (0 < wide < _MAX_POINTS and 0 < high < _MAX_POINTS):
                return []
            collected = _Words(opened, round(wide * _TENTHS), round(high * _TENTHS))
            for index in range(min(pdfium.FPDFText_CountChars(text_page), slips.MAX_TEXT // 8)):
                collected.add(text_page, index)
            return collected.finish()


@contextmanager
def _text_of(page: Any) -> Iterator[Any]:
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        raise Unreadable("damaged")
    try:
        yield text_page
    finally:
        pdfium.FPDFText_ClosePage(text_page)


class _Words:
    """Joins characters into words and their rectangles, as the page is shown (its own rotation included)."""

    def __init__(self, page: Any, wide: int, high: int) -> None:
        self._page, self._wide, self._high = page, wide, high
        self._letters: list[str] = []
        self._box: tuple[float, float, float, float] | None = None
        self._words: list[tuple[str, float, float, float, float]] = []
        self._corners = tuple(ctypes.c_double() for _ in range(4))

    def add(self, text_page: Any, index: int) -> None:
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
        if letter.isspace():
            self._end_word()
            return
        left, right, bottom, top = self._corners
        if not pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
            return
        ax, ay = self._shown(left.value, top.value)
        bx, by = self._shown(right.value, bottom.value)
        box = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        if self._box is not None:
            box = (
                min(box[0], self._box[0]), min(box[1], self._box[1]),
                max(box[2], self._box[2]), max(box[3], self._box[3]),
            )  # fmt: skip
        self._box = box
        self._letters.append(letter)

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        dx, dy = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(self._page, 0, 0, self._wide, self._high, 0, x, y, dx, dy)
        return dx.value / _TENTHS, dy.value / _TENTHS

    def _end_word(self) -> None:
        if self._letters and self._box:
            self._words.append(("".join(self._letters), *self._box))
        self._letters, self._box = [], None

    def finish(self) -> list[tuple[str, float, float, float, float]]:
        self._end_word()
        return self._words
