"""Words are found the way a person means them, in pages and in sheets."""

import io
import random
import unicodedata

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from reviewer import RESOURCES
from reviewer.documents.finding import folded, may_hold, occurrences
from reviewer.documents.opening import open_document
from tests.documents import papers


def found(text: str, needle: str) -> list[str]:
    """What of the text is found."""
    return [text[start:end].strip() for start, end in occurrences(text, folded(needle)[0])]


def test_case_width_and_spaces_do_not_matter() -> None:
    assert found("(주)ＫＡＫＡＯ 손실", "kakao손실") == ["ＫＡＫＡＯ 손실"]
    assert found("소 상 공 인 확인서", "소상공인") == ["소 상 공 인"]
    assert found("㈜가게", "(주)가게") == ["㈜가게"]


def test_hyphens_and_commas_in_numbers_do_not_matter_and_elsewhere_they_do() -> None:
    assert found("번호 123-45-67890.", "1234567890") == ["123-45-67890"]
    assert found("번호 1234567890.", "123-45-67890") == ["1234567890"]
    assert found("합계 1,234,000원", "1234000") == ["1,234,000"]
    assert found("1,2,3", "12") == []
    assert found("가-나", "가나") == []


def test_hangul_written_in_parts_is_the_same_word() -> None:
    assert found(unicodedata.normalize("NFD", "통장사본"), "장사") == [unicodedata.normalize("NFD", "장사")]


def test_nothing_is_found_for_nothing() -> None:
    assert found("가나다", " - ") == []
    assert found("", "가") == []


def korean_page(*lines: str) -> bytes:
    """A PDF with lines of Korean text, 40 points from the left, the first 100 points from the top of 400."""
    pdfmetrics.registerFont(TTFont("Found", str(RESOURCES / "fonts" / "NotoSansKR-Regular.ttf")))
    room = io.BytesIO()
    canvas = Canvas(room, pagesize=(300, 400))
    canvas.setFont("Found", 12)
    for number, line in enumerate(lines):
        canvas.drawString(40, 300 - 20 * number, line)
    canvas.showPage()
    canvas.drawString(40, 300, "second page")
    canvas.showPage()
    canvas.save()
    return room.getvalue()


def test_a_hit_on_a_page_says_where_it_stands_and_what_is_around_it() -> None:
    with open_document(korean_page("사업자등록번호 123-45-67890 끝"), "a.pdf") as document:
        (hit,) = document.find("1234567890", 1, 2)
        assert (hit.page, hit.sheet, hit.match) == (1, 0, "123-45-67890")
        assert hit.before == "사업자등록번호 "
        assert hit.after.strip().startswith("끝")
        x0, y0, x1, y1 = hit.box
        (word,) = [word for word in document.page_words(1) if word[0] == "123-45-67890"]
        assert max(abs(ours - theirs) for ours, theirs in zip((x0, y0, x1, y1), word[1:], strict=True)) < 0.2
        assert document.find("1234567890", 2, 1) == []
        assert [hit.page for hit in document.find("SECOND", 1, 99)] == [2]


def test_a_hit_that_runs_over_a_line_end_marks_its_first_line() -> None:
    with open_document(korean_page("소상공", "인확인서"), "a.pdf") as document:
        (hit,) = document.find("상공인확", 1, 1)
        assert 85 < hit.box[1] < hit.box[3] < 106


def test_a_photo_has_no_words_to_find() -> None:
    with open_document(papers.photo(), "a.jpg") as document:
        assert (document.find("a", 1, 1), document.page_words(1), document.page_text(1)) == ([], [], "")


def test_a_search_stops_after_its_slice_of_time_and_goes_on_where_it_stopped() -> None:
    rows = "\n".join(f"{number},찾을 말" if number % 20_000 == 0 else f"{number},-" for number in range(1, 60_001))
    with open_document(rows.encode(), "a.csv") as document:
        found, at, slices = [], 1, 0
        while at:
            hits, at = document.find_in_sheet("찾을말", 1, at, seconds=0)
            found += [hit.box[0] for hit in hits]
            slices += 1
        assert found == [20_000, 40_000, 60_000]
        assert slices > 100


def test_every_hit_is_found_however_many_an_answer_holds() -> None:
    with open_document(b"x,x\n" * 3_000, "a.csv") as document:
        found, at = [], 1
        while at:
            hits, at = document.find_in_sheet("x", 1, at)
            found += [hit.box[:2] for hit in hits]
        assert found == [(row, column) for row in range(1, 3_001) for column in (1, 2)]


def test_the_quick_look_never_misses_what_the_slow_one_finds() -> None:
    odd = "aB1-2,3 \u2013가나\u1100\u1161\u11a8é\u0301ﬁ\uff0d㈜\u00ad\t⑴\u3000ß\u1e9eİ,000"
    chosen = random.Random(7)
    for _ in range(5_000):
        text = "".join(chosen.choice(odd) for _ in range(12))
        start = chosen.randrange(10)
        needle = text[start : start + chosen.randrange(1, 5)]
        if any(True for _ in occurrences(text, folded(needle)[0])):
            assert may_hold(f"x\x1f{text}\x1e1", needle), (text, needle)


def test_cells_are_found_by_row_and_column() -> None:
    rows = "".join(f"{number},상호 {number},{number * 1000:}\n" for number in range(1, 30_001))
    with open_document(rows.encode(), "a.csv") as document:
        (hit,), onward = document.find_in_sheet("상호29999", 1, seconds=60)
        assert onward == 0
        assert (hit.page, hit.sheet, hit.box, hit.match) == (0, 1, (29_999, 2, 29_999, 2), "상호 29999")
        assert document.find_in_sheet("상호 29999", 1, 1, 29_998, seconds=60) == ([], 0)
        assert document.cells(1, 29_998, 5)[1] == ["29999", "상호 29999", "29999000"]
