"""What a sheet looks like beside its values: merged, hidden, frozen, widths, formulas."""

import io
import struct
from pathlib import Path

import pytest
import xlsxwriter

from reviewer.documents.biff_shape import biff_form
from reviewer.documents.opening import SheetShape, inspect, open_document
from reviewer.documents.packed_rows import PackedRows
from reviewer.documents.shared_formula import moved
from tests.documents import papers


def workbook(path: Path) -> bytes:
    """A workbook with everything a reviewer should be shown."""
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("다른").write(0, 0, 1)
    sheet = book.add_worksheet("매출 & 합계")
    sheet.merge_range("A1:C2", "일자별 매출")
    sheet.write_row(2, 0, ["날짜", "금액", "비고"])
    for row in range(3, 9):
        sheet.write_number(row, 1, row * 1_000)
        sheet.write_formula(row, 2, f'=B{row + 1}*2&"<a>"', None, "x")
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.set_column(1, 1, 22)
    sheet.set_column(3, 5, None, None, {"hidden": True})
    sheet.freeze_panes(3, 1)
    book.close()
    return path.read_bytes()


def test_a_xlsx_says_what_is_merged_hidden_frozen_and_calculated(tmp_path: Path) -> None:
    with open_document(workbook(tmp_path / "a.xlsx"), "a.xlsx") as document:
        shape = document.sheet_shape(2)
        assert shape.merged == ((1, 1, 2, 3),)
        assert shape.hidden_rows == ((5, 6),)
        assert shape.hidden_columns == ((4, 6),)
        assert (shape.frozen_rows, shape.frozen_columns) == (3, 1)
        first, last, width = shape.column_widths[0]
        assert (first, last, round(width)) == (2, 2, 23)
        assert document.formulas(2, 5, 2) == {(5, 3): '=B5*2&"<a>"', (6, 3): '=B6*2&"<a>"'}
        assert document.sheet_shape(1) == SheetShape()
        assert document.formulas(1, 1, 100) == {}
        assert "hidden_rows" not in document.description.warnings
        assert "hidden_rows" in document.prove().warnings


def xlsx_of(sheet: str) -> bytes:
    """A XLSX whose only sheet has this XML inside its worksheet."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listed = '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'
    book = f'<workbook xmlns="{space}" xmlns:r="{links}">{listed}</workbook>'
    link = f'<Relationship Id="rId1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/>'
    relation = f"<Relationships>{link}</Relationships>"
    link = f'<Relationship Id="rId1" Type="{links}/officeDocument" Target="xl/workbook.xml"/>'
    root = f"<Relationships>{link}</Relationships>"
    return papers.zipped(
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", root.encode()),
        ("xl/workbook.xml", book.encode()),
        ("xl/_rels/workbook.xml.rels", relation.encode()),
        ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{space}">{sheet}</worksheet>'.encode()),
    )


def test_a_formula_that_many_cells_share_is_told_for_each() -> None:
    cells = '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">SUM(A1:$A$9)&amp;"A1"</f><v>1</v></c></row>'
    cells += "".join(f'<row r="{n}"><c r="B{n}"><f t="shared" si="0"/><v>1</v></c></row>' for n in (2, 3))
    with open_document(xlsx_of(f"<sheetData>{cells}</sheetData>"), "a.xlsx") as document:
        assert document.formulas(1, 1, 9) == {
            (1, 2): '=SUM(A1:$A$9)&"A1"', (2, 2): '=SUM(A2:$A$9)&"A1"', (3, 2): '=SUM(A3:$A$9)&"A1"',
        }  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "wanted"),
    [
        ("A1+$B$2", 1, 1, "B2+$B$2"),
        ("Z9*AA9", 0, 1, "AA9*AB9"),
        ("A1", -1, 0, "#REF!"),
        ("LOG10(A1)", 1, 0, "LOG10(A2)"),
        ("'A1 B2'!C3", 1, 0, "'A1 B2'!C4"),
        ('"A1"&A1', 1, 0, '"A1"&A2'),
    ],
)
def test_a_formula_moves_as_a_spreadsheet_moves_it(formula: str, rows: int, columns: int, wanted: str) -> None:
    assert moved(formula, rows, columns) == wanted


@pytest.mark.parametrize(
    "sheet",
    [
        '<cols><col min="9" max="1" hidden="1"/><col min="x" max="-1"/></cols><sheetData/>',
        '<sheetData><row hidden="1"/><row r="99999999999" hidden="1"/></sheetData>',
        '<sheetViews><sheetView><pane state="frozen" ySplit="-5" xSplit="1e9"/></sheetView></sheetViews><sheetData/>',
    ],
)
def test_a_shape_that_makes_no_sense_is_no_shape(sheet: str) -> None:
    with open_document(xlsx_of(sheet), "a.xlsx") as document:
        assert document.sheet_shape(1) == SheetShape()


def test_an_ods_says_what_is_merged_hidden_frozen_and_calculated() -> None:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    )
    text = 'office:value-type="string"><text:p>a</text:p>'
    content = (
        f"<office:document-content {names}><office:automatic-styles>"
        '<style:style style:name="co1" style:family="table-column">'
        '<style:table-column-properties style:column-width="1in"/></style:style></office:automatic-styles>'
        '<office:body><office:spreadsheet><table:table table:name="매출">'
        '<table:table-column table:style-name="co1" table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        f'<table:table-row><table:table-cell table:number-columns-spanned="2" {text}</table:table-cell>'
        "<table:covered-table-cell/></table:table-row>"
        '<table:table-row table:visibility="filter" table:number-rows-repeated="3">'
        f"<table:table-cell {text}</table:table-cell></table:table-row>"
        '<table:table-row><table:table-cell/><table:table-cell table:formula="of:=SUM([.A1:.A2])" '
        'office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    settings = (
        '<config:config-item-map-entry config:name="매출"><config:config-item config:name="VerticalSplitMode" '
        'config:type="short">2</config:config-item><config:config-item config:name="VerticalSplitPosition" '
        'config:type="int">1</config:config-item></config:config-item-map-entry>'
    )
    data = papers.zipped(
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.encode()),
        ("settings.xml", settings.encode()),
        ("META-INF/manifest.xml", b"<manifest/>"),
    )
    with open_document(data, "a.ods") as document:
        shape = document.sheet_shape(1)
        assert shape.merged == ((1, 1, 1, 2),)
        assert shape.hidden_rows == ((2, 4),)
        assert shape.hidden_columns == ((3, 3),)
        assert (shape.frozen_rows, shape.frozen_columns) == (1, 0)
        assert [(first, last, round(width)) for first, last, width in shape.column_widths] == [(1, 2, 14)]
        assert document.formulas(1, 1, 9) == {(5, 2): "=SUM([.A1:.A2])"}
        assert document.cells(1, 5, 1) == [["", "3"]]


def record(kind: int, *numbers: int) -> bytes:
    """A BIFF record of 16-bit numbers."""
    return struct.pack(f"<HH{len(numbers)}H", kind, 2 * len(numbers), *numbers)


def test_a_xls_says_what_is_merged_hidden_and_frozen() -> None:
    head = record(0x0809, 0x0600, 5)
    sheet_at = len(head) + 14 + len(record(0x000A))
    book = head + struct.pack("<HHIHBB2s", 0x0085, 10, sheet_at, 0, 1, 0, b"S\0") + record(0x000A)
    sheet = record(0x0809, 0x0600, 0x10)
    sheet += record(0x007D, 1, 1, 256 * 20, 0, 0) + record(0x007D, 2, 3, 256, 0, 1)
    sheet += record(0x0208, 4, 0, 1, 0, 0, 0, 0x20, 0) + record(0x0208, 5, 0, 1, 0, 0, 0, 0, 0)
    sheet += record(0x00E5, 1, 0, 1, 0, 2) + record(0x023E, 0x0008) + record(0x0041, 1, 3) + record(0x000A)
    assert biff_form(book + sheet, 0).shape == SheetShape(
        ((1, 1, 2, 3),), ((5, 5),), ((3, 4),), 3, 1, ((2, 2, 20.0), (3, 4, 1.0))
    )
    assert biff_form(book + sheet, 1).shape == SheetShape()
    assert biff_form(book + sheet[:9], 0).shape == SheetShape()


def test_rows_are_read_once_and_only_as_far_as_they_are_asked_for() -> None:
    read = []

    def rows() -> io.StringIO:  # type: ignore[misc]
        for number in range(2_000):
            read.append(number)
            yield [str(number), "가"]

    packed = PackedRows(rows())  # type: ignore[arg-type]
    assert packed.window(10, 12) == [["10", "가"], ["11", "가"]]
    assert len(read) < 1_000
    assert packed.window(1_999, 2_100) == [["1999", "가"]]
    assert packed.window(0, 1) == [["0", "가"]]
    assert len(read) == 2_000
    assert (packed.is_whole, packed.count, packed.window(3_000, 3_100)) == (True, 2_000, [])


def test_inspect_names_hidden_rows(tmp_path: Path) -> None:
    assert "hidden_rows" in inspect(workbook(tmp_path / "a.xlsx"), "a.xlsx").warnings


def test_a_long_sheet_is_looked_through_bit_by_bit_and_its_cells_come_meanwhile() -> None:
    row = '<row r="{0}"><c r="A{0}"><f>B{0}</f><v>{0}</v></c></row>'
    rows = "".join(row.format(number) for number in range(1, 60_001))
    hidden = '<row r="60001" hidden="1"><c r="A60001"><v>1</v></c></row>'
    with open_document(xlsx_of(f"<sheetData>{rows}{hidden}</sheetData>"), "a.xlsx") as document:
        told = document.prove(0.001)
        assert (told.is_proved, told.warnings) == (False, ("formula",))
        assert document.cells(1, 59_999, 2) == [["59999"], ["60000"]]
        while not told.is_proved:
            told = document.prove(0.05)
        assert "hidden_rows" in told.warnings
        assert document.formulas(1, 60_000, 9) == {(60_000, 1): "=B60000"}
