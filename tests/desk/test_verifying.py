"""Whether a letter is genuine can be told from the letter alone: every changed byte, and every other key, is found."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from reviewer.casefile.entry import COLUMNS, Entry, moment, new_uid
from reviewer.casefile.keys import Signer, make_key
from reviewer.desk.verifying import in_words, verify_by_case, verify_by_letter, verify_code
from reviewer.documents.signing import SigningRoom
from reviewer.letters.attestation import BLANK, ROOM, attested, read_code, taken_apart, without_signature
from reviewer.letters.letter_record import record_of
from tests.desk.test_issuing import issue, room_with_letters
from tests.desk.test_lane_letters import LaneRoom
from tests.documents.test_signing import NAME, certificate
from tests.letters.letter_desk import letter

BEGINS = b'{"claim_reviewer_issue"'
AT = dt.datetime(2023, 5, 2, 1, 30, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return make_key(tmp_path_factory.mktemp("keys"), "sec-1", None)


def unsigned(kind: str = "APPROVED_PARTIAL", lang: str = "ko") -> bytes:
    return b"%PDF-1.7\n" + record_of(letter(kind, lang)) + b"\nendstream\n" + BLANK + b"\nendstream\n%%EOF\n"


def issued(signer: Signer, data: bytes, **changes: Any) -> bytes:
    """The letter with the entry of its issue, as the journal would hold it."""
    files = {"ko": hashlib.sha256(data).hexdigest()}
    body = {"letter_no": "2023-A-0123", "kind": "DECISION", "files": files}
    bare = Entry("case-1", new_uid(AT), signer.key_id, "sec-1", 7, moment(AT), "issue_letter", "2023-000123",
                 ("ab" * 32,), body, "cd" * 32)  # fmt: skip
    bare = dataclasses.replace(bare, **changes)
    name = bare.recomputed_hash()
    entry = dataclasses.replace(bare, hash=name, signature=signer.sign(name))
    told = {column: getattr(entry, column) for column in COLUMNS} | {"saw": list(entry.saw)}
    return attested(data, told, signer.public_key)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_an_issued_letter_says_what_it_decides_and_with_which_key_it_was_issued(signer: Signer, lang: str) -> None:
    found = verify_by_letter(issued(signer, unsigned(lang=lang)))
    assert found.genuine
    assert (found.letter_no, found.claim, found.disposition) == ("2023-A-0123", "2023-000123", "APPROVED_PARTIAL")
    assert found.key_id == signer.key_id
    says = in_words(found, lang)
    assert signer.key_id in says
    assert f"{found.award:,}" in says
    assert ("일부 인정" if lang == "ko" else "Approved in part") in says
    assert ("2023. 5. 2." if lang == "ko" else "2 May 2023") in says


def test_a_notice_decides_nothing_and_says_so(signer: Signer) -> None:
    found = verify_by_letter(issued(signer, unsigned("SUPPLEMENT")))
    assert found.genuine
    assert found.award is None
    assert "decides nothing" in in_words(found, "en")


def test_every_changed_byte_is_found(signer: Signer) -> None:
    whole = issued(signer, unsigned())
    chance = Random(7)
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        assert not verify_by_letter(bytes(changed)).genuine, place
    for cut in (1, 10, 5_000):
        assert not verify_by_letter(whole[:-cut]).genuine
    assert not verify_by_letter(whole + b"\n").genuine


def test_a_draft_a_strangers_file_and_an_entry_that_issued_nothing_are_told_apart(signer: Signer) -> None:
    assert verify_by_letter(unsigned()).why == "never_issued"
    assert verify_by_letter(b"%PDF-1.7 of somebody else").why == "not_a_letter"
    assert verify_by_letter(issued(signer, unsigned(), act="write_note")).why == "attestation_wrong"


def test_who_signs_with_another_key_can_only_say_so(signer: Signer, tmp_path: Path) -> None:
    """A forger can make a letter that agrees with itself, but not one that names the council's key."""
    forger = make_key(tmp_path, "sec-1", None)
    assert verify_by_letter(issued(forger, unsigned())).key_id == forger.key_id != signer.key_id
    assert verify_by_letter(issued(forger, unsigned(), key_id=signer.key_id)).why == "attestation_wrong"


# --- with the case ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LaneRoom]:
    made, _ = room_with_letters(tmp_path_factory.mktemp("letters"), 4)
    issue(made)
    yield made
    made.case_file.close()


def letters_of(room: LaneRoom) -> list[Path]:
    return sorted((room.folder / "out").glob("*.pdf"))


def test_the_case_knows_the_very_bytes_that_left(room: LaneRoom) -> None:
    for path in letters_of(room):
        found = verify_by_case(room.conn, path.read_bytes())
        assert found.genuine
        assert path.name == f"{found.letter_no}.{found.lang}.pdf"
        assert found.issued_by == "sec"
        assert found.letter_no in in_words(found, "ko", room.conn)


def test_what_was_written_but_not_yet_filled_is_the_letter_too(room: LaneRoom) -> None:
    apart = taken_apart(letters_of(room)[0].read_bytes())
    assert apart is not None
    assert verify_by_case(room.conn, apart[0]).genuine
    assert verify_by_letter(apart[0]).why == "never_issued"


def test_every_changed_byte_of_a_real_letter_is_found_with_and_without_the_case(room: LaneRoom) -> None:
    whole, chance = letters_of(room)[0].read_bytes(), Random(3)
    at = whole.index(BEGINS)
    for place in (*chance.sample(range(len(whole)), 400), *range(at, at + 1_400), len(whole) - 1):
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        assert not verify_by_letter(bytes(changed)).genuine, place
        assert not verify_by_case(room.conn, bytes(changed)).genuine, place


def test_the_entry_of_another_letter_in_it_is_found(room: LaneRoom) -> None:
    first, other = (path.read_bytes() for path in (letters_of(room)[0], letters_of(room)[2]))
    at, there = first.index(BEGINS), other.index(BEGINS)
    swapped = first[:at] + other[there : there + ROOM] + first[at + ROOM :]
    assert verify_by_letter(swapped).why == "changed"
    assert verify_by_case(room.conn, swapped).why == "attestation_wrong"


def test_the_code_on_the_paper_is_read_back_and_tells_the_same(room: LaneRoom) -> None:
    for path in letters_of(room)[:2]:
        with pypdfium2.PdfDocument(path) as document:
            pictures = [page.render(scale=100 / 72).to_pil() for page in document]
        (found,) = [one.text for picture in pictures for one in zxingcpp.read_barcodes(picture)]
        verdict = verify_code(room.conn, read_code(found))
        assert verdict.genuine
        assert path.name.startswith(verdict.letter_no)
        told = read_code(found)
        other = dataclasses.replace(told, entry_hash="00" * 32)
        assert verify_code(room.conn, other).why == "another_decision"
        unknown = dataclasses.replace(told, letter_no="2023-Z-9999")
        assert verify_code(room.conn, unknown).why == "not_issued_here"


def test_a_file_of_somebody_else_is_not_of_this_case(room: LaneRoom, signer: Signer) -> None:
    found = verify_by_case(room.conn, issued(signer, unsigned()))
    assert found.why == "not_issued_here"
    assert "not a letter issued from this case file" in in_words(found, "en", room.conn)


# --- signed with a certificate ---------------------------------------------------------------------------


def test_a_signed_letter_is_genuine_and_every_changed_byte_of_it_is_found(tmp_path: Path) -> None:
    made, count = room_with_letters(tmp_path, 2)
    with SigningRoom(certificate(), "secret") as signing:
        assert issue(made, signing=signing).letters == count
    for path in letters_of(made):
        data = path.read_bytes()
        for found in (verify_by_case(made.conn, data), verify_by_letter(data)):
            assert found.genuine
            assert NAME in found.signed_by
            assert NAME in in_words(found, "ko", made.conn)
    whole, chance = letters_of(made)[0].read_bytes(), Random(9)
    end = len(without_signature(whole))
    for place in (*chance.sample(range(end), 6), *chance.sample(range(end, len(whole)), 12)):
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        assert not verify_by_letter(bytes(changed)).genuine, place
        assert not verify_by_case(made.conn, bytes(changed)).genuine, place
    assert verify_by_letter(whole + b"\n").why == "signature_wrong"
    assert verify_by_case(made.conn, whole[:end]).genuine  # the letter itself is whole without its signature
    made.case_file.close()
