"""A recovery sheet is printed, read back from the PDF, typed in on another computer, and signs there."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from reviewer.casefile import check, journal, keys, standing
from reviewer.casefile.case_file import CaseFile, open_case
from reviewer.casefile.check_chains import breaks
from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import COLUMNS, entry_of, row_of
from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.casefile.recovery import read_sheet, renewal
from reviewer.desk import founding
from reviewer.desk.recovering import print_sheet, restore
from reviewer.letters.code_picture import code_squares
from reviewer.rules.problem import Problem

SECRET, CASE_SECRET = "네 낱말로 된 암호", "심의 파일의 암호"
NOW = dt.datetime(2023, 3, 6, 1, tzinfo=dt.UTC)
LINE = re.compile(r"^[1-6]\. [0-9A-Z]{6} [0-9A-Z]{6} [0-9A-Z]{6} [0-9A-Z]\r?$", re.MULTILINE)
NOTHING: dict[str, list[str]] = {"regions": [], "numbers": [], "relatives": []}


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    """A locked case with a secretary and law-1, whose key lies on a computer of its own and has signed one entry."""
    sec, law = keys.make_key(tmp_path / "sec", "sec", None), keys.make_key(tmp_path / "law", "law-1", SECRET)
    roster = [
        {"id": who, "role": role, "body": body, "seat": seat, "computer": "A", "name": who,
         "public_keys": [key.public_key]}
        for who, role, body, seat, key in (("sec", "SECRETARY", "KFME", 0, sec), ("law-1", "MEMBER", "LAW", 1, law))
    ]  # fmt: skip
    path = tmp_path / "case.casedb"
    with founding.found_case(
        path, founder=sec, roster=roster, name="1015", passphrase=CASE_SECRET, is_sample=False, now=NOW
    ) as made:
        journal.append(made, law, "declare_interests", "case", NOTHING, made_at=NOW)
    with open_case(path, passphrase=CASE_SECRET) as opened:
        yield opened


def printed(folder: Path, lang: str = "ko", passphrase: str = SECRET) -> Path:
    path = folder / f"sheet-{lang}.pdf"
    key = keys.keys_in(folder / "law")[0]
    print_sheet(folder / "law", key.key_id, passphrase, path, name="정마루 (law-1)", lang=lang, now=NOW)
    return path


def typed_from(path: Path) -> str:
    """The lines as somebody reads them off the paper."""
    page = pdfium.PdfDocument(path)[0]
    return "\n".join(LINE.findall(page.get_textpage().get_text_bounded().replace("\r", "")))


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_sheet_is_one_page_and_holds_the_key_under_the_passphrase_alone(
    tmp_path: Path, case: CaseFile, lang: str
) -> None:
    path = printed(tmp_path, lang)
    assert len(pdfium.PdfDocument(path)) == 1
    typed = typed_from(path)
    assert len(typed.splitlines()) == 6
    held = read_sheet(typed, SECRET).public_key().public_bytes_raw().hex()
    assert held == keys.keys_in(tmp_path / "law")[0].public_key
    with pytest.raises(Problem, match="WrongPassphrase"):
        read_sheet(typed, SECRET + "?")
    assert SECRET not in "".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(path))


def test_no_sheet_is_printed_without_the_passphrase_and_no_two_are_alike(tmp_path: Path, case: CaseFile) -> None:
    with pytest.raises(Problem, match="WrongPassphrase"):
        printed(tmp_path, passphrase="another")
    assert not (tmp_path / "sheet-ko.pdf").exists()
    assert typed_from(printed(tmp_path)) != typed_from(printed(tmp_path))


def test_the_picture_holds_the_very_lines(tmp_path: Path, case: CaseFile) -> None:
    path = printed(tmp_path)
    modules = [list(map(bool, row)) for row in code_squares(typed_from(path))]
    scale = 8
    pixels = pdfium.PdfDocument(path)[0].render(scale=scale).to_pil().convert("L")
    right, side = pixels.width - 65 * scale, 150 * scale / (len(modules) + 8)
    dark = [y for y in range(pixels.height) if pixels.getpixel((int(right - 4.5 * side), y)) < 128]
    top = min(y for y in dark if y > pixels.height // 5)
    left = right - (len(modules) + 4) * side
    seen = [
        [pixels.getpixel((int(left + (x + 0.5) * side), int(top + (y + 0.5) * side))) < 128
         for x in range(len(modules))]
        for y in range(len(modules))
    ]  # fmt: skip
    assert seen == modules


def test_on_another_computer_a_new_key_goes_on_where_the_old_one_ended(tmp_path: Path, case: CaseFile) -> None:
    old = keys.keys_in(tmp_path / "law")[0]
    signer = restore(case, tmp_path / "other", typed_from(printed(tmp_path)), SECRET, now=NOW)
    assert (signer.member, signer.public_key != old.public_key) == ("law-1", True)
    assert standing.read_case(case.writer).roster["law-1"].public_keys == (signer.public_key,)
    entry = list(journal.entries(case.writer))[-1]
    last = case.writer.execute("SELECT number, hash FROM journal WHERE key_id = ?", (old.key_id,)).fetchone()
    assert (entry.act, entry.key_id, entry.number) == ("renew_key", signer.key_id, 1)
    assert (entry.body["old"], entry.body["number"], entry.body["head"]) == (old.public_key, *last)
    journal.append(case, signer, "declare_interests", "case", NOTHING | {"regions": ["서울"]}, made_at=NOW)
    again = keys.unlock(tmp_path / "other", signer.key_id, SECRET)
    assert again.case_key(case.path) == case.key  # one passphrase opens the case as well from now on
    before = dump_derived(case.writer)
    with case.writing() as conn:
        rebuild(conn)
    assert dump_derived(case.writer) == before
    assert check.check(case).ok


def test_the_old_key_signs_nothing_more(tmp_path: Path, case: CaseFile) -> None:
    typed = typed_from(printed(tmp_path))
    restore(case, tmp_path / "other", typed, SECRET, now=NOW)
    old = keys.unlock(tmp_path / "law", keys.keys_in(tmp_path / "law")[0].key_id, SECRET)
    with pytest.raises(Problem, match="KeyLocked"):
        journal.append(case, old, "declare_interests", "case", NOTHING, made_at=NOW)
    with pytest.raises(Problem, match="KeyLocked"):  # nor does its sheet bring it back a second time
        restore(case, tmp_path / "third", typed, SECRET, now=NOW)
    assert keys.keys_in(tmp_path / "third") == []


def test_a_slip_or_a_wrong_passphrase_changes_nothing(tmp_path: Path, case: CaseFile) -> None:
    typed = typed_from(printed(tmp_path)).splitlines()
    slip = typed[2][:5] + ("B" if typed[2][5] != "B" else "C") + typed[2][6:]
    entries = len(list(journal.entries(case.writer)))
    with pytest.raises(Problem) as found:
        restore(case, tmp_path / "other", "\n".join([*typed[:2], slip, *typed[3:]]), SECRET, now=NOW)
    assert (found.value.code, found.value.facts["lines"]) == ("RecoveryMistyped", "3")
    with pytest.raises(Problem, match="WrongPassphrase"):
        restore(case, tmp_path / "other", "\n".join(typed), "another", now=NOW)
    assert keys.keys_in(tmp_path / "other") == []
    assert len(list(journal.entries(case.writer))) == entries


def forged(conn: Connection, body: dict[str, object], made: keys.Signer) -> list[str]:
    """The codes of the refusals of a renewal with this body."""
    found = journal.refusals_now(conn, made.member, "renew_key", "case", body, NOW)
    return [str(one.facts.get("why", one.code)) for one in found]


def test_nobody_renews_the_key_of_another_or_without_the_old_one(tmp_path: Path, case: CaseFile) -> None:
    law = read_sheet(typed_from(printed(tmp_path)), SECRET)
    sec = keys.unlock(tmp_path / "sec", keys.keys_in(tmp_path / "sec")[0].key_id, None)
    made = keys.make_key(tmp_path / "other", "law-1", SECRET)
    right = renewal(case.writer, law, "law-1", made.public_key)
    assert forged(case.writer, right, made) == []
    thief = keys.make_key(tmp_path / "thief", "law-1", SECRET)
    assert forged(case.writer, right | {"new": thief.public_key}, thief) == ["not signed by the old key"]
    assert forged(case.writer, right | {"number": 7}, made) == ["not the last entry", "not signed by the old key"]
    assert forged(case.writer, right, made.acting_as("sec")) == ["unknown"]
    assert forged(case.writer, right | {"new": sec.public_key}, made) == ["used"]
    with pytest.raises(Problem, match="KeyLocked"):  # the entry must be signed by the very key it brings
        journal.append(case, thief, "renew_key", "case", right, made_at=NOW)


def test_check_finds_a_renewal_that_was_written_past_the_store(tmp_path: Path, case: CaseFile) -> None:
    thief = keys.make_key(tmp_path / "thief", "law-1", SECRET)
    restore(case, tmp_path / "other", typed_from(printed(tmp_path)), SECRET, now=NOW)
    conn = case.writer
    row = conn.execute("SELECT * FROM journal WHERE act = 'renew_key'").fetchone()
    entry = entry_of(row)
    lie = dataclasses.replace(entry, key_id=thief.key_id, body={**entry.body, "new": thief.public_key})
    lie = dataclasses.replace(lie, hash=lie.recomputed_hash())
    lie = dataclasses.replace(lie, signature=thief.sign(lie.hash))
    conn.execute("PRAGMA foreign_keys = OFF")
    for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        conn.execute(f"DROP TRIGGER {name}")
    conn.execute("DELETE FROM journal WHERE uid = ?", (entry.uid,))
    conn.execute(f"INSERT INTO journal ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})", row_of(lie))
    conn.execute("INSERT INTO public_keys VALUES (?, ?)", (thief.key_id, thief.public_key))
    assert [(one.code, one.where) for one in breaks(conn)] == [("key_not_enrolled", entry.uid)]
