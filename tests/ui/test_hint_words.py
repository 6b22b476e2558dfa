"""What the machine noticed is said in both languages, and says what was compared and what was found."""

import pytest
from pytestqt.qtbot import QtBot

from reviewer.rules.hints import FULL, NO_DATA, NONE, PARTIAL, Hint
from reviewer.rules.hints.hint import LEVELS
from reviewer.rules.plan import Plan
from reviewer.ui.claim_desk.hint_words import TONES, compared, level_word
from reviewer.ui.wording import use_language

PLACELESS = Hint("SBC5", NONE, "BRN", "120-81-47521", "220-81-62517")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_level_has_a_word_and_a_tone(qtbot: QtBot, qapp: object, language: str) -> None:
    use_language(qapp, language, kept := [])  # type: ignore[arg-type]
    words = {level_word(level) for level in LEVELS}
    use_language(qapp, "en", kept)  # type: ignore[arg-type]
    assert len(words) == len(LEVELS) == len(TONES)


def test_a_hint_says_what_was_compared_and_what_was_found(qtbot: QtBot, plan: Plan) -> None:
    assert compared(PLACELESS, plan) == "Registration number: wanted 120-81-47521, found 220-81-62517"
    assert compared(Hint("SBC4", FULL, "VALIDITY", "2022-10-15 / 2023-05-02", "2022-04-01 ~ 2023-03-31"), plan) == (
        "Validity against the outage and the day of filing: "
        "wanted 15 Oct 2022 / 2 May 2023, found 1 Apr 2022 ~ 31 Mar 2023"
    )
    assert compared(Hint("SLS6", NONE, "TOTAL", "1000", "2000"), plan) == (
        "The rows add up to 1,000 won, the paper says 2,000 won"
    )
    partly = Hint("G3", PARTIAL, "CLAIMANT", "가온", "나래", None, ("brn",), ("trade_name",))
    assert compared(partly, plan) == (
        "Whose paper it is: same: registration number; different: trade name (wanted 가온, found 나래)"
    )


def test_a_comparison_of_several_parts_says_each_once_in_korean(qtbot: QtBot, qapp: object, plan: Plan) -> None:
    use_language(qapp, "ko", kept := [])  # type: ignore[arg-type]
    said = compared(Hint("G3", PARTIAL, "CLAIMANT", "가온", "나래", None, ("brn",), ("trade_name",)), plan)
    use_language(qapp, "en", kept)  # type: ignore[arg-type]
    assert said == "서류의 명의: 사업자등록번호 일치; 상호 다름 (기준 가온, 자료 나래)"


@pytest.mark.parametrize(
    ("language", "check", "code", "found", "said"),
    [
        ("en", "SUS2", "OPERATOR", "주식회사 카카오",
         "From the application, not from this paper: Kakao Corp. runs Kakao Map (table of services)"),
        ("ko", "SUS2", "OPERATOR", "주식회사 카카오",
         "이 자료가 아닌 신청서 기준: 카카오맵의 운영 회사는 주식회사 카카오 (서비스 표)"),
        ("en", "SUS6", "DOWN", "10월 18일 아침까지 복구",
         "From the application, not from this paper: Kakao Map was down by the service table; "
         "back by the morning of 18 October"),
        ("en", "CLM2", "DOWN", "2022-10-18T09:30+09:00",
         "From the application: Kakao Map was down by the service table; back at 09:30 on 18 Oct 2022"),
        ("ko", "SUS6", "DOWN", "10월 18일 아침까지 복구",
         "이 자료가 아닌 신청서 기준: 서비스 표에 카카오맵 장애로 기재, 10월 18일 아침까지 복구"),
    ],
)  # fmt: skip
def test_what_only_the_table_of_services_says_is_not_told_as_seen_in_the_paper(
    qtbot: QtBot, qapp: object, plan: Plan, language: str, check: str, code: str, found: str, said: str
) -> None:
    use_language(qapp, language, kept := [])  # type: ignore[arg-type]
    words = compared(Hint(check, FULL, code, "카카오맵", found), plan)
    use_language(qapp, "en", kept)  # type: ignore[arg-type]
    assert words == said


def test_recognised_text_is_named_as_such(qtbot: QtBot, plan: Plan) -> None:
    seen = Hint("BNK3", FULL, "ACCOUNT", "****6789", "****6789", is_recognised=True)
    assert compared(seen, plan).endswith("(recognised from a picture)")


def test_no_hint_is_left_without_words(qtbot: QtBot, qapp: object, plan: Plan) -> None:
    from tests.rules.paper_room import all_hints, paper, reading

    use_language(qapp, "ko", kept := [])  # type: ignore[arg-type]
    papers = [paper(kind, reading(document=kind * 20)) for kind in ("SBC", "BRC", "SLS", "SUS", "BNK", "APP", "PRX")]
    hints = all_hints(plan, *papers)
    every = [*hints.claim.values(), *(hint for of_paper in hints.papers.values() for hint in of_paper.values())]
    said = {hint.code: compared(hint, plan) for hint in every}
    use_language(qapp, "en", kept)  # type: ignore[arg-type]
    assert [code for code, words in said.items() if code in words] == []
    assert compared(Hint("SLS11", NO_DATA, "TAX_LEVEL"), plan) == "Sales papers hold no figures declared for tax"
