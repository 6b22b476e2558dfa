"""The code and the attestation of a letter: they come back as they were, and nothing in them can be changed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.letters.attestation import BLANK, ROOM, Code, attested, read_code, taken_apart
from reviewer.letters.code_picture import code_squares, made_by_segno
from reviewer.letters.letter_record import read_record, record_of
from tests.letters.letter_desk import letter

LETTER = b"%PDF-1.7 head " + BLANK + b" tail %%EOF\n"
ENTRY = {"uid": "0190", "act": "issue_letter", "saw": ["ab" * 32], "body": {"files": {"ko": "cd" * 32}}}


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))
def test_a_code_is_read_back_as_it_was_written(entry: bytes, signature: bytes) -> None:
    code = Code("2023-A-0123", entry.hex(), signature.hex())
    assert read_code(code.text) == code
    spaced = "\n".join(code.text[at : at + 20].lower() for at in range(0, len(code.text), 20))
    assert read_code(spaced) == code


@pytest.mark.parametrize("text", ["", "CR1:2023-A-0123", "CR2:2023-A-0123:" + "A" * 52 + ":" + "A" * 103,
                                  "CR1:2023-A-0123:" + "A" * 51 + "B:" + "A" * 103])  # fmt: skip
def test_what_is_no_code_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError, match="no code"):
        read_code(text)


def test_a_code_makes_a_picture_of_45_squares_that_is_always_the_same() -> None:
    code = Code("2023-A-0123", "0f" * 32, "f0" * 64)
    squares = code_squares(code.text)
    assert len(squares) == len(squares[0]) == 45
    assert squares == code_squares(code.text) != code_squares(Code("2023-A-0124", "0f" * 32, "f0" * 64).text)


def test_an_attestation_comes_out_again_with_the_letter_as_it_was() -> None:
    issued = attested(LETTER, ENTRY, "ee" * 32)
    assert len(issued) == len(LETTER)
    assert taken_apart(issued) == (LETTER, {"entry": ENTRY, "public_key": "ee" * 32})
    assert taken_apart(LETTER) == (LETTER, {})


def test_no_byte_of_an_attestation_can_be_changed_unseen() -> None:
    issued = attested(LETTER, ENTRY, "ee" * 32)
    told = taken_apart(issued)
    at = issued.index(b'{"claim')
    for place in range(at, at + ROOM):
        for byte in (0x20, 0x30, issued[place] ^ 1):
            changed = issued[:place] + bytes([byte]) + issued[place + 1 :]
            if changed != issued:
                assert taken_apart(changed) != told, place


def test_an_entry_that_does_not_fit_and_a_letter_without_room_are_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        attested(LETTER, {**ENTRY, "saw": ["ab" * 32] * 80}, "ee" * 32)
    with pytest.raises(ValueError, match="no room"):
        attested(b"%PDF-1.7", ENTRY, "ee" * 32)
    assert taken_apart(b"%PDF-1.7 " + json.dumps({"a": 1}).encode()) is None
    assert taken_apart(LETTER + BLANK) is None


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_record_of_a_letter_is_found_again_between_any_bytes(lang: str) -> None:
    made = letter("APPROVED_PARTIAL", lang)
    found = read_record(b"%PDF\x00\xff " + record_of(made) + b"\nendstream\xff" + BLANK)
    assert found is not None
    assert (found["letter_no"], found["lang"], found["decision"]["award"]) == (made.letter_no, lang, made.award)
    assert read_record(b"%PDF no record") is None
    assert read_record(record_of(made)[:60]) is None


@pytest.mark.parametrize("length", [9, 60, 133, 170, 171, 172, 181, 223, 300])
def test_the_quick_picture_is_the_one_segno_makes(length: int) -> None:
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ./-:"
    text = "".join(letters[(number * 31 + length) % len(letters)] for number in range(length))
    assert code_squares(text) == made_by_segno(text)
    assert len(code_squares("여섯 줄\n" * 6)) > 20
