"""Where lines may end inside long words, addresses and fingerprints."""

import pytest

from reviewer.ui.breaks import BREAK, anywhere, at_sign, in_sixteens, within_words


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("신청인(상호·대표자)과 일치함", ["신청인", "(상호·", "대표자)과 일치함"]),
        ("소상공인시장진흥공단)임", ["소상공인시장", "진흥공단)임"]),
        ("중소벤처기업부", ["중소벤처기업부"]),
        ("신용보증재단중앙회", ["신용보증재단", "중앙회"]),
        ("Authenticity checked", ["Authenticity checked"]),
        ("Micro-enterprise confirmation", ["Micro-", "enterprise confirmation"]),
        ("2023-000014", ["2023-000014"]),
    ],
)
def test_a_line_may_end_in_a_long_word(text: str, pieces: list[str]) -> None:
    assert within_words(text).split(BREAK) == pieces


def test_an_address_and_a_fingerprint_may_end_a_line_too() -> None:
    assert at_sign("sh***@mail.example.com") == f"sh***{BREAK}@mail.example.com"
    assert in_sixteens("0123456789abcdef" * 4).split(BREAK) == ["0123456789abcdef"] * 4


def test_a_name_without_spaces_may_end_a_line_anywhere() -> None:
    name = "가나다라마바사아자차카타파하거너더러머버"
    assert anywhere(name).split(BREAK) == ["가나다라마바사아", "자차카타파하거너", "더러머버"]
    assert anywhere("한빛떡볶이 강남역 본점 2호점") == "한빛떡볶이 강남역 본점 2호점"
