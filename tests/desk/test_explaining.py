"""Why this amount: what is read to a claimant on the phone says the numbers, dates and reasons of the letter."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile import standing
from reviewer.casefile.case_file import CaseFile, open_case
from reviewer.desk.explaining import LANGUAGES, why_this_amount
from reviewer.desk.outbox import Due, compose_letter
from reviewer.desk.reviewing import korean_day
from reviewer.desk.showing import show
from reviewer.rules.stage import Stage
from reviewer.sample.demo import make_demo
from tests.casefile.case_room import CaseRoom
from tests.letters.letter_desk import wording_text
from tests.rules.council_room import ROSTER

NUMBERS = {
    "ko": re.compile(r"[\d,]+원|\d{4}\. \d+\. \d+\.|[\d.]+%"),
    "en": re.compile(r"[\d,]+ won|\d+ [A-Z][a-z]+ \d{4}|[\d.]+%"),
}


class TellingRoom(CaseRoom):
    """A room whose letters can be written."""

    def founding(self, roster: Any = ROSTER) -> dict[str, Any]:
        return super().founding(roster) | {"wording": wording_text()}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseFile]:
    """A sample with twenty decided claims and others at every earlier stage."""
    made = make_demo(tmp_path_factory.mktemp("why"), claims=2_000, seed=3, review=40)
    with open_case(Path(str(made["case"]))) as case_file:
        yield case_file


def claims_of(case_file: CaseFile, where: str) -> list[str]:
    return [row[0] for row in case_file.reader().execute(f"SELECT claim FROM claims WHERE {where} ORDER BY claim")]


def letter_text(case_file: CaseFile, number: str, lang: str) -> str:
    claim = standing.read_claim(case_file.reader(), number)
    assert claim.decision is not None
    sent = next(one for one in claim.letters if one.letter_no == claim.decision.letter_no)
    day = korean_day(dt.datetime.fromisoformat(sent.issued_at))
    due = Due(number, "DECISION", claim.decision.letter_no)
    return compose_letter(case_file, due, lang, issued_on=day, both=True, draft=True).text


def test_every_number_said_stands_in_the_letter(sample: CaseFile) -> None:
    decided = claims_of(sample, "disposition <> ''")
    assert len(decided) >= 20
    for number in decided:
        said = why_this_amount(sample.reader(), number)
        for lang in LANGUAGES:
            asked = standing.read_claim(sample.reader(), number).claimed_loss  # the short letters do not repeat it
            written = f"{letter_text(sample, number, lang)} {asked:,}원"
            for figure in NUMBERS[lang].findall(said[lang].text):
                bare = figure.removesuffix(" won")
                assert bare in written, (number, lang, figure, said[lang].text)
            assert said[lang].caution == ""


def test_award_and_reasons_of_the_letter_are_said(sample: CaseFile) -> None:
    for number in claims_of(sample, "disposition <> ''"):
        claim = standing.read_claim(sample.reader(), number)
        decision, plan = claim.decision, standing.plan_in_force(sample.reader())
        assert decision is not None
        said = why_this_amount(sample.reader(), number)
        if decision.award:
            assert f"{decision.award:,}원" in said["ko"].text
            assert f"{decision.award:,} won" in said["en"].text
        for given in decision.reasons:
            text = plan.decision_reasons[given.code].text.ko
            if "{" not in text and decision.disposition != "FIXED":
                assert text in said["ko"].text


def test_every_claim_of_the_sample_has_a_paragraph_in_both_languages(sample: CaseFile) -> None:
    kinds = sample.reader().execute("SELECT min(claim) FROM claims GROUP BY stage, route, disposition, hold").fetchall()
    assert len(kinds) > 12
    for (number,) in kinds:
        said = why_this_amount(sample.reader(), number)
        for lang in LANGUAGES:
            assert len(said[lang].text) > 20
            assert "{" not in said[lang].text
            assert "____" not in said[lang].text


def test_before_the_letter_left_it_says_not_to_read_it(sample: CaseFile) -> None:
    open_stages = "stage IN ('PROPOSED', 'CHECKED', 'ON_AGENDA')"
    numbers = claims_of(sample, open_stages)
    assert numbers
    for number in numbers:
        said = why_this_amount(sample.reader(), number)
        assert said["ko"].caution.startswith("아직 의결 전입니다")
        assert said["en"].caution.startswith("The Council has not decided yet")
    for number in claims_of(sample, "stage IN ('IN_REVIEW', 'ASSIGNED')"):
        assert not re.search(r"[1-9][\d,]*원(?!을 신청)", why_this_amount(sample.reader(), number)["ko"].text)


def test_a_resolution_in_the_outbox_is_told_apart_and_one_taken_back_is_no_amount(tmp_path: Path) -> None:
    room, number = TellingRoom(tmp_path), "2023-000123"
    room.take_in(number)
    room.decide(number)
    said = why_this_amount(room.conn, number)
    assert "258,660원" in said["ko"].text
    assert said["ko"].caution.startswith("통지문을 아직 보내지 않았습니다")
    room.do("sec", "take_back_resolution", number, reason="다시")
    said = why_this_amount(room.conn, number)
    assert room.claim(number).stage is Stage.DEFERRED
    assert said["ko"].caution.startswith("아직 의결 전입니다")
    room.do("staff", "withdraw", number, date="2023-03-06", how="전화", letter_no="2023-A-0900")
    assert "취하" in why_this_amount(room.conn, number)["ko"].text
    room.case_file.close()


def test_a_remark_behind_the_name_of_a_service_is_not_read_aloud(tmp_path: Path) -> None:
    room = TellingRoom(tmp_path)
    room.take_in("2023-000123", services='["daum_mail", "kakao_bank"]')
    said = why_this_amount(room.conn, "2023-000123")
    assert "다음메일, 카카오뱅크" in said["ko"].text
    assert "Daum Mail, KakaoBank" in said["en"].text
    room.case_file.close()


def test_show_says_it_too(sample: CaseFile) -> None:
    number = claims_of(sample, "disposition = 'APPROVED_FULL'")[0]
    found = show(sample, number, unmasked=False)["why"]
    assert found["ko"]["text"] == why_this_amount(sample.reader(), number)["ko"].text
