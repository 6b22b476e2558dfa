"""(child) Finds, for each kind of workbook, who can read the shape and the formulas of its sheets."""

from collections.abc import Callable

from reviewer.documents.biff_shape import biff_form
from reviewer.documents.containers import OleContainer, ZipContainer
from reviewer.documents.kinds import Kind
from reviewer.documents.ods_shape import read_ods_forms
from reviewer.documents.sheet_shape import SheetForm, XlsxForm, xlsx_parts
from reviewer.documents.shown import Unreadable

Forms = Callable[[str, int], SheetForm]
"""Reads the shape of a sheet by its name and its number from 0."""


def zip_forms(container: ZipContainer, kind: Kind) -> Forms | None:
    """For an XLSX or ODS; None for an XLSB, whose binary parts are not read."""
    if kind.format == "ods":
        known: dict[str, SheetForm] = {}

        def read_ods(name: str, _number: int) -> SheetForm:
            if not known:
                known.update(read_ods_forms(container) or {"": SheetForm()})
            return known.get(name, SheetForm())

        return read_ods
    if kind.format != "xlsx":
        return None

    def read(name: str, _number: int) -> SheetForm:
        try:
            part = xlsx_parts(container).get(name)
        except Unreadable:
            part = None
        return XlsxForm(container, part) if part else SheetForm()

    return read


def ole_forms(container: OleContainer) -> Forms | None:
    """For an XLS of Excel 97 or later; None for an older one."""
    if "Workbook" not in container.names:
        return None
    return lambda _name, number: biff_form(container.stream("Workbook"), number)
