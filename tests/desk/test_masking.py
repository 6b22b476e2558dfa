"""The command makes a masked copy by itself, of a PDF and of a photo; a letter never speaks of it."""

import dataclasses
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from reviewer.casefile import proofs
from reviewer.casefile.case_file import open_case
from reviewer.casefile.check import check
from reviewer.cli import run
from reviewer.documents.opening import open_document
from reviewer.rules.places import body_of, on_page
from tests.casefile.case_room import CaseRoom, fact_row, store_delivery
from tests.documents.papers import pdf
from tests.letters.letter_desk import fitting_claim, letter

C = "2023-000123"


@pytest.fixture
def case(tmp_path: Path) -> tuple[CaseRoom, str, str]:
    """A claim with a PDF that holds a resident number in its text, and a white photo."""
    room = CaseRoom(tmp_path)
    white = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(white, "JPEG")
    text = proofs.put(room.case_file, pdf(pages=2, words="900101-1234567"))
    photo = proofs.put(room.case_file, white.getvalue())
    with room.case_file.writing() as conn:
        came = [(C, "BRC", f"{C}/사업자등록증.pdf", text), (C, "BNK", f"{C}/통장.jpg", photo)]
        body = store_delivery(conn, "ab" * 32, [fact_row(1, C)], came)
    room.do("sec", "take_in", f"delivery:{'ab' * 32}", body)
    room.case_file.close()
    return room, text, photo


def act(room: CaseRoom, capsys: pytest.CaptureFixture[str], **wish: object) -> tuple[int, dict[str, object]]:
    lines = room.folder / "acts.jsonl"
    lines.write_text(json.dumps({"act": "replace_by_masked_copy", "subject": "case", **wish}), "utf-8")
    status = run(["act", str(room.path), str(lines), "--as", "staff", "--keys", str(room.folder / "keys")])
    return status, json.loads(capsys.readouterr().out)


def test_a_line_without_a_copy_lets_the_program_make_it(
    case: tuple[CaseRoom, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    room, text, photo = case
    areas = {text: on_page(text, 2, 10, 10, 290, 190), photo: on_page(photo, 1, 100, 100, 200, 150)}
    for document, area in areas.items():
        assert act(room, capsys, document=document, areas=[body_of(area)])[0] == 0
    with open_case(room.path, writing=False) as after:
        assert check(after, documents=True).problems == ()
        with open_document(proofs.read(after, text), "a.pdf") as copy:
            assert copy.description.page_sizes == ((300.0, 200.0),) * 2
            assert [copy.page_words(page) for page in (1, 2)] == [[], []]
            assert set(copy.page(2, scale=1.0).pixels[4 * (100 * 300 + 150) :][:3]) <= set(range(12))
        with open_document(proofs.read(after, photo), "a.pdf") as copy:
            assert copy.description.page_sizes == ((400.0, 300.0),)  # a place in the photo is the same in the copy
            drawn = copy.page(1, scale=1.0)
            dark, light = (drawn.pixels[y * drawn.stride + 4 * x] for x, y in ((150, 125), (50, 50)))
            assert (dark < 12, light > 240) == (True, True)
    files = b"".join(path.read_bytes() for path in room.folder.glob("심의 1015.*"))
    assert b"900101-1234567" not in files
    assert text.encode() in files  # both hashes stay in the journal


def test_what_cannot_be_masked_is_refused_and_nothing_is_erased(
    case: tuple[CaseRoom, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    room, text, _ = case
    for wish in (
        {"document": text, "areas": [body_of(on_page(text, 9, 1, 1, 2, 2))]},
        {"document": text, "areas": []},
        {"document": text, "areas": ["everything"]},
        {"document": "99" * 32, "areas": [body_of(on_page("99" * 32, 1, 1, 1, 2, 2))]},
        {"document": text, "areas": [body_of(on_page(text, 1, 5, 5, 5, 9))]},
    ):
        status, told = act(room, capsys, **wish)
        assert (status, "problem" in told) == (1, True)
    with open_case(room.path, writing=False) as after:
        assert len(proofs.read(after, text)) > 100
        assert check(after, documents=True).problems == ()


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_no_letter_speaks_of_masked_copies(lang: str) -> None:
    made = fitting_claim("APPROVED_FULL")
    masked = [dataclasses.replace(one, document="cd" * 32, before=(one.document,)) for one in made.papers[:1]]
    told = letter("DECISION", lang, dataclasses.replace(made, papers=(*masked, *made.papers[1:])))
    assert told == letter("DECISION", lang, made)
