"""Copies of papers as people make them: pictures sent on, cut or brightened; digital papers saved again or printed."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

from PIL import Image, ImageEnhance, ImageOps

from reviewer.sample.faults import PHOTO
from reviewer.sample.papers import camera

Copy = tuple[str, bytes]
"""The name it is sent under, and its bytes."""


def opened(data: bytes) -> Image.Image:
    """A photo the right way up; OSError for one that was cut off."""
    from pillow_heif import register_heif_opener

    register_heif_opener()
    return ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")


def _jpeg(picture: Image.Image, quality: int = 88) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _cut(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    wide, high = picture.size
    return picture.crop((int(wide * left), int(high * top), int(wide * (1 - right)), int(high * (1 - bottom))))


def _smaller(picture: Image.Image, part: float) -> Image.Image:
    return picture.resize((int(picture.width * part), int(picture.height * part)), Image.Resampling.BICUBIC)


OF_PICTURES: dict[str, Callable[[Image.Image], bytes]] = {
    "saved again": lambda picture: _jpeg(picture, 60),
    "sent on smaller (70 %, quality 50)": lambda picture: _jpeg(_smaller(picture, 0.7), 50),
    "brighter by 15 %": lambda picture: _jpeg(ImageEnhance.Brightness(picture).enhance(1.15)),
    "brighter by 40 %": lambda picture: _jpeg(ImageEnhance.Brightness(picture).enhance(1.4)),
    "with 30 % more contrast": lambda picture: _jpeg(ImageEnhance.Contrast(picture).enhance(1.3)),
    "cut by 1 % at each side": lambda picture: _jpeg(_cut(picture, 0.01, 0.01, 0.01, 0.01)),
    "cut by 3 % at each side": lambda picture: _jpeg(_cut(picture, 0.03, 0.03, 0.03, 0.03)),
    "cut by 5 % at the top": lambda picture: _jpeg(_cut(picture, 0, 0.05, 0, 0)),
}


# --- digital papers -----------------------------------------------------------------------------------


def _saved_pdf(data: bytes) -> Copy:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as old, pypdfium2.PdfDocument.new() as new:
        new.import_pages(old)
        out = io.BytesIO()
        new.save(out)
    return "copy.pdf", out.getvalue()


def _page(data: bytes) -> Image.Image:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        page: Image.Image = document[0].render(scale=2).to_pil().convert("RGB")
        return page


def _printed(data: bytes) -> Copy:
    out = io.BytesIO()
    _page(data).save(out, "PNG")
    return "copy.png", out.getvalue()


def _printed_pdf(data: bytes) -> Copy:
    out = io.BytesIO()
    _page(data).save(out, "PDF", resolution=144, quality=75)
    return "copy.pdf", out.getvalue()


def _photographed(data: bytes) -> Copy:
    return "copy.jpg", camera.take(_page(data), PHOTO, Random(len(data)))


Rows = list[list[Any]]


def _rows(data: bytes) -> Rows:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def _workbook(rows: Rows) -> Copy:
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet, date = book.add_worksheet("복사본"), book.add_format({"num_format": "yyyy-mm-dd"})
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                sheet.write(y, x, cell, *([date] if isinstance(cell, dt.date) else []))
    return "copy.xlsx", out.getvalue()


def _changed(rows: Rows) -> Rows:
    """The rows with one amount in their middle raised by a thousand won."""
    places = [
        (y, x) for y, row in enumerate(rows) for x, cell in enumerate(row) if isinstance(cell, float) and cell > 10_000
    ]
    y, x = places[len(places) // 2]
    rows[y][x] += 1_000
    return rows


def _csv(rows: Rows) -> Copy:
    out = io.StringIO()
    csv.writer(out).writerows(
        [int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in row] for row in rows
    )
    return "copy.csv", out.getvalue().encode("utf-8-sig")


def _from_csv(data: bytes) -> Copy:
    rows = csv.reader(io.StringIO(data.decode("cp949")))
    return _workbook([[float(cell) if cell.isdecimal() else cell for cell in row] for row in rows])


def _packed(data: bytes) -> Copy:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info), zipfile.ZIP_STORED)
    return "copy.hwpx", out.getvalue()


OF_DIGITAL: dict[str, dict[str, Callable[[bytes], Copy]]] = {
    "pdf": {
        "PDF saved by another program": _saved_pdf,
        "PDF printed to a picture": _printed,
        "PDF printed and scanned": _printed_pdf,
        "PDF page photographed": _photographed,
    },
    "xlsx": {
        "workbook saved by another program": lambda data: _workbook(_rows(data)),
        "workbook with one amount changed": lambda data: _workbook(_changed(_rows(data))),
        "workbook as CSV": lambda data: _csv(_rows(data)),
    },
    "csv-cp949": {"CSV as a workbook": _from_csv},
    "hwpx": {"Hangul paper packed again": _packed},
}
"""By how the paper was made: every way in which it is copied."""
