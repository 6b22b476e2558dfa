"""Papers of the council: what belongs together stands on one sheet, wherever a sheet ends."""

import datetime as dt

import pytest

from reviewer.letters.office_paper import SIZES, OfficePaper, Part, Text, set_paper
from reviewer.letters.sheet import Run

QUESTION = "이 신청의 지원금을 얼마로 정할 것인지 " * 4


def sheets_with(before: int) -> dict[str, int]:
    """On which sheet each part of an item stands that comes after so many lines."""
    item = (
        Part("안건 7 · 2023-000123", 2),
        Text("1,800,000원", "신청 손실", with_next=True),
        Text("일부 인정, 83,154원", "의견", with_next=True),
        Text(QUESTION, "쟁점"),
    )
    blocks = (*(Text(f"줄 {number}") for number in range(before)), *item)
    found: dict[str, int] = {}
    paper = OfficePaper("회의 안건", "ko", dt.date(2023, 4, 20), blocks)
    for number, marks in enumerate(set_paper(paper, SIZES[0]).pages):
        for mark in marks:
            if isinstance(mark, Run):
                found.setdefault(mark.text.strip(), number)
    return found


@pytest.mark.parametrize("before", range(28, 46))
def test_an_item_is_never_parted_from_its_question(before: int) -> None:
    found = sheets_with(before)
    names = ("안건 7 · 2023-000123", "신청 손실", "의견", "쟁점")
    assert len({found[name] for name in names}) == 1
    last = f"줄 {before - 1}"
    assert found[last] in (found["쟁점"], found["쟁점"] - 1)
