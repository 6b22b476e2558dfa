"""The one-page summary for the council: full names, the calculation, cuttings, both opinions, the question."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import PIL.Image
import pypdfium2
import pytest

from reviewer.casefile import journal, proofs
from reviewer.desk import briefs
from reviewer.letters.office_paper import Picture, Pictures, render
from reviewer.rules.problem import Problem
from tests.desk.meeting_room import C, D, E, MeetingRoom

DAY = dt.date(2023, 3, 6)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[MeetingRoom]:
    made = MeetingRoom(tmp_path)
    yield made
    made.case_file.close()


def brief(room: MeetingRoom, number: str, lang: str = "ko") -> str:
    return briefs.brief_of(room.case_file, number, lang, day=DAY).text


def test_it_says_who_asks_for_what_and_puts_the_question(room: MeetingRoom) -> None:
    told = brief(room, C)
    for words in (
        "의안번호  제2023-01-002호",
        "의결사항 · 일괄 의결",
        "하늘상회 1 / 김하늘",
        "담당 이름 law-1, 확인 이름 ksf-1",
        "확인된 매출 손실  1,800,000원",
        "영업이익률 0.15 × 대체 서비스 계수 1.00 × 점유율 계수 0.958 = 258,660원",
        "담당 이름 law-1 전부 인정, 258,660원. A01 손실 전부 확인. 기준대로",
        "확인 이름 ksf-1 동의",
        "소상공인확인서(인정)",
        "지원금 258,660원으로 결정할 것인지",
    ):
        assert words in told
    assert "Shall the council decide: Approved in full, award 258,660 won?" in brief(room, C, "en")


def test_what_the_council_must_know_stands_under_the_issues(room: MeetingRoom) -> None:
    assert "이해관계: 이름 con-1 — COI2" in brief(room, E)
    half = {"kfme_1": "AGAINST", "kfme_2": "AGAINST", "ksf_1": "AGAINST"}
    body = {**room.vote("", **half), "claims": [E], "result": "NOT_PASSED"}
    body["votes"] |= {"con-1": "RECUSED", "ksf-1": "ABSENT"}
    del body["resolution_no"]
    room.do("sec", "resolve", "meeting:1", body)
    assert "앞선 표결이 가부동수로 부결됨(1회)" in brief(room, E)


def test_an_award_that_rests_on_an_override_says_so(room: MeetingRoom) -> None:
    room.take_in("2023-000009", start=30)
    room.review("2023-000009")
    room.do(
        "law-1", "propose_decision", "2023-000009", disposition="APPROVED_FULL", award=300_000,
        award_basis="OVERRIDE", override_reason="O03", reasons=[{"code": "A01"}], note="현장 확인",
    )  # fmt: skip
    assert "지원금이 계산액과 다름: 계산액 258,660원, 제안 300,000원" in brief(room, "2023-000009")


def picture_of(colour: tuple[int, int, int]) -> bytes:
    out = io.BytesIO()
    PIL.Image.new("RGB", (200, 60), colour).save(out, "PNG")
    return out.getvalue()


def test_figures_bound_to_a_place_come_with_their_cutting_as_pixels(room: MeetingRoom) -> None:
    room.take_in("2023-000009", start=30)
    room.take_up("2023-000009")
    paper = next(one for one in room.claim("2023-000009").papers if one.kind == "SLS")
    clipping = proofs.put(room.case_file, picture_of((200, 30, 30)))
    at = {"document": paper.document, "page": 2, "box": [100, 100, 400, 160]}
    fact = {"fact": "OUTAGE_WEEK_SALES", "value": "2200000", "at": at, "clipping": clipping}
    room.do("law-1", "bind_fact", "2023-000009", fact)
    made = briefs.brief_of(room.case_file, "2023-000009", "ko", day=DAY)
    assert "장애 주간 매출: 2,200,000원 (매출 피해 증빙 2쪽)" in made.text
    (row,) = (block for block in made.blocks if isinstance(block, Pictures))
    (picture,) = row.pictures
    assert isinstance(picture, Picture)
    assert len(picture.pixels) == picture.width * picture.height * 3
    assert tuple(picture.pixels[:3]) == (200, 30, 30)
    page = pypdfium2.PdfDocument(render(made))[0]
    drawn = page.render(scale=1).to_pil().convert("RGB")
    assert any(red > 190 and green < 60 for _, (red, green, _) in drawn.getcolors(1_000_000) or ())


def paper_with_a_red_field() -> bytes:
    """A page of 300 x 200 points with a field of 100 x 40 in the middle of its upper half."""
    found = PIL.Image.new("RGB", (300, 200), (255, 255, 255))
    found.paste((200, 30, 30), (100, 20, 200, 60))
    out = io.BytesIO()
    found.save(out, "PDF", resolution=72)
    return out.getvalue()


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ({"page": 1, "box": [1000, 200, 2000, 600]}, True),
        ({"page": 2, "box": [1000, 200, 2000, 600]}, False),
        ({"page": 1, "box": [4000, 200, 5000, 600]}, False),
        ({"page": 1, "box": [1000, 200, 1000, 600]}, False),
        ({"sheet": 1, "box": [1, 1, 2, 2]}, False),
    ],
)
def test_a_fact_without_a_kept_cutting_is_cut_out_of_its_page(
    room: MeetingRoom, place: dict[str, object], *, shown: bool
) -> None:
    room.take_in("2023-000009", start=30)
    room.take_up("2023-000009")
    paper = proofs.put(room.case_file, paper_with_a_red_field())
    room.deliver(paper)
    room.do("sec", "receive_papers", "2023-000009", papers=[{"document": paper, "kind": "SLS"}])
    at = {"document": paper, **place}
    room.do("law-1", "bind_fact", "2023-000009", fact="OUTAGE_WEEK_SALES", value="2200000", at=at)
    made = briefs.brief_of(room.case_file, "2023-000009", "ko", day=DAY)
    pictures = [one for block in made.blocks if isinstance(block, Pictures) for one in block.pictures]
    assert [(one.width, one.height) for one in pictures] == ([(300, 120)] if shown else [])
    for one in pictures:
        reds = [one.pixels[at : at + 3] for at in range(0, len(one.pixels), 3)]
        assert sum(red > 150 and green < 90 for red, green, _ in reds) > 0.95 * len(reds)


def test_a_cutting_that_cannot_be_shown_is_left_out(room: MeetingRoom) -> None:
    room.take_in("2023-000009", start=30)
    room.take_up("2023-000009")
    paper = room.claim("2023-000009").papers[0]
    clipping = proofs.put(room.case_file, b"no picture at all")
    at = {"document": paper.document, "page": 1, "box": [1, 1, 40, 16]}
    room.do("law-1", "bind_fact", "2023-000009", fact="OUTAGE_WEEK_SALES", value="1", at=at, clipping=clipping)
    made = briefs.brief_of(room.case_file, "2023-000009", "ko", day=DAY)
    assert not [block for block in made.blocks if isinstance(block, Pictures)]


def test_the_pack_of_a_meeting_is_its_agenda_and_one_sheet_a_claim(room: MeetingRoom, tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    now = room.at + dt.timedelta(minutes=1)
    asked = briefs.Asked(meeting=1)
    told = briefs.print_briefs(room.case_file, room.signers["sec"], path, asked, lang="ko", now=now)
    document = pypdfium2.PdfDocument(path.read_bytes())
    texts = [document[page].get_textpage().get_text_range() for page in range(len(document))]
    assert (told["claims"], len(document)) == (3, 5)
    assert all(number in "".join(texts[:2]) for number in (C, D, E))
    assert ["심의 요지" in text for text in texts] == [False, False, True, True, True]
    last = journal.entries(room.conn)
    printed = [entry for entry in last if entry.act == "print"][-1]
    assert (printed.body["what"], printed.body["count"], printed.body["sha256"]) == ("AGENDA", 3, told["sha256"])
    assert journal.text_of(room.conn, printed.body["reason"]) == "meeting:1"


def test_a_long_summary_is_set_smaller_until_it_stands_on_one_sheet(room: MeetingRoom) -> None:
    room.take_in("2023-000009", start=30)
    room.review("2023-000009")
    note = "현장에서 확인한 사정을 자세히 적음. " * 60
    room.do(
        "law-1", "propose_decision", "2023-000009", disposition="APPROVED_FULL", award=258_660,
        award_basis="CALCULATED", reasons=[{"code": "A01"}], note=note,
    )  # fmt: skip
    made = briefs.brief_of(room.case_file, "2023-000009", "ko", day=DAY)
    assert len(pypdfium2.PdfDocument(render(made))) == 1


def test_nothing_is_left_behind_where_the_meeting_is_not_there(room: MeetingRoom, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="meeting_unknown"):
        briefs.print_briefs(
            room.case_file, room.signers["sec"], tmp_path / "x.pdf", briefs.Asked(meeting=8), lang="ko", now=room.at
        )
    assert not (tmp_path / "x.pdf").exists()
