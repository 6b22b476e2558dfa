"""From the bytes of papers to hints: read in a real glovebox, kept without resident numbers, compared, and shown."""

import datetime as dt
import io
import threading
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from reviewer import RESOURCES
from reviewer.casefile import proofs, readings, standing
from reviewer.casefile.claim_facts import papers_of
from reviewer.desk.hinting import hints_of, read_now
from reviewer.desk.paper_line import PaperLine, keep_reading
from reviewer.desk.reading_papers import VERSION, read_paper
from reviewer.desk.showing import show
from reviewer.documents.recognition import NotRecognised, Recogniser, recogniser
from reviewer.rules.fingerprinting import fingerprints_of
from reviewer.ui.claim_reading import recognised_words
from tests.desk.delivery_room import DeliveryRoom, row, write_csv
from tests.documents.papers import pdf as latin_pdf

CLAIM = "2023-000001"


def korean_pdf(*lines: str, password: str = "") -> bytes:
    """A page of Korean lines, 16 points apart."""
    registerFont(TTFont("Noto", str(RESOURCES / "fonts" / "NotoSansKR-Regular.ttf")))
    room = io.BytesIO()
    canvas = Canvas(room, pagesize=(595, 842), encrypt=StandardEncryption(password) if password else None)
    canvas.setFont("Noto", 11)
    for number, line in enumerate(lines):
        for place, field in enumerate(line.split("\t")):
            canvas.drawString(60 + place * 140, 780 - number * 16, field)
    canvas.save()
    return room.getvalue()


CONFIRMATION = korean_pdf(
    "소상공인 확인서", "확인서 번호\t0010-2022-000001", "업체명\t하늘떡볶이(주)", "사업자 번호\t120-81-47521",
    "대표이사\t김하늘", "주민등록번호\t900101-1234567", "유효 기간\t2022.04.01 ~ 2023.03.31",
)  # fmt: skip


def workbook() -> bytes:
    """Two months of real dates with a formula below them; the outage week sells 60,000 a day less."""
    room = io.BytesIO()
    book = xlsxwriter.Workbook(room, {"in_memory": True})
    page = book.add_worksheet()
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    page.write_row(0, 0, ["매장명", "하늘 떡볶이"])
    page.write_row(2, 1, ["영업일", "현금", "카드", "총매출"])
    total = 0
    for number in range(61):
        day = dt.datetime(2022, 9, 1) + dt.timedelta(number)  # noqa: DTZ001
        sold = 40_000 if dt.datetime(2022, 10, 15) <= day <= dt.datetime(2022, 10, 21) else 100_000  # noqa: DTZ001
        page.write_datetime(number + 3, 1, day, date)
        page.write_row(number + 3, 2, [0, sold, sold])
        total += sold
    page.write(64, 1, "총 합계")
    page.write_formula(64, 4, "=SUM(E4:E64)", None, total)
    book.close()
    return room.getvalue()


@pytest.fixture
def claim(room: DeliveryRoom, tmp_path: Path) -> DeliveryRoom:
    """A claim of 420,000 won with a confirmation, a workbook, a locked PDF and a picture."""
    table = write_csv(tmp_path / "a.csv", [row(1, 사업자등록번호="120-81-47521", 피해액="420,000원")])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(f"{CLAIM}/소상공인확인서.pdf", CONFIRMATION)
        archive.writestr(f"{CLAIM}/SLS_1.xlsx", workbook())
        archive.writestr(f"{CLAIM}/통장사본.pdf", korean_pdf("예금주 김하늘", password="k1015!"))
        archive.writestr(f"{CLAIM}/SUS_1.pdf", latin_pdf(words=""))
    room.take(table, tmp_path / "a.zip")
    return room


def documents(room: DeliveryRoom) -> dict[str, str]:
    return {line.kind: line.document for line in papers_of(room.case_file.reader(), CLAIM)}


def read_all(room: DeliveryRoom) -> None:
    for document, kept in read_now(room.case_file, CLAIM, 60).items():
        assert kept.reading.document == document
        with room.case_file.writing() as conn:
            readings.keep(conn, kept.state, kept.reading, VERSION)


def test_what_was_read_of_a_claim_gives_its_hints(claim: DeliveryRoom) -> None:
    read_all(claim)
    conn = claim.case_file.reader()
    found, papers = hints_of(conn, CLAIM, standing.plan_in_force(conn)), documents(claim)
    levels = {check: hint.level for check, hint in found.papers[papers["SBC"]].items()}
    assert levels == {
        "G3": "FULL", "G5": "FULL", "G6": "NONE", "SBC3": "FULL", "SBC4": "FULL", "SBC5": "FULL", "SBC6": "FULL",
        "SBC7": "FULL",
    }  # fmt: skip
    sales = found.papers[papers["SLS"]]
    assert {check: sales[check].level for check in ("G3", "G5", "SLS1", "SLS2", "SLS6", "SLS13")} == dict.fromkeys(
        ("G3", "G5", "SLS1", "SLS2", "SLS6", "SLS13"), "FULL"
    )
    assert sales["SLS13"].found == "420000"
    assert (found.states[papers["BNK"]], found.papers[papers["BNK"]]["BNK3"].level) == ("password", "NO_DATA")


def test_no_digit_of_a_resident_number_is_kept(claim: DeliveryRoom) -> None:
    read_all(claim)
    assert claim.ask("SELECT count(*) FROM paper_readings") == [(4,)]
    assert "1234567" not in claim.everything()
    kept = readings.reading_of(claim.case_file.reader(), documents(claim)["SBC"])
    assert kept is not None
    assert [shown[0] for shown in kept.resident_numbers] == [1]


def test_a_reading_of_an_older_version_waits_to_be_made_anew(claim: DeliveryRoom) -> None:
    conn = claim.case_file.reader()
    assert len(readings.waiting_of(conn, CLAIM, VERSION)) == len(readings.waiting(conn, VERSION)) == 4
    read_all(claim)
    assert readings.waiting_of(conn, CLAIM, VERSION) == readings.waiting(conn, VERSION) == []
    assert readings.counts(conn, VERSION) == (4, 4)
    assert len(readings.waiting_of(conn, CLAIM, VERSION + 1)) == 4
    assert [one.kind for one in readings.waiting_of(conn, CLAIM, VERSION, unseen=True)] == ["SUS"]


def test_a_locked_paper_is_read_again_once_its_password_is_known(claim: DeliveryRoom) -> None:
    read_all(claim)
    conn, line = claim.case_file.reader(), PaperLine()
    assert line.next(conn, CLAIM, can_see=False) is None
    line.unlock(conn, [CLAIM, "2099-999999"])
    turn = line.next(conn, CLAIM, can_see=False)
    assert turn is not None
    assert (turn.paper.kind, turn.is_again) == ("BNK", True)
    assert line.next(conn, CLAIM, can_see=False) is None
    data = proofs.read(claim.case_file, turn.paper.document)
    kept = read_paper(turn.paper.document, data, "통장사본.pdf", passwords=("wrong", "k1015!"))
    assert kept.reading.pages == 1
    with claim.case_file.writing() as writing:
        keep_reading(writing, kept, fingerprints_of(kept.reading))
    found = hints_of(conn, CLAIM, standing.plan_in_force(conn))
    assert found.states[turn.paper.document] == "READ"
    assert [word.text for word in kept.reading.words] == ["예금주", "김하늘"]
    assert "k1015!" not in claim.everything()  # the password is not kept
    line.unlock(conn, [CLAIM])
    assert line.next(conn, CLAIM, can_see=False) is None


def test_show_reads_what_nobody_has_read_yet_and_keeps_nothing(claim: DeliveryRoom) -> None:
    shown = show(claim.case_file, CLAIM, unmasked=False)
    told = {(hint["check"], hint["level"]) for hint in shown["hints"]}
    assert {("SBC5", "full"), ("SLS13", "full"), ("G6", "none"), ("CLM3", "full")} <= told
    place = next(hint["place"] for hint in shown["hints"] if hint["check"] == "SLS6")
    assert (place["sheet"], place["box"]) == (1, [65, 5, 65, 5])
    names = next(hint for hint in shown["hints"] if hint["check"] == "SBC7")
    assert "김하늘" not in str(names)
    assert claim.ask("SELECT count(*) FROM paper_readings") == [(0,)]


def test_a_photo_is_read_as_a_picture_without_text() -> None:
    from PIL import Image

    room = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(room, "JPEG")
    kept = read_paper("d" * 64, room.getvalue(), "a.jpg")
    assert (kept.state, kept.reading.kind, kept.reading.source) == ("READ", "image", "NONE")


def test_a_paper_that_is_none_is_told_by_its_reason() -> None:
    assert read_paper("d" * 64, b"%PDF-1.4 nothing", "a.pdf").state == "damaged"
    assert read_paper("d" * 64, b"", "a.pdf").state == "empty"


def test_a_recogniser_that_is_stopped_leaves_nothing_half_read(tmp_path: Path) -> None:
    stopped = threading.Event()
    stopped.set()
    with pytest.raises(NotRecognised, match="stopped"):
        read_paper("d" * 64, latin_pdf(words=""), "a.pdf", recogniser=Recogniser(tmp_path / "none", None), stop=stopped)


def scanned_behind_text() -> bytes:
    """Two pages of text; between them one that is a picture of a line."""
    from PIL import Image, ImageDraw, ImageFont
    from reportlab.lib.utils import ImageReader

    picture = Image.new("RGB", (1240, 400), "white")
    font = ImageFont.truetype(str(RESOURCES / "fonts" / "NotoSansKR-Regular.ttf"), 48)
    ImageDraw.Draw(picture).text((60, 120), "사업자등록번호 120-81-47521", font=font, fill="black")
    room = io.BytesIO()
    canvas = Canvas(room, pagesize=(595, 842))
    for page in (1, 2, 3):
        if page == 2:
            canvas.drawImage(ImageReader(picture), 0, 500, 595, 192)
        else:
            canvas.drawString(60, 780, f"page {page} has many words of its own")
        canvas.showPage()
    canvas.save()
    return room.getvalue()


def test_a_scan_among_pages_of_text_waits_for_a_machines_eye_and_is_told_as_recognised(claim: DeliveryRoom) -> None:
    read_all(claim)
    document, conn = documents(claim)["SUS"], claim.case_file.reader()
    kept = read_paper(document, scanned_behind_text(), "a.pdf")
    assert (kept.reading.source, kept.reading.unseen, kept.reading.recognised) == ("TEXT", (2,), ())
    with claim.case_file.writing() as writing:
        readings.keep(writing, kept.state, kept.reading, VERSION)
    assert readings.is_waiting(conn, document, VERSION, unseen=True)
    eye = recogniser()
    if eye is None:
        pytest.skip("tesseract with its Korean data (tesseract-ocr, tesseract-ocr-kor) is not on this computer")
    seen = read_paper(document, scanned_behind_text(), "a.pdf", recogniser=eye)
    assert (seen.reading.source, seen.reading.unseen, seen.reading.recognised) == ("TEXT", (), (2,))
    assert "120-81-47521" in [word.text for word in seen.reading.words if word.page == 2]
    with claim.case_file.writing() as writing:
        readings.keep(writing, seen.state, seen.reading, VERSION)
    assert not readings.is_waiting(conn, document, VERSION, unseen=True)
    assert {word.page for word in recognised_words(conn, document)} == {2}
