"""Every paper that leaves is an archive copy (PDF/A-3a) that can be heard (PDF/UA-1): tagged, embedded, in order."""

import dataclasses
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import PIL.Image
import PIL.ImageCms
import pypdfium2 as pdfium
import pytest

from reviewer import RESOURCES
from reviewer.casefile import standing
from reviewer.desk import agreeing, briefs, closing, minutes, quality_list, sealing
from reviewer.desk.access_log import Asked, access_list
from reviewer.desk.agenda_paper import agenda_of
from reviewer.desk.dossier import dossier_of
from reviewer.desk.dossier_parts import Asked as DossierAsked
from reviewer.desk.recovering import sheet_of
from reviewer.desk.rules_paper import rules_paper
from reviewer.letters import dossier_paper, labels, office_paper, page, plain_list, recovery_sheet, visit_record
from reviewer.letters import rules_paper as rules_page
from reviewer.letters.archival import Attached
from reviewer.letters.attestation import BLANK, Code
from reviewer.letters.content import Column, Letter, Table
from reviewer.letters.dossier_paper import Again
from reviewer.letters.letter_record import read_record
from reviewer.letters.visit_record import VisitRecord
from tests.desk.meeting_room import C, D, MeetingRoom
from tests.letters import letter_desk as desk
from tests.letters import standards
from tests.letters.test_page import long_letter, long_request

DAY = dt.date(2023, 3, 6)
KINDS = (*desk.OUTCOMES, "SUPPLEMENT")
LANGUAGES = ("ko", "en")
CODE = Code("2023-A-0123", "0f" * 32, "f0" * 64).text


def coded(letter: Letter) -> Letter:
    return dataclasses.replace(letter, code=CODE)


def letters() -> Iterator[tuple[str, Letter]]:
    for lang in LANGUAGES:
        for kind in KINDS:
            yield f"{kind} {lang}", coded(desk.letter(kind, lang))
        for kind in desk.SHORT:
            yield f"{kind} {lang}", coded(desk.short_letter(kind, lang))
        for kind in desk.LATER:
            yield f"{kind} {lang}", coded(desk.later_letter(kind, lang))
        yield f"draft {lang}", desk.letter("NOT_APPROVED", lang, draft=True)
        yield f"real {lang}", desk.letter("APPROVED_PARTIAL", lang, case=desk.case(is_sample=False))
        yield f"long {lang}", long_letter(lang)
        yield f"long request {lang}", long_request(lang)
    rare = desk.applicant(trade_name="뷁똠쀍 <Zoë & 金哈娜>", representative="가" * 60, latin_name="")
    yield "rare names", desk.letter("FIXED", "en", applicant=rare)


def made_by_hand(lang: str) -> Iterator[tuple[str, bytes]]:
    table = Table((Column("번호", 0.2), Column("글", 0.8)), (*((str(n), "낱말 " * 60) for n in range(30)), ("", "")))
    picture = office_paper.Picture("표본 clipping", 2, 2, bytes(range(12)))
    paper = office_paper.OfficePaper(
        "종이", lang, DAY,
        (
            office_paper.Title("제목이 아주 긴 종이 " * 6, "위"),
            office_paper.Form(((("이름", "값"),), (("가", "나"), ("다", "라 " * 80)))),
            office_paper.Part("하나"), office_paper.Part("둘", 2), office_paper.Text("글 " * 2000, "1."), table,
            office_paper.Turn(), office_paper.Pictures((picture, picture)),
            office_paper.Signs("서명", (("위원", "홍길동"), ("위원", "홍길순"), ("위원", "김하늘")), "(서명)"),
        ),
        is_draft=True, is_sample=True,
    )  # fmt: skip
    yield "every block", office_paper.render(paper)
    yield "pack", office_paper.render_pack([paper, paper], "두 종이")
    pairs = (("때", "2023. 3. 6."), ("곳", "매장"))
    visit = VisitRecord(
        "방문 확인서", lang, DAY, pairs, (("본 것", "낱말 " * 200),), "확인합니다.", pairs, "(서명)", True
    )
    yield "visit", visit_record.render(visit)
    lines = tuple(f"{n}. ABCDEF ABCDEF ABCDEF {n}" for n in range(1, 7))
    yield "recovery", recovery_sheet.render(sheet_of(lines, "김하늘", "0" * 16, lang, day=DAY))
    address = labels.Label(("2023-A-0001",), C, "(12345) 서울 은평구 신사동 1-1", "하늘상회 귀하")
    many = (address,) * 15 + (dataclasses.replace(address, address=""),)
    heads = ("번호", "접수", "받는 이")
    yield "labels", labels.render(labels.LabelSheets("주소 없음", "없음", heads, lang, DAY, many, is_sample=True))


def of_a_meeting(room: MeetingRoom, lang: str) -> Iterator[tuple[str, bytes]]:
    conn = room.conn
    yield "agenda", office_paper.render(agenda_of(conn, 1, lang, day=DAY))
    yield (
        "brief",
        office_paper.render_pack([briefs.brief_of(room.case_file, number, lang, day=DAY) for number in (C, D)], "요지"),
    )
    for asked in (DossierAsked(C), DossierAsked(C, "행정소송 답변")):
        made = dossier_of(room.case_file, asked, lang, day=DAY, by="sec")
        attached = (Attached("a.pdf", page.render(desk.letter("FIXED", lang)), "Source", "A letter", is_paper=True),)
        again = (Again("통지문", "사본", desk.letter("APPROVED_PARTIAL", "en" if lang == "ko" else "ko")),)
        bound = dataclasses.replace(made, letters=again, attached=attached if asked.reason else ())
        yield f"dossier {asked.reason}", dossier_paper.render(bound)
    yield "minutes", office_paper.render(minutes.minutes_of(conn, 1, lang, day=DAY))
    case, plan = standing.read_case(conn), standing.plan_in_force(conn)
    yield "rules", rules_page.render(rules_paper(case, plan, lang, day=DAY))
    yield "quality", plain_list.render(quality_list.quality_list(conn, lang, day=DAY))
    yield "open list", plain_list.render(closing.open_list(conn, lang, day=DAY))
    yield "closing", plain_list.render(closing.closing_sheet(conn, lang, day=DAY))
    yield "access", plain_list.render(access_list(conn, Asked(), lang, day=DAY))
    seal = sealing.last_seal(conn)
    assert seal is not None
    yield "seal", plain_list.render(sealing.seal_sheet(conn, seal, lang, day=DAY))
    assert agreeing.compare_papers(conn, 1)


@pytest.mark.skipif(bool(standards.missing()), reason=f"not here: {standards.missing()}")
def test_every_paper_keeps_both_standards_by_the_engine_of_verapdf(tmp_path: Path) -> None:
    papers = {name: page.render(letter) for name, letter in letters()}
    printed = ("FIXED ko", "SUPPLEMENT en", "draft ko", "rare names")
    papers["merged"] = page.merge([(name, letter) for name, letter in letters() if name in printed])
    room = MeetingRoom(tmp_path / "room")
    room.pass_all()
    sealing.seal_day(room.case_file, room.signers["sec"], now=dt.datetime(2023, 3, 9, tzinfo=dt.UTC))
    for lang in LANGUAGES:
        papers |= {f"{name} {lang}": data for name, data in (*made_by_hand(lang), *of_a_meeting(room, lang))}
    room.case_file.close()
    assert standards.broken_rules(papers, tmp_path) == {}


@pytest.mark.skipif(bool(standards.missing()), reason=f"not here: {standards.missing()}")
def test_the_engine_finds_what_is_wrong(tmp_path: Path) -> None:
    good = page.render(desk.letter("FIXED", "ko"))
    other_level = good.replace(b"<pdfaid:part>3<", b"<pdfaid:part>9<")
    no_line_end = good.replace(b"\nendstream", b" endstream", 1)
    found = standards.broken_rules({"level": other_level, "line end": no_line_end, "good": good}, tmp_path)
    assert set(found) == {"level", "line end"}
    assert any("6.6.4" in rule for rule in found["level"])
    assert any("6.1.7.1" in rule for rule in found["line end"])


def tree(data: bytes, folder: Path) -> str:
    """The tags with their words, as poppler reads them."""
    return desk.tool("pdfinfo", "-struct-text", "FILE", data=data, folder=folder)


def test_numbered_items_are_lists_inside_each_other(tmp_path: Path) -> None:
    told = tree(page.render(desk.letter("APPROVED_PARTIAL", "ko")), tmp_path)
    places = {label: re.search(rf'\n( *)"{re.escape(label)}"', told) for label in ("1.", "가.", "1)")}
    depths = {label: len(found[1]) for label, found in places.items() if found}
    assert depths["1."] < depths["가."] < depths["1)"]
    numbered = re.findall(r"/ListNumbering /(\w+)", told)
    assert (numbered[0], set(numbered)) == ("Decimal", {"Decimal", "UpperAlpha"}), "가. 나. 다. are letters"
    assert told.index('"견본 SAMPLE"') < told.index("H1 (block)") < told.index("H2 (block)") < told.index("L (block)")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_paragraph_over_lines_and_sheets_is_one_and_keeps_its_words_apart(lang: str, tmp_path: Path) -> None:
    letter = long_letter(lang)
    told = [line.strip().strip('"') for line in tree(page.render(letter), tmp_path).splitlines()]
    for block in letter.body:
        if not isinstance(block, Table):
            assert block.text.replace("\u00a0", " ") in told


def test_a_table_has_its_headings_once_and_every_cell_of_every_row(tmp_path: Path) -> None:
    letter = long_request("ko")
    table = next(block for block in letter.body if isinstance(block, Table))
    told = tree(page.render(letter), tmp_path)
    cells = [re.sub(r"\s+", " ", cell).strip() for row in table.rows for cell in row]
    assert len(re.findall(r"^ *TH\b", told, re.M)) == told.count("/Scope /Column") == len(table.columns)
    assert len(re.findall(r"^ *TD\b", told, re.M)) == len(cells)
    assert all(f'"{cell}"' in told for cell in cells if cell)


def test_hangul_in_an_english_letter_is_said_to_be_korean(tmp_path: Path) -> None:
    data = page.render(desk.letter("FIXED", "en", applicant=desk.applicant(latin_name="")))
    content = desk.tool("qpdf", "--qdf", "--object-streams=disable", "FILE", str(tmp_path / "q.pdf"), data=data,
                        folder=tmp_path)  # fmt: skip
    assert content == ""
    assert re.search(rb"/Span<</MCID \d+/Lang\(ko-KR\)>>BDC", (tmp_path / "q.pdf").read_bytes())
    told = "".join(re.findall(r'^ *"(.*)"$', tree(data, tmp_path), re.M))
    assert "To 하늘분식, attention 김하늘" in told


def test_a_letter_carries_its_record_and_room_for_its_issue() -> None:
    letter = desk.letter("APPROVED_PARTIAL", "ko")
    data = page.render(letter)
    held = {file.get_name(): bytes(file.get_data()) for file in map(pdfium.PdfDocument(data).get_attachment, (0, 1))}
    told = json.loads(held["decision.json"])["claim_reviewer_letter"]
    assert told == read_record(data)
    assert told["decision"]["award"] == letter.award
    assert held["issue.json"] == BLANK
    assert pdfium.PdfDocument(page.merge([("one", letter)])).count_attachments() == 0


@pytest.mark.parametrize("name", ["NOT_APPROVED ko", "APPROVED_PARTIAL en", "long ko", "long request en", "rare names"])
def test_the_file_is_clean_and_all_fonts_are_embedded(name: str, tmp_path: Path) -> None:
    data = page.render(dict(letters())[name])
    assert "No syntax or stream encoding errors" in desk.tool("qpdf", "--check", "FILE", data=data, folder=tmp_path)
    fonts = desk.tool("pdffonts", "FILE", data=data, folder=tmp_path).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)


def test_the_colours_are_those_of_srgb() -> None:
    profile = PIL.ImageCms.getOpenProfile(io.BytesIO((RESOURCES / "colour" / "sRGB.icc").read_bytes()))
    same = PIL.ImageCms.buildTransform(profile, PIL.ImageCms.createProfile("sRGB"), "RGB", "RGB")
    picture = PIL.Image.effect_noise((32, 32), 80).convert("RGB")
    assert PIL.ImageCms.applyTransform(picture, same).tobytes() == picture.tobytes()
    assert profile.profile.copyright == "No copyright, use freely"
