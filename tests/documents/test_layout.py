"""Office documents and text laid out as pages, well enough to check them."""

import base64
import io
import zipfile

from reviewer.documents.opening import OpenDocument, inspect, open_document
from reviewer.documents.passages import Grid, GridCell, Passage, Run
from tests.documents import papers
from tests.documents.test_pages import colour

HP = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hc="http://www.hancom.co.kr/hwpml/2011/core"'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of a DOCX."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    """A table cell of a DOCX."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def place(document: OpenDocument, word: str, page: int = 1) -> tuple[float, float, float, float]:
    """Where a word stands on a page."""
    (found,) = [each for each in document.page_words(page) if each[0] == word]
    return found[1:]


def test_a_docx_has_pages_that_are_drawn_read_and_searched() -> None:
    body = paragraph("제목", '<w:jc w:val="center"/>', '<w:b/><w:sz w:val="40"/>') + paragraph("신청인 김민수")
    with open_document(papers.docx(body), "a.docx") as document:
        told = document.description
        assert (told.kind, told.pages, told.is_approximate) == ("office", 1, True)
        assert [round(side) for side in told.page_sizes[0]] == [595, 842]
        assert papers.ink(document.page(1, scale=1).pixels) > 300
        assert [hit.match for hit in document.find("신청인김민수", 1, 1)] == ["신청인 김민수"]
        title, name = place(document, "제목"), place(document, "김민수")
        assert abs((title[0] + title[2]) / 2 - 595.3 / 2) < 2
        assert title[3] - title[1] > 1.6 * (name[3] - name[1])
        assert document.page_text(1).split() == ["제목", "신청인", "김민수"]


def docx_with(body: str, *others: tuple[str, bytes]) -> bytes:
    """A DOCX with further parts, written as the body is."""
    with zipfile.ZipFile(io.BytesIO(papers.docx(body))) as plain:
        members = [(name, plain.read(name)) for name in plain.namelist()]
    return papers.zipped(*members, *others)


def margin(kind: str, inside: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f"<w:{kind} {space}>{inside}</w:{kind}>".encode()


def test_the_headers_and_footers_of_a_docx_are_shown_once() -> None:
    data = docx_with(
        paragraph("본문"),
        ("word/header1.xml", margin("hdr", paragraph("국세청 홈택스"))),
        ("word/header2.xml", margin("hdr", paragraph("국세청 홈택스"))),
        ("word/footer1.xml", margin("ftr", paragraph("발급번호 1234") + paragraph("- 3 -"))),
        ("word/footer2.xml", b"<w:ftr"),
    )
    with open_document(data, "a.docx") as document:
        assert document.page_text(1).split() == ["국세청", "홈택스", "본문", "발급번호", "1234"]
        assert place(document, "국세청")[1] < place(document, "본문")[1] < place(document, "발급번호")[1]


def test_the_headers_and_footers_of_an_odt_are_shown_once() -> None:
    space = " ".join(f'xmlns:{name}="urn:{name}"' for name in ("office", "text", "style"))
    page = (
        "<style:master-page><style:header><text:p>머리말 글</text:p></style:header>"
        "<style:footer><text:p>꼬리말 글</text:p></style:footer></style:master-page>"
    )
    styles = f"<office:styles {space}>{page}</office:styles>"
    content = f"<office:content {space}><text:p>본문</text:p></office:content>"
    data = papers.zipped(
        ("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.encode()),
        ("styles.xml", styles.encode()),
    )  # fmt: skip
    with open_document(data, "a.odt") as document:
        assert document.page_text(1).split() == ["머리말", "글", "본문", "꼬리말", "글"]


def test_a_text_box_stands_where_it_is_anchored() -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('상자 글')}</w:txbxContent></w:pict></w:r></w:p>"
    with open_document(papers.docx(paragraph("앞") + box + paragraph("뒤")), "a.docx") as document:
        assert document.page_text(1).split() == ["앞", "상자", "글", "뒤"]


def test_the_paper_of_a_docx_is_as_large_as_it_says() -> None:
    margins = '<w:pgMar w:top="720" w:left="720" w:right="720" w:bottom="720"/>'
    section = f'<w:sectPr><w:pgSz w:w="16838" w:h="11906"/>{margins}</w:sectPr>'
    with open_document(papers.docx(paragraph("가로") + section), "a.docx") as document:
        assert [round(side) for side in document.description.page_sizes[0]] == [842, 595]
        assert abs(place(document, "가로")[0] - 36) < 2


def test_cells_that_span_rows_and_columns_stand_where_they_should() -> None:
    rows = (
        "<w:tr>" + cell("합계", '<w:gridSpan w:val="2"/>') + cell("비고", '<w:vMerge w:val="restart"/>') + "</w:tr>",
        "<w:tr>" + cell("카드") + cell("현금") + cell("", "<w:vMerge/>") + "</w:tr>",
    )
    grid = "<w:tblGrid>" + '<w:gridCol w:w="2000"/>' * 3 + "</w:tblGrid>"
    with open_document(papers.docx(f"<w:tbl>{grid}{''.join(rows)}</w:tbl>"), "a.docx") as document:
        total, note, card, cash = (place(document, word) for word in ("합계", "비고", "카드", "현금"))
    assert total[1] < note[1] < card[1], "a cell over two rows has its text in their middle"
    assert abs(card[0] - total[0]) < 1
    assert 99 < cash[0] - card[0] < 101
    assert 99 < note[0] - cash[0] < 101


def test_a_table_longer_than_a_page_goes_on_and_a_cell_taller_than_one_is_split() -> None:
    rows = "".join(f"<w:tr>{cell(f'행{number}')}{cell('금액')}</w:tr>" for number in range(200))
    with open_document(papers.docx(f"<w:tbl>{rows}</w:tbl>"), "a.docx") as document:
        assert 3 < document.description.pages < 8
        assert [hit.page for hit in document.find("행199", 1, 99)] == [document.description.pages]
    tall = "".join(paragraph(f"줄{number}") for number in range(300))
    with open_document(
        papers.docx(f"<w:tbl><w:tr><w:tc>{tall}</w:tc>{cell('옆')}</w:tr></w:tbl>"), "a.docx"
    ) as document:
        assert document.description.pages > 4
        assert len(document.find("줄299", 1, 99)) == 1


def test_a_table_that_cannot_be_one_is_set_as_lines() -> None:
    row = "<w:tr>" + "".join(cell(f"c{number}") for number in range(150)) + "</w:tr>"
    with open_document(papers.docx(f"<w:tbl>{row}</w:tbl>"), "a.docx") as document:
        assert len(document.find("c149", 1, 9)) == 1


def with_picture(picture: bytes) -> bytes:
    """A DOCX that shows one picture, 100 by 50 points."""
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="wp"><wp:extent cx="1270000" cy="635000"/>'
        '<a:blip xmlns:a="a" xmlns:r="r" r:embed="rId7"/></wp:inline></w:drawing></w:r></w:p>'
    )
    links = '<Relationships><Relationship Id="rId7" Target="media/image1.png"/></Relationships>'
    return papers.zipped(
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{drawing}</w:body></w:document>'.encode()),
        ("word/_rels/document.xml.rels", links.encode()),
        ("word/media/image1.png", picture),
    )


def test_pictures_are_decoded_by_us_and_shown_in_their_size() -> None:
    with open_document(with_picture(papers.photo("PNG", (600, 300))), "a.docx") as document:
        page = document.page(1, scale=1)
        assert colour(page, (56.7 + 25) / 595.3, (56.7 + 12) / 841.9) == "red"
        assert colour(page, (56.7 + 75) / 595.3, (56.7 + 37) / 841.9) == "blue"
        assert colour(page, (56.7 + 110) / 595.3, (56.7 + 37) / 841.9) == "255,255"
        assert document.prove().warnings == ()


def test_a_picture_that_cannot_be_shown_is_a_frame_and_is_said() -> None:
    for picture in (b"no picture at all", papers.png_bomb(60_000, 60_000), b""):
        told = inspect(with_picture(picture), "a.docx")
        assert (told.opened, told.warnings) == (True, ("picture_missing",))


def test_a_hwpx_is_laid_out_by_the_looks_in_its_header() -> None:
    header = (
        f'<head {HP} xmlns:hh="hh"><hh:charPr id="3" height="2400"><hh:bold/></hh:charPr>'
        '<hh:charPr id="4" height="1000"/><hh:paraPr id="2"><hh:align horizontal="RIGHT"/></hh:paraPr></head>'
    )
    cells = "".join(
        f'<hp:tc><hp:subList><hp:p><hp:run charPrIDRef="4"><hp:t>{text}</hp:t></hp:run></hp:p></hp:subList>'
        f'<hp:cellAddr colAddr="{column}" rowAddr="0"/><hp:cellSpan colSpan="1" rowSpan="1"/>'
        f'<hp:cellSz width="{width}" height="2000"/></hp:tc>'
        for column, (text, width) in enumerate((("가", 10_000), ("나", 20_000)))
    )
    section = (
        f'<sec {HP}><hp:p paraPrIDRef="2"><hp:run charPrIDRef="3"><hp:t>큰글</hp:t></hp:run></hp:p>'
        f"<hp:p><hp:run><hp:tbl><hp:tr>{cells}</hp:tr></hp:tbl></hp:run></hp:p></sec>"
    )
    data = papers.zipped(
        ("mimetype", b"application/hwp+zip"), ("Contents/header.xml", header.encode()),
        ("Contents/section0.xml", section.encode()),
    )  # fmt: skip
    with open_document(data, "a.hwpx") as document:
        large, first, second = (place(document, word) for word in ("큰글", "가", "나"))
    assert 536 < large[2] < 540
    assert large[3] - large[1] > 18
    assert 99 < second[0] - first[0] < 101


def test_text_is_laid_out_and_what_is_endless_is_cut_off_and_said() -> None:
    with open_document(("가나다 " * 200 + "\n끝").encode(), "a.txt") as document:
        assert document.description.pages == 1
        assert len(document.find("끝", 1, 1)) == 1
    told = inspect(b"line\n" * 100_000, "a.txt", seconds=60)
    assert told.opened
    assert "truncated" in told.warnings
    assert told.pages <= 500


def test_markup_and_control_characters_in_a_text_are_letters_or_nothing() -> None:
    text = "<b>굵게</b> &amp; <img src='file:///etc/passwd'/> \x07 <para>"
    with open_document(text.encode(), "a.txt") as document:
        assert document.page_text(1).split() == text.replace("\x07", "").split()


def test_covered_cells_and_overlapping_spans_do_not_break_a_table() -> None:
    from reviewer.documents.grid_places import laid_out

    def text(word: str, **more: int) -> GridCell:
        return GridCell((Passage((Run(word),)),), **more)  # type: ignore[arg-type]

    grid = Grid(((text("a", rows=3), text("b", columns=9)), (text("c"), text("d")), ()))
    laid = laid_out(grid, 300)
    places = [(c.row, c.column, c.last_row, c.last_column) for c in laid.cells(0, 3)]
    assert len({(row, column) for row, column, _, _ in places}) == len(places)
    assert sum(laid.widths) <= 300.01


def test_an_odt_is_laid_out_by_its_styles() -> None:
    names = (
        'xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:style="s" xmlns:fo="f" xmlns:draw="d" '
        'xmlns:svg="v" xmlns:xlink="x"'
    )
    png = base64.b64encode(papers.photo("PNG", (60, 40)))
    content = (
        f"<office:document-content {names}><office:automatic-styles>"
        '<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>'
        '<style:text-properties fo:font-size="30pt" fo:font-weight="bold"/></style:style></office:automatic-styles>'
        '<office:body><text:p text:style-name="P1">큰제목</text:p><text:p>작은글'
        '<draw:frame svg:width="3cm" svg:height="2cm"><draw:image xlink:href="Pictures/1.png"/></draw:frame></text:p>'
        "</office:body></office:document-content>"
    )
    mimetype = zipfile.ZipInfo("mimetype")
    data = papers.zipped(
        (mimetype, b"application/vnd.oasis.opendocument.text"), ("content.xml", content.encode()),
        ("Pictures/1.png", base64.b64decode(png)),
    )  # fmt: skip
    with open_document(data, "a.odt") as document:
        large, small = place(document, "큰제목"), place(document, "작은글")
        assert abs((large[0] + large[2]) / 2 - 595.3 / 2) < 2
        assert large[3] - large[1] > 2 * (small[3] - small[1])
        assert document.prove().warnings == ()
