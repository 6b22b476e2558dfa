"""Where a masked copy should be black: whole resident numbers among the words of a page, and nothing else."""

from reviewer.rules.areas import areas_suggested
from reviewer.rules.reading import Reading, Word

D = "ab" * 32


def line(text: str, top: int = 1000, page: int = 1) -> list[Word]:
    words, left = [], 500
    for part in text.split():
        words.append(Word(part, page, (left, top, left + 60 * len(part), top + 120)))
        left += 60 * len(part) + 40
    return words


def test_a_number_in_one_word_or_in_two_is_covered_whole() -> None:
    whole = areas_suggested(D, line("주민등록번호 900101-1234567"))
    parted = areas_suggested(D, line("주민등록번호 900101 - 1234567"))
    assert [area.box for area in whole] == [(885, 985, 1755, 1135)]
    assert [(area.box[0], area.box[2]) for area in parted] == [(885, 885 + 6 * 60 + 40 + 60 + 40 + 7 * 60 + 30)]


def test_other_numbers_are_left_alone() -> None:
    for text in ("사업자등록번호 120-81-47521", "법인등록번호 110111-1234567", "계좌 110-234-567890", "010-1234-5678"):
        assert areas_suggested(D, line(text)) == []


def test_each_page_and_line_by_itself_and_what_a_reading_saw_only_once() -> None:
    words = [*line("900101-1234567", page=2), *line("850505-2345678", top=3000), *line("900101", top=5000)]
    words += [Word("1234567", 1, (500, 5200, 920, 5320))]  # the next line: no number
    kept = Reading(D, "BRC", resident_numbers=((2, 520, 1010, 1300, 1110), (1, 4000, 7000, 4800, 7100)))
    found = areas_suggested(D, words, kept)
    assert [(area.page, area.box[1]) for area in found] == [(1, 2985), (1, 6985), (2, 985)]
    assert {area.document for area in found} == {D}
