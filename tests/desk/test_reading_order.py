"""Every paper is read in the order in which it is meant: as text taken out of the file, and through its tags."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from reviewer.desk import briefs, minutes
from reviewer.desk.agenda_paper import agenda_of
from reviewer.desk.dossier import dossier_of
from reviewer.desk.dossier_parts import Asked
from reviewer.letters import dossier_paper, office_paper, page
from reviewer.letters.content import Letter, Table
from reviewer.letters.office_paper import Block, OfficePaper, Part, Text, Title
from tests.desk.meeting_room import C, MeetingRoom
from tests.desk.test_archive_copies import DAY, KINDS, LANGUAGES, letters, tree
from tests.letters import letter_desk as desk

ENDS = 8
"""So many signs of the beginning and of the end of a piece are looked for: page numbers may stand within."""


def close(words: str) -> str:
    return re.sub(r"\s", "", words)


def pieces(words: Iterable[str]) -> Iterator[str]:
    """The beginning and the end of each piece."""
    for word in map(close, words):
        yield from (word[:ENDS], word[-ENDS:]) if len(word) > 2 * ENDS else (word,)


def first_out_of_order(wanted: Iterable[str], told: str) -> str:
    """The first piece that does not follow those before it; empty where all stand in their order."""
    at, plain = 0, close(told)
    for piece in pieces(wanted):
        found = plain.find(piece, at)
        if found < 0:
            return piece
        at = found + len(piece)
    return ""


def taken_out(data: bytes, folder: Path, *how: str) -> str:
    return desk.tool("pdftotext", *how, "FILE", "-", data=data, folder=folder)


def heard(data: bytes, folder: Path) -> str:
    """What the tags say one after another."""
    return "\n".join(re.findall(r'^ *"(.*)"$', tree(data, folder), re.M))


def said(letter: Letter) -> list[str]:
    """What a letter says; the seal is a mark beside the name of the sender, heard before or after it."""
    lines = [line for line in letter.lines() if line]
    if letter.seal in lines:
        lines.remove(letter.seal)
    return lines


@pytest.mark.parametrize("name", [name for name, _ in letters()])
def test_a_letter_is_read_from_its_head_to_its_annexes(name: str, tmp_path: Path) -> None:
    letter = dict(letters())[name]
    data = page.render(letter)
    assert first_out_of_order(said(letter), heard(data, tmp_path)) == ""
    assert first_out_of_order(said(letter), taken_out(data, tmp_path, "-raw")) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_title_body_enclosures_sender_and_foot_follow_each_other_however_the_text_is_taken(
    kind: str, lang: str, tmp_path: Path
) -> None:
    letter = desk.letter(kind, lang)
    first = next(block.text for block in letter.body if not isinstance(block, Table))
    wanted = [letter.organisation, letter.title, first, *(close(f"{a}{b}") for a, b in letter.enclosures[:1])]
    wanted += [letter.organisation, letter.foot[-1], *(one.title for one in letter.annexes)]
    data = page.render(letter)
    for told in (taken_out(data, tmp_path), taken_out(data, tmp_path, "-raw"), heard(data, tmp_path)):
        assert first_out_of_order(wanted, told) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_of_a_request_is_read_row_by_row(lang: str, tmp_path: Path) -> None:
    letter = desk.letter("SUPPLEMENT", lang)
    table = next(block for block in letter.body if isinstance(block, Table))
    cells = [cell for row in (tuple(one.heading for one in table.columns), *table.rows) for cell in row if cell]
    data = page.render(letter)
    assert first_out_of_order(cells, heard(data, tmp_path)) == ""
    assert first_out_of_order(cells, taken_out(data, tmp_path, "-raw")) == ""
    numbers = [row[0] + row[1].split()[0] for row in table.rows]
    assert first_out_of_order(numbers, taken_out(data, tmp_path, "-layout")) == ""


@pytest.mark.parametrize("name", [name for name, _ in letters() if name != "long en"])
def test_a_letter_is_read_in_order_also_by_the_places_of_its_words(name: str, tmp_path: Path) -> None:
    """As whoever copies a page or calls pdftotext has it: head, items, rows of tables, and headings before columns.

    Left out is a letter with thirty numbered reasons in English, whose numbers stand apart from them.
    """
    letter = dict(letters())[name]
    assert first_out_of_order(said(letter), taken_out(page.render(letter), tmp_path)) == ""


def words_of(papers: Sequence[OfficePaper]) -> list[str]:
    return [line for paper in papers for line in paper.text.splitlines()[1:] if line]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_papers_of_a_meeting_are_read_from_top_to_bottom(lang: str, tmp_path: Path) -> None:
    room = MeetingRoom(tmp_path / "room")
    room.pass_all()
    made = {
        "agenda": agenda_of(room.conn, 1, lang, day=DAY),
        "minutes": minutes.minutes_of(room.conn, 1, lang, day=DAY),
        "brief": briefs.brief_of(room.case_file, C, lang, day=DAY),
    }
    room.case_file.close()
    for name, paper in made.items():
        data = office_paper.render(paper)
        assert first_out_of_order(words_of([paper]), heard(data, tmp_path)) == "", name
        assert first_out_of_order(words_of([paper]), taken_out(data, tmp_path, "-raw")) == "", name
        assert first_out_of_order(seen(paper.blocks), taken_out(data, tmp_path)) == "", name


def seen(blocks: Iterable[Block]) -> Iterator[str]:
    """Headings, paragraphs and rows; in a form the names stand in the middle of cells beside their values."""
    for block in blocks:
        match block:
            case Table():
                yield from ("".join(one.heading for one in block.columns), *map("".join, block.rows))
            case Text():
                yield block.label + block.text
            case Part() | Title():
                yield block.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_dossier_is_read_from_chapter_to_chapter(lang: str, tmp_path: Path) -> None:
    room = MeetingRoom(tmp_path / "room")
    room.pass_all()
    made = dossier_of(room.case_file, Asked(C, "행정소송 답변"), lang, day=DAY, by="sec")
    room.case_file.close()
    blocks = [block for one in made.chapters for block in (Part(one.title), *one.blocks)]
    told = taken_out(dossier_paper.render(made), tmp_path).partition("\f")[2]  # its cover names the chapters, too
    assert first_out_of_order(seen(blocks), told) == ""


def test_a_piece_out_of_its_order_is_found() -> None:
    assert first_out_of_order(["하나", "둘", "셋"], "하나 셋 둘") == "셋"
