"""The dossier of a claim: whole, masked unless a reason is given, with the letters as they left, and recorded."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from reviewer.casefile import journal, kept_letters, proofs
from reviewer.casefile.claim_facts import timeline
from reviewer.casefile.registers import letters_issued
from reviewer.desk import issued_files, issuing, sealing
from reviewer.desk.dossier import dossier_of, print_dossier
from reviewer.desk.dossier_parts import Asked
from reviewer.desk.entry_words import entry_in_words
from reviewer.desk.verifying import verify_by_letter
from reviewer.letters.dossier_paper import Dossier, render
from reviewer.letters.office_paper import Pictures
from reviewer.rules.problem import Problem
from reviewer.rules.seal import code_of
from tests.desk.meeting_room import C, E
from tests.desk.test_briefs import picture_of
from tests.desk.test_lane_letters import LaneRoom
from tests.letters import standards

DAY = dt.date(2023, 4, 3)
WHY = "행정소송 답변"


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LaneRoom]:
    """A decided claim whose letter left in both languages, with the cuttings of two facts; and one just received."""
    room = LaneRoom(tmp_path_factory.mktemp("dossier"))
    room.take_in(C, E)
    room.adopt_rules()
    room.review(C)
    paper = next(one for one in room.claim(C).papers if one.kind == "SLS")
    at = {"document": paper.document, "page": 2, "box": [100, 100, 400, 160]}
    for code, value, colour in (
        ("OUTAGE_WEEK_SALES", "2200000", (9, 9, 200)),
        ("ACCOUNT", "110123456789", (9, 200, 9)),
    ):
        clipping = proofs.put(room.case_file, picture_of(colour))
        room.do("law-1", "bind_fact", C, {"fact": code, "value": value, "at": at, "clipping": clipping})
    room.do("sec", "write_note", C, note="전화 010-9876-5432로 확인함")
    room.propose(C)
    room.agree(C)
    room.resolve(C)
    later = room.at + dt.timedelta(days=2)
    done = issuing.issue_letters(room.case_file, room.signers["sec"], room.folder / "out", numbers=[C], now=later)
    assert not done.stopped, done
    room.at = later + dt.timedelta(minutes=1)
    yield room
    room.case_file.close()


def dossier(room: LaneRoom, reason: str = "", lang: str = "ko") -> Dossier:
    return dossier_of(room.case_file, Asked(C, reason), lang, day=DAY, by="sec")


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [document[number].get_textpage().get_text_range() for number in range(len(document))]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_it_holds_the_facts_the_checks_the_sum_the_votes_and_both_letters(decided: LaneRoom, lang: str) -> None:
    told = dossier(decided, WHY, lang).text
    claim = decided.claim(C)
    plain = "".join(told.split())
    assert claim.decision is not None
    korean = (
        "김하늘",
        "영업이익률",
        "찬성 6명",
        "전부 인정",
        "심의 결과 알림",
        "간사 sec",
        "장애 주간 매출: 2,200,000원",
    )
    english = (
        "김하늘",
        "4,000,000 won",
        "Approved in full",
        "Support payment",
        "secretary sec",
        "KRW 258,660",
        "for 6",
    )
    for words in (*(korean if lang == "ko" else english), claim.decision.resolution_no, claim.decision.letter_no):
        assert words in told
    for paper in claim.papers:
        assert paper.document in plain
        assert all(f"{code}  " in told for code in paper.answers)
    for line in letters_issued(decided.conn):
        assert line.sha256 in plain
    assert [one.letter.lang for one in dossier(decided, WHY, lang).letters] == ["ko", "en"]


def test_the_log_names_every_entry_with_time_role_and_hash(decided: LaneRoom) -> None:
    told = dossier(decided).text
    lines = timeline(decided.conn, C)
    assert len(lines) > 20
    for line in lines:
        assert " ".join(line.hash[at : at + 16] for at in range(0, 64, 16)) in told
    assert "위원 law-1" in told
    assert "확인 항목 기록 · " in told


def test_no_code_of_the_program_and_no_hash_stands_in_the_words_of_an_entry(decided: LaneRoom) -> None:
    from reviewer.casefile import standing

    case, plan = standing.read_case(decided.conn), standing.plan_in_force(decided.conn)
    for line in timeline(decided.conn, C):
        for lang in ("ko", "en"):
            said = entry_in_words(line, plan, case, lang, str)
            assert "_" not in said, said
            assert not any(len(word) > 31 for word in said.split()), said


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_masked_it_shows_no_name_contact_or_account_and_no_cutting_of_them(decided: LaneRoom, lang: str) -> None:
    made = dossier(decided, lang=lang)
    told = "\n".join(pages(render(made))) + made.text
    for secret in ("김하늘", "01012345678", "010-9876-5432", "110123456789"):
        assert secret not in told
    assert "김*늘" in told
    assert not made.attached
    shown = [one for chapter in made.chapters for one in chapter.blocks if isinstance(one, Pictures)]
    assert [len(row.pictures) for row in shown] == [1]
    assert all(not one.letter.code and one.letter.origin is None for one in made.letters)


def test_with_a_reason_it_shows_all_and_brings_the_very_letters_along(decided: LaneRoom, tmp_path: Path) -> None:
    made = dossier(decided, WHY)
    assert "010-9876-5432" in made.text
    assert [len(one.pictures) for part in made.chapters for one in part.blocks if isinstance(one, Pictures)] == [2]
    document = pypdfium2.PdfDocument(render(made))
    files = {}
    for place in range(document.count_attachments()):
        found = document.get_attachment(place)
        files[found.get_name()] = bytes(found.get_data())
    out = decided.folder / "out"
    assert sorted(files) == sorted(path.name for path in out.glob("*.pdf"))
    for name, data in files.items():
        assert data == (out / name).read_bytes()
        assert verify_by_letter(data).genuine
    assert verify_by_letter(render(made)).why == "not_a_letter"


def test_contents_and_bookmarks_lead_to_the_sheets_which_are_numbered_through(decided: LaneRoom) -> None:
    data = render(dossier(decided, WHY))
    texts, document = pages(data), pypdfium2.PdfDocument(data)
    marks = [(one.get_title(), one.get_dest().get_index()) for one in document.get_toc()]
    assert [title for title, _ in marks][1:7] == [
        "1. 신청 내용", "2. 제출 자료와 확인 결과", "3. 산정", "4. 결정과 표결", "5. 통지문과 자료의 확인값", "6. 기록",
    ]  # fmt: skip
    cover = texts[0].split("목차")[1].splitlines()
    for title, at in marks[1:]:
        assert any(line.replace("\xa0", " ").strip() in (f"{title} {at + 1}", title) for line in cover), title
        assert str(at + 1) in " ".join(cover)
    for number, text in enumerate(texts, 1):
        assert f"{len(texts)}-{number}" in text
    assert data == render(dossier(decided, WHY))


def test_the_seal_that_covers_the_entries_is_named(decided: LaneRoom) -> None:
    assert "아직 확인값을 만들지 않음" in dossier(decided).text
    sealing.seal_day(decided.case_file, decided.signers["sec"], now=decided.at)
    seal = next(entry for entry in reversed(list(journal.entries(decided.conn))) if entry.act == "seal_day")
    assert code_of(seal.hash) in dossier(decided).text


def test_making_it_is_recorded_and_unmasked_also_on_the_claim(decided: LaneRoom, tmp_path: Path) -> None:
    path, signer = tmp_path / "d.pdf", decided.signers["sec"]
    now = decided.at + dt.timedelta(minutes=5)
    told = print_dossier(decided.case_file, signer, path, Asked(C), lang="ko", now=now)
    last = list(journal.entries(decided.conn))[-1]
    assert (last.act, last.body["what"], last.body["masked"]) == ("export", "DOSSIER", "YES")
    assert last.body["sha256"] == told["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    print_dossier(decided.case_file, signer, path, Asked(C, WHY), lang="ko", now=now + dt.timedelta(minutes=1))
    shown, made = list(journal.entries(decided.conn))[-2:]
    assert (shown.act, shown.subject) == ("unmask", C)
    assert journal.text_of(decided.conn, shown.body["reason"]) == WHY
    assert (made.act, made.body["masked"]) == ("export", "NO")
    assert journal.text_of(decided.conn, made.body["reason"]) == f"{C} {WHY}"


def test_a_claim_without_letters_has_a_dossier_too_and_an_unknown_one_leaves_no_file(
    decided: LaneRoom, tmp_path: Path
) -> None:
    made = dossier_of(decided.case_file, Asked(E), "en", day=DAY, by="sec")
    assert "No letter has left." in made.text
    assert render(made).startswith(b"%PDF")
    wrong: Any = Asked("2023-999999")
    with pytest.raises(Problem, match="ClaimUnknown"):
        print_dossier(decided.case_file, decided.signers["sec"], tmp_path / "x.pdf", wrong, lang="ko", now=decided.at)
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.skipif(bool(standards.missing()), reason=f"not here: {standards.missing()}")
def test_it_is_an_archive_copy_that_can_be_heard(decided: LaneRoom, tmp_path: Path) -> None:
    asked = [(lang, reason) for lang in ("ko", "en") for reason in ("", WHY)]
    made = {f"{lang} {reason}": render(dossier(decided, reason, lang)) for lang, reason in asked}
    assert standards.broken_rules(made, tmp_path) == {}


def test_a_letter_that_is_not_made_again_is_named_with_the_way_out_and_never_shown_in_other_words(
    decided: LaneRoom, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours = issued_files.letter_of
    monkeypatch.setattr(
        issued_files, "letter_of", lambda case_file, line: dataclasses.replace(ours(case_file, line), title="다른 제목")
    )
    whole, masked = dossier(decided, WHY), dossier(decided)
    assert "다른 제목" not in whole.text + masked.text
    assert [len(one.letters) for one in (whole, masked)] == [0, 0]
    assert len(whole.attached) == 2, "the files that left are kept with the case"
    assert whole.text.count("시행한 파일을 그대로 첨부하였으나 쪽은 싣지 않았습니다") == 2
    assert masked.text.count("가리지 않은 자료에는 시행한 파일이 그대로 첨부됩니다") == 2
    made = print_dossier(
        decided.case_file, decided.signers["sec"], tmp_path / "d.pdf", Asked(C, WHY), lang="ko",
        now=decided.at + dt.timedelta(minutes=9),
    )  # fmt: skip
    assert made["letters"] == 2, "those that are attached count"
    monkeypatch.setattr(kept_letters, "kept", lambda case_file, sha256: None)
    lost = dossier(decided, WHY)
    assert (lost.letters, lost.attached) == ((), ())
    assert lost.text.count("통지문 진위 확인’에서 함께 보관한 뒤") == 2
