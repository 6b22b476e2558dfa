"""Papers no sample has, taken into one for the pictures: with a script, a macro, a resident number, Hangul, damage."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from reviewer.casefile import claim_facts, journal, keys
from reviewer.casefile.case_file import open_case
from reviewer.desk import paying, receiving
from reviewer.sample.papers.hangul_file import hangul_file

SECRETARY = "SIM-secretary"
ODD = {"script": "CNS_91.jpg", "macro": "SLS_92.xlsm", "hangul": "CNS_93.hwpx", "damaged": "SUS_94.pdf",
       "resident": "CNS_96.pdf"}  # fmt: skip
"""Name of each odd paper and its file name; the first is a PDF in truth."""
Papers = dict[str, tuple[str, str]]
"""Claim and document of each paper by name."""


def deliver(case: Path) -> Papers:
    """Take the odd papers into a claim that waits for evidence, and a paid claim's paper into one in review."""
    reading, paid, second = (_claim(case, stage) for stage in ("SUPPLEMENT_REQUESTED", "PAYMENT_LISTED", "IN_REVIEW"))
    delivery = case.parent / "delivery-3"
    made = {"script": _script(), "macro": _macro(), "hangul": _hangul(), "damaged": _script()[:700],
            "resident": _resident()}  # fmt: skip
    for name, data in made.items():
        _put(delivery / "proofs" / reading / ODD[name], data)
    papers = sorted((case.parent / "delivery" / "proofs" / paid).iterdir())
    shared = next((one for one in papers if one.name.startswith("SLS")), papers[0])
    _put(delivery / "proofs" / second / f"SLS_95{shared.suffix}", shared.read_bytes())
    secretary = next(one for one in keys.keys_in(case.parent / "keys") if one.member == SECRETARY)
    signer, now = keys.unlock(case.parent / "keys", secretary.key_id, None), dt.datetime.now(dt.UTC)
    with open_case(case) as opened:
        receiving.take_in(opened, signer, [delivery], now=now)
        for one in claim_facts.waiting_papers(opened.reader()):
            body = {"papers": [{"document": one.paper.document, "kind": one.paper.kind}]}
            journal.append(opened, signer, "receive_papers", one.claim, body, made_at=now)
        (amount,) = opened.reader().execute("SELECT award FROM claims WHERE claim = ?", (paid,)).fetchone()
        line = {"claim": paid, "result": "PAID", "date": now.date(), "amount": amount, "reason": ""}
        paying.take_payment_results(opened, signer, [line], now=now)
    return {name: (reading, _document(case, ODD[name])) for name in ODD} | {"paid_twin": (second, "")}


def is_recognised(case: Path, document: str) -> bool:
    """Whether the words of a photo or screenshot were recognised by now."""
    return bool(_ask(case, "SELECT 1 FROM paper_readings WHERE document = ? AND has_text = 2", document))


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _ask(case: Path, question: str, *given: str) -> list[Any]:
    # Through the program: a second SQLite in one process would let go of the locks of the first.
    with open_case(case, writing=False) as opened:
        return list(opened.reader().execute(question, given).fetchall())


def _claim(case: Path, stage: str) -> str:
    asked = "SELECT claim FROM claims WHERE route = 'INDIVIDUAL' AND stage = ? ORDER BY award DESC, claim LIMIT 1"
    return str(_ask(case, asked, stage)[0][0])


def _document(case: Path, name: str) -> str:
    return str(_ask(case, "SELECT document FROM papers WHERE path LIKE ?", f"%/{name}")[0][0])


def _script() -> bytes:
    """A statement as PDF that would run a script, holds a file, and leads outside."""
    lines = (
        "2022년 10월 15일 15시 30분부터 카카오톡 채널로 주문을 받지 못하였습니다.",
        "예약 손님 대부분이 채널로 문의하며, 10월 19일까지 매출이 크게 줄었습니다.",
        "자세한 내용은 아래 누리집에서 확인할 수 있습니다.", "http://sample.invalid/proof",
    )  # fmt: skip
    packed = io.BytesIO()
    canvas = _written(packed, "피해 사실 확인서", lines)
    canvas.linkURL("http://sample.invalid/proof", (70, 606, 260, 624))
    canvas.save()
    return _with_catalog(
        packed.getvalue(),
        b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[(a.txt)"
        b"<</Type/Filespec/F(a.txt)/EF<</F 9001 0 R>>>>]>>>>",
        b"9001 0 obj<</Type/EmbeddedFile/Length 6>>stream\nsample\nendstream endobj\n",
    )


def _resident() -> bytes:
    """A consent on which a whole resident number, of an invented person, can be read."""
    packed = io.BytesIO()
    lines = (
        "성명 : 김견본", "주민등록번호 : 900101-1234567", "주소 : 서울특별시 견본구 견본로 1",
        "본인은 피해지원 심의를 위하여 개인정보를 수집·이용하는 것에 동의합니다.", "2023년 6월 8일    김견본 (서명)",
    )  # fmt: skip
    _written(packed, "개인정보 수집·이용 동의서", lines).save()
    return packed.getvalue()


def _written(packed: io.BytesIO, title: str, lines: tuple[str, ...]) -> Canvas:
    pdfmetrics.registerFont(UnicodeCIDFont("HYGothic-Medium"))
    canvas = Canvas(packed, invariant=1)
    canvas.setFont("HYGothic-Medium", 20)
    canvas.drawString(70, 740, title)
    canvas.setFont("HYGothic-Medium", 12)
    for place, line in enumerate(lines):
        canvas.drawString(70, 690 - 26 * place, line)
    return canvas


def _with_catalog(pdf: bytes, more: bytes, beside: bytes) -> bytes:
    """The PDF with `more` in its catalog and the object 9001 `beside`, as a program that saves again adds them."""
    start = int(pdf.rsplit(b"startxref", 1)[1].split()[0])
    root = int(pdf.rsplit(b"/Root", 1)[1].split()[0])
    old = pdf.split(b"\n%d 0 obj" % root, 1)[1].split(b"endobj", 1)[0].strip()
    first = len(pdf)
    catalog = b"%d 0 obj\n%s%s>>\nendobj\n" % (root, old.removesuffix(b">>"), more)
    second, table = first + len(catalog), first + len(catalog) + len(beside)
    places = b"%d 1\n%010d 00000 n \n9001 1\n%010d 00000 n \n" % (root, first, second)
    tail = b"xref\n%strailer\n<</Size 9002/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return pdf + catalog + beside + tail % (places, root, start, table)


def _macro() -> bytes:
    """Daily sales with a macro, a hidden sheet, hidden rows, a merged heading and sums as formulas."""
    packed = io.BytesIO()
    book: Any = xlsxwriter.Workbook(packed, {"in_memory": True})
    sales, costs = book.add_worksheet("일자별매출"), book.add_worksheet("원가")
    bold, money = book.add_format({"bold": True, "align": "center"}), book.add_format({"num_format": "#,##0"})
    sales.merge_range(0, 0, 0, 3, "2022년 10월 일자별 카드 매출", bold)
    sales.write_row(1, 0, ("일자", "건수", "금액", "누계"), bold)
    sales.freeze_panes(2, 1)
    sales.set_column(0, 3, 14)
    total = 0
    for day in range(1, 32):
        row, amount = day + 1, 0 if 15 <= day <= 19 else 410_000 + day * 3_700
        total += amount
        sales.write_row(row, 0, (f"2022-10-{day:02}", amount // 21_000, amount))
        sales.set_row(row, None, money, {"hidden": day in (8, 9)})
        sales.write_formula(row, 3, f"=SUM(C3:C{row + 1})", money, total)
    costs.write_row(0, 0, ("재료비", 3_200_000))
    costs.hide()
    book.close()
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0sample")
    return packed.getvalue()


def _hangul() -> bytes:
    lines = (
        "피해 사실 확인서",
        "",
        "상호: 견본분식    대표자: 김견본",
        "아래와 같이 매출 피해가 있었음을 확인합니다.",
        "",
    )
    days = [(f"10월 {day}일", f"{300_000 + day * 1_000:,}", "톡채널 주문 불가") for day in range(15, 20)]
    return hangul_file(lines, [("일자", "매출(원)", "비고"), *days])
