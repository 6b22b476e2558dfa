"""A letter as a PDF: complete, alike everywhere, with its own fonts, and well broken over sheets."""

import dataclasses
import datetime as dt
import hashlib
import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from reviewer.letters import page
from reviewer.letters.content import Column, Letter, Paragraph, Table
from reviewer.letters.embedding import subsets_for
from reviewer.letters.faces import REGULAR, width_of, wrap
from reviewer.letters.pdf_file import PdfFile
from reviewer.letters.setting import set_letter
from reviewer.letters.sheet import BOTTOM, LEFT, RIGHT, TOP, Rule, Run, Sheets
from reviewer.letters.table_setter import TableSetter
from reviewer.rules.problem import Problem
from reviewer.rules.proposal import GivenReason
from reviewer.rules.supplement import Supplement, SupplementItem
from tests.conftest import ROOT
from tests.letters import letter_desk as desk

KINDS = (*desk.OUTCOMES, "SUPPLEMENT")
MARGIN = 0.6  # points


def long_letter(lang: str = "ko") -> Letter:
    """Thirty reasons and forty documents."""
    papers = tuple(desk.paper(n, "SLS", fails="SLS3" if n % 3 else "") for n in range(1, 41))
    claim = desk.claim("INADMISSIBLE", papers=papers)
    reasons = tuple(GivenReason("E04", {"ref": f"2023-{n:06d}"}) for n in range(30))
    decided = dataclasses.replace(claim.decisions[0], reasons=reasons, disposition="NOT_APPROVED")
    return desk.letter("NOT_APPROVED", lang, dataclasses.replace(claim, decisions=(decided,)))


def long_request(lang: str = "ko") -> Letter:
    codes = ("R01", "R02", "R05", "R06", "R07", "R08", "R09", "R10", "R13")
    items = tuple(SupplementItem("SLS", codes[n % len(codes)]) for n in range(36))
    asked = Supplement(1, items, desk.DAY, dt.date(2023, 5, 8), "2023-A-0098")
    claim = dataclasses.replace(desk.claim(), decisions=(), supplements=(asked,))
    return desk.letter("SUPPLEMENT", lang, claim)


def pages_of(data: bytes, folder: Path) -> list[str]:
    return desk.tool("pdftotext", "-layout", "FILE", "-", data=data, folder=folder).split("\f")[:-1]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_leaves_the_sheet_or_lies_on_something_else(kind: str, lang: str) -> None:
    for sheet in set_letter(desk.letter(kind, lang)).pages:
        runs = [mark for mark in sheet if isinstance(mark, Run)]
        for run in runs:
            assert run.x + width_of(run.text.rstrip(), run.face) * run.size / 1000 <= RIGHT + MARGIN, run.text
            assert BOTTOM - MARGIN <= run.y <= TOP + MARGIN, run.text
        for one in runs:
            for other in runs:
                if one is other or abs(one.y - other.y) >= min(one.size, other.size) * 0.75 or one.y < other.y:
                    continue
                ends = one.x + width_of(one.text.rstrip(), one.face) * one.size / 1000
                other_ends = other.x + width_of(other.text.rstrip(), other.face) * other.size / 1000
                apart = ends <= other.x + MARGIN or other_ends <= one.x + MARGIN
                assert apart, f"{one.text!r} lies on {other.text!r}"


@pytest.mark.parametrize("made", [long_letter, long_request])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_long_table_goes_on_with_its_heading_repeated(made: object, lang: str, tmp_path: Path) -> None:
    letter = made(lang)  # type: ignore[operator]
    pages = pages_of(page.render(letter), tmp_path)
    assert len(pages) >= 3
    table = next(b for b in (*letter.body, *(x for a in letter.annexes for x in a.blocks)) if isinstance(b, Table))
    heading = table.columns[1].heading
    with_rows = [text for text in pages if re.search(r"^\s*\d+\s+\S", text, re.M) and heading in text]
    assert len(with_rows) >= 2
    found = "".join("".join(pages).split())
    for row in table.rows:
        # A word longer than its cell is parted over lines, and other cells stand between them in the text.
        assert all(word in found for cell in row for word in cell.split() if len(word) <= 12)


def test_sheets_are_numbered_total_and_place(tmp_path: Path) -> None:
    pages = pages_of(page.render(desk.letter("APPROVED_FULL", "ko")), tmp_path)
    assert len(pages) == 3, "both enclosures share a sheet"
    assert all(f"3-{number}" in text for number, text in enumerate(pages, 1))
    english = pages_of(page.render(desk.letter("APPROVED_FULL", "en")), tmp_path)
    assert "Page 1 of 3" in english[0]
    assert all(desk.decision("FIXED", desk.claim()).uid in text for text in pages)


def test_a_table_row_higher_than_a_sheet_is_parted_not_lost(tmp_path: Path) -> None:
    words = " ".join(f"낱말{n:04d}" for n in range(1500))
    table = Table((Column("번호", 0.1), Column("글", 0.9)), (("1", words), ("2", "끝")))
    letter = dataclasses.replace(desk.letter("WITHDRAWN", "ko"), body=(Paragraph("text", "표"), table))
    found = "".join(pages_of(page.render(letter), tmp_path))
    assert re.findall(r"낱말(\d{4})", found) == [f"{n:04d}" for n in range(1500)]


def test_the_text_of_a_long_list_hangs_under_one_line() -> None:
    runs = [mark for sheet in set_letter(long_letter()).pages for mark in sheet if isinstance(mark, Run)]
    texts = {run.x for run in runs if run.text.startswith("같은 내용의 신청(접수번호")}
    assert len(texts) == 1


def test_no_sheet_carries_a_seal_alone_and_no_heading_stands_last() -> None:
    for kind in KINDS:
        for lang in ("ko", "en"):
            letter = desk.letter(kind, lang)
            headings = {b.text for b in letter.body if isinstance(b, Paragraph) and b.role == "heading"}
            for sheet in set_letter(letter).pages:
                runs = [mark for mark in sheet if isinstance(mark, Run)]
                body = [run.text for run in runs if run.size > 9.7]
                assert body[-1] not in headings
                if any(run.text == letter.seal for run in runs):
                    assert len(body) >= 4


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("kind", [*KINDS, *desk.SHORT, *desk.LATER])
def test_no_sheet_holds_one_paragraph_and_a_seal(kind: str, lang: str) -> None:
    letter = dataclasses.replace(desk.any_letter(kind, lang), annexes=())
    sheets = set_letter(letter).pages
    last = [run.text.strip().replace("\u00a0", " ") for run in sheets[-1] if isinstance(run, Run)]
    texts = [one.text.replace("\u00a0", " ") for one in letter.body if isinstance(one, Paragraph)]
    begun = [text for text in texts if any(len(line) > 3 and text.startswith(line) for line in last)]
    assert len(sheets) == 1 or len(begun) >= {"ko": 2, "en": 4}[lang], "in English a heading stands over each"


def test_the_last_letter_of_the_sender_stands_in_the_middle_of_the_seal() -> None:
    sheet = set_letter(desk.letter("WITHDRAWN", "ko")).pages[0]
    dashed = [mark for mark in sheet if isinstance(mark, Rule) and mark.dashed]
    left, right = min(rule.x1 for rule in dashed), max(rule.x2 for rule in dashed)
    name = [mark for mark in sheet if isinstance(mark, Run) and mark.text == "1015 피해지원 협의체"][-1]
    end = name.x + width_of(name.text, name.face) * name.size / 1000
    last = end - width_of("체", name.face) * name.size / 2000
    assert abs((left + right) / 2 - last) < 0.01


def test_words_are_kept_whole_and_dates_together() -> None:
    text = "소상공인연합회는 2023. 4. 20. 회의에서 금258,660원(금이십오만팔천육백육십원)을 의결하였습니다."
    lines = wrap(text, REGULAR, 10.5, 220)
    assert "".join(lines).replace("\u00a0", " ") == text
    assert any("2023.\u00a04.\u00a020." in line for line in lines)
    unbroken = wrap("가" * 100, REGULAR, 10, 200)
    assert "".join(unbroken) == "가" * 100
    assert all(width_of(line.rstrip(), REGULAR) / 100 <= 200 for line in unbroken)


@pytest.mark.parametrize(
    "name",
    [
        "뷁똠쀍",
        "金哈娜",
        "Nguyễn Thị Bích Ngọc",
        "Zoë François",
        "㈜하늘&바다 <본점>",
        "가" * 60,
        "A" * 90,
        "하늘 " * 40,
    ],
)
def test_uncommon_and_long_names_are_printed_whole(name: str, tmp_path: Path) -> None:
    person = desk.applicant(trade_name=name, representative=name, latin_name="", address=f"제주특별자치도 {name} 1-1")
    for lang in ("ko", "en"):
        letter = desk.letter("FIXED", lang, applicant=person)
        found = "".join("".join(pages_of(page.render(letter), tmp_path)).split())
        assert "".join(name.split()) in found


def test_a_decomposed_name_is_printed_as_syllables(tmp_path: Path) -> None:
    import unicodedata

    person = desk.applicant(trade_name=unicodedata.normalize("NFD", "하늘분식"))
    data = page.render(desk.letter("FIXED", "ko", applicant=person))
    assert data == page.render(desk.letter("FIXED", "ko"))
    assert "하늘분식 대표 김하늘 귀하" in pages_of(data, tmp_path)[0]


def test_a_character_without_glyph_is_refused_before_anything_is_drawn() -> None:
    with pytest.raises(Problem, match="GlyphMissing") as caught:
        page.render(desk.letter("FIXED", "ko", applicant=desk.applicant(representative="김😀늘")))
    assert caught.value.facts["char"] == "😀"


def test_all_fonts_are_embedded_and_the_file_is_clean(tmp_path: Path) -> None:
    data = page.render(desk.letter("APPROVED_PARTIAL", "ko"))
    fonts = desk.tool("pdffonts", "FILE", data=data, folder=tmp_path).splitlines()[2:]
    assert fonts
    for line in fonts:
        assert "NotoSansKR" in line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], "embedded, subset, with a table back to Unicode"
    assert "No syntax or stream encoding errors" in desk.tool("qpdf", "--check", "FILE", data=data, folder=tmp_path)
    assert len(data) < 60_000


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_first_font_of_a_language_is_the_same_whatever_a_letter_says(lang: str) -> None:
    one, other = embedded(lang, "뷁쀍"), embedded(lang, "똠")
    assert one[0] == other[0], "thousands of letters share one font file, made once"
    assert one[1] != other[1]


def embedded(lang: str, words: str) -> list[bytes]:
    """The font files of a PDF with these words, in their order."""
    codes, pdf = subsets_for(lang)[REGULAR], PdfFile()
    codes.coded(words)
    list(codes.write(pdf))
    return re.findall(rb"/Length1 .*?endstream", pdf.whole(1, 1, "00" * 16), re.DOTALL)


def test_title_language_and_date_are_those_of_the_letter(tmp_path: Path) -> None:
    data = page.render(desk.letter("FIXED", "ko"))
    said = desk.tool("pdfinfo", "-isodates", "FILE", data=data, folder=tmp_path)
    assert "카카오 서비스 장애 피해지원금(정액) 지급 안내 (2023-000123)" in said
    assert "2023-04-21T" in said
    objects = desk.tool("qpdf", "--json", "--json-key=qpdf", "FILE", data=data, folder=tmp_path)
    assert '"/Lang": "u:ko-KR"' in objects


SECOND_PROCESS = """
import hashlib
from reviewer.letters import page
from tests.letters import letter_desk as desk
page.render(desk.letter("FIXED", "ko"))
for kind in ("APPROVED_PARTIAL", "SUPPLEMENT"):
    for lang in ("ko", "en"):
        print(hashlib.sha256(page.render(desk.letter(kind, lang))).hexdigest())
"""


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_the_same_letter_has_the_same_bytes_in_any_process(seed: str) -> None:
    mine = [
        hashlib.sha256(page.render(desk.letter(kind, lang))).hexdigest()
        for kind in ("APPROVED_PARTIAL", "SUPPLEMENT")
        for lang in ("ko", "en")
    ]
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "America/Lima", "SOURCE_DATE_EPOCH": "1", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", SECOND_PROCESS],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == mine


def test_draft_and_sample_are_written_on_every_sheet(tmp_path: Path) -> None:
    pages = pages_of(page.render(desk.letter("NOT_APPROVED", "ko", draft=True)), tmp_path)
    assert all("견본 SAMPLE · 시안 DRAFT" in text for text in pages)
    real = pages_of(page.render(desk.letter("NOT_APPROVED", "ko", case=desk.case(is_sample=False))), tmp_path)
    assert not any("SAMPLE" in text or "DRAFT" in text for text in real)


def test_a_mark_across_the_sheet_does_not_mix_with_the_text(tmp_path: Path) -> None:
    def text(**more: object) -> str:
        data = page.render(desk.letter("NOT_APPROVED", "ko", **more))
        return desk.tool("pdftotext", "-raw", "FILE", "-", data=data, folder=tmp_path)

    marked = [line for line in text(draft=True).splitlines() if "SAMPLE" not in line]
    assert marked == text(case=desk.case(is_sample=False)).splitlines()


def test_many_letters_print_as_one_file_with_bookmarks(tmp_path: Path) -> None:
    letters = [(f"2023-A-{n:04d} 통지", desk.letter(kind, "ko")) for n, kind in enumerate(desk.OUTCOMES)]
    data = page.merge(letters)
    assert "No syntax or stream encoding errors" in desk.tool("qpdf", "--check", "FILE", data=data, folder=tmp_path)
    single = sum(len(set_letter(letter).pages) for _, letter in letters)
    assert len(pages_of(data, tmp_path)) == single
    bookmarks = [(mark.get_title(), mark.get_dest().get_index()) for mark in pdfium.PdfDocument(data).get_toc()]
    begins = [0, *itertools.accumulate(len(set_letter(letter).pages) for _, letter in letters)]
    assert bookmarks == [(words, at) for (words, _), at in zip(letters, begins, strict=False)]
    assert len(data) < 0.6 * sum(len(page.render(letter)) for _, letter in letters)
    assert data == page.merge(letters)
    with pytest.raises(ValueError, match="nothing"):
        page.merge([])


def test_no_amount_is_torn_while_another_column_has_room() -> None:
    columns = (Column("Claim", 0.4), Column("Trade name", 0.5), Column("Award", 0.1, "right"))
    sheets = Sheets()
    TableSetter(sheets, Table(columns, (("2023-000001", "Bakery", "123,456,789 won"),)), LEFT).set()
    texts = [item.text.replace("\u00a0", " ") for item in sheets.pages[0] if isinstance(item, Run)]
    assert "123,456,789 won" in texts


def test_a_table_in_which_everything_fits_keeps_its_shares() -> None:
    columns = (Column("Claim", 0.4), Column("Award", 0.6, "right"))
    setter = TableSetter(Sheets(), Table(columns, (("2023-000001", "50,000 won"),)), LEFT)
    assert setter.widths == [0.4 * (RIGHT - LEFT), 0.6 * (RIGHT - LEFT)]


def test_the_last_row_of_a_table_never_stands_on_a_sheet_alone() -> None:
    columns = (Column("의안번호", 0.4), Column("지원금", 0.6, "right"))
    for count in range(2, 90):
        sheets = Sheets()
        sheets.skip(40 + count % 7 * 90)
        rows = tuple((f"2023-{row:06d}", "30,000원") for row in range(count))
        TableSetter(sheets, Table(columns, (*rows, ("계", "90,000원")), bold_rows=frozenset({count})), LEFT).set()
        last = [mark.text for mark in sheets.pages[-1] if isinstance(mark, Run)]
        assert last[-2] == "계"
        assert rows[-1][0] in last, count
