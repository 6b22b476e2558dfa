"""(child) Finds, for each kind of workbook, who can read the shape and the formulas of its sheets."""

from collections.abc import Callable

from reviewer.documents.containers import ZipContainer
from reviewer.documents.kinds import Kind
from reviewer.documents.sheet_shape import SheetForm, read_xlsx_form, xlsx_parts
from reviewer.documents.shown import Unreadable

Forms = Callable[[str, int], SheetForm]
"""Reads the shape of a sheet by its name and its number from 0."""


def zip_forms(container: ZipContainer, kind: Kind) -> Forms | None:
    """For an XLSX; None for an XLSB, whose binary parts are not read."""
    if kind.format != "xlsx":
        return None

    def read(name: str, _number: int) -> SheetForm:
        try:
            part = xlsx_parts(container).get(name)
        except Unreadable:
            part = None
        return read_xlsx_form(container, part) if part else SheetForm()

    return read
