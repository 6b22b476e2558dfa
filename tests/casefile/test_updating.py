"""Case files of every earlier version open, and what was recorded in them is kept byte for byte beside them."""

import contextlib
import lzma
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from reviewer.casefile import kept_letters, search, search_index, updating
from reviewer.casefile.case_file import DOCUMENTS_VERSION, SCHEMA_VERSION, CaseFile, glance, open_case
from reviewer.casefile.check import check
from reviewer.casefile.document_steps import document_migrations
from reviewer.casefile.engine import connect
from reviewer.casefile.migrations import migrations
from reviewer.rules.korean import initials
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom

FILES = {int(file.name[8:10]): file for file in sorted((Path(__file__).parent / "older").glob("version-*.casedb.xz"))}
OLDEST, NEVER_LEFT = 2, {10}
OLDER = [version for version in FILES if version < SCHEMA_VERSION]


def older(version: int, folder: Path) -> Path:
    path = folder / "심의.casedb"
    path.write_bytes(lzma.decompress(FILES[version].read_bytes()))
    return path


def entries(path: Path) -> list[tuple[object, ...]]:
    conn = connect(path, readonly=True)
    try:
        return [tuple(row) for row in conn.execute("SELECT * FROM journal ORDER BY key_id, number")]
    finally:
        conn.close()


def steps_and(last: Callable[[Database], None]) -> Migrations:
    """The steps of the program, and one more."""
    more = Migrations("reviewer")
    for one in migrations.pending(Database(memory=True)):
        more(name=one.name)(one.fn)
    more(name="m999_next")(last)
    return more


def update(path: Path, steps: Migrations) -> Path:
    """What opening it does once such a version is out."""
    with contextlib.closing(CaseFile(path, None, None)) as found:
        version = found.reader().execute("PRAGMA user_version").fetchone()[0]
        found.release()
        return updating.bring_up_to_date(found, version, steps, 999)


def test_a_file_of_every_shape_that_was_ever_written_is_kept() -> None:
    assert set(range(OLDEST, SCHEMA_VERSION)) - NEVER_LEFT <= set(FILES), "see tests/casefile/older/README.md"


@pytest.mark.parametrize("version", OLDER)
def test_a_case_of_an_earlier_version_opens_whole_and_is_kept_as_it_was(version: int, tmp_path: Path) -> None:
    path = older(version, tmp_path)
    before = entries(path)
    assert glance(path).state == "READY"
    assert [file.name for file in tmp_path.glob("*.casedb")] == [path.name]  # looking at it changes nothing
    with open_case(path) as case_file:
        assert case_file.updated == (version, tmp_path / f"심의 (version {version}).casedb")
        assert check(case_file).ok
        assert case_file.reader().execute("SELECT count(*) FROM claims_view").fetchone()[0] == 10
    kept = tmp_path / f"심의 (version {version}).casedb"
    assert entries(path) == entries(kept) == before
    (tmp_path / "original").mkdir()
    assert dump(kept) == dump(older(version, tmp_path / "original"))
    with open_case(path) as case_file:
        assert case_file.updated is None


@pytest.mark.parametrize("version", [13, 15, 16])
def test_an_older_case_is_searched_as_a_new_one(version: int, tmp_path: Path) -> None:
    with open_case(older(version, tmp_path)) as case_file:
        conn = case_file.writer
        held = (
            "SELECT claim, folded, initials FROM search_text UNION ALL "
            "SELECT source, folded, initials FROM search_texts ORDER BY 1, 2"
        )
        before = [tuple(row) for row in conn.execute(held).fetchall()]
        with case_file.writing() as writing:
            search_index.rebuild(writing)
        assert before == [tuple(row) for row in conn.execute(held).fetchall()]
        address = conn.execute("SELECT address FROM claims WHERE address <> ''").fetchone()[0]
        assert search.hits(conn, search.query_of(conn, initials("".join(address.split()[:3]))))


def dump(path: Path) -> list[str]:
    conn = connect(path, readonly=True)
    try:
        shape = conn.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        tables = [name for kind, name, sql in shape if kind == "table" and not sql.startswith("CREATE VIRTUAL")]
        rows = [str(tuple(row)) for name in tables for row in conn.execute(f'SELECT * FROM "{name}"')]
        return [str([tuple(one) for one in shape]), *rows, str(conn.execute("PRAGMA user_version").fetchone()[0])]
    finally:
        conn.close()


def test_an_older_case_is_brought_up_to_date_for_who_only_reads_it_too(tmp_path: Path) -> None:
    path = older(OLDER[-1], tmp_path)
    with open_case(path, writing=False) as case_file:
        assert case_file.updated is not None
        assert check(case_file).ok


def test_a_step_that_fails_leaves_the_file_as_it_was_and_the_next_try_needs_no_second_copy(tmp_path: Path) -> None:
    def breaks(db: Database) -> None:
        db.execute("UPDATE claims SET trade_name = 'half done'")
        raise RuntimeError("no power")

    path = older(4, tmp_path)
    before = dump(path)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="no power"):
            update(path, steps_and(breaks))
        assert dump(path) == before
    assert [file.name for file in tmp_path.glob("*(version*")] == ["심의 (version 4).casedb"]
    with open_case(path) as case_file:
        assert check(case_file).ok
    assert [file.name for file in tmp_path.glob("*(version*")] == ["심의 (version 4).casedb"]


def test_a_step_that_would_change_what_was_recorded_is_refused(tmp_path: Path) -> None:
    def tampers(db: Database) -> None:
        db.execute("DROP TRIGGER journal_no_update")
        db.execute("UPDATE journal SET body = '{}', hash = hash || '0' WHERE number = 3")

    path = older(9, tmp_path)
    before = dump(path)
    with pytest.raises(Problem, match="CaseFileDamaged"):
        update(path, steps_and(tampers))
    assert dump(path) == before


def test_an_earlier_copy_is_never_written_over(tmp_path: Path) -> None:
    path = older(9, tmp_path)
    other = tmp_path / "심의 (version 9).casedb"
    other.write_bytes(b"somebody's notes")
    with open_case(path) as case_file:
        assert case_file.updated == (9, tmp_path / "심의 (version 9, 2).casedb")
    assert other.read_bytes() == b"somebody's notes"


def test_a_damaged_file_is_not_brought_up_to_date(tmp_path: Path) -> None:
    path = older(9, tmp_path)
    conn = connect(path, readonly=True)
    root = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'letters_sha'").fetchone()[0]
    size = conn.execute("PRAGMA page_size").fetchone()[0]
    conn.close()
    data = bytearray(path.read_bytes())
    data[(root - 1) * size : root * size] = b"\x7f" * size
    path.write_bytes(data)
    with pytest.raises(Problem, match="CaseFileDamaged"):
        open_case(path)
    assert path.read_bytes() == data
    assert list(tmp_path.glob("*(version*")) == []


@pytest.mark.parametrize("size", ["1900k", "1300k"], ids=["no-room-for-the-steps", "no-room-for-the-copy"])
def test_a_full_disk_leaves_the_file_as_it_was(disk: Callable[..., Path], tmp_path: Path, size: str) -> None:
    path = older(2, tmp_path)
    before, room = dump(path), disk(f"size={size}")
    there = Path(shutil.copy(path, room))
    with pytest.raises(Problem, match="DiskFull"):
        open_case(there)
    assert dump(there) == before
    kept = ["심의 (version 2).casedb"] if size == "1900k" else []
    assert sorted(file.name for file in room.glob("*.casedb*") if "-" not in file.name) == [
        *kept, "심의.casedb", "심의.casedb.lock"
    ]  # fmt: skip


def test_a_locked_case_is_kept_under_the_same_passphrase(tmp_path: Path) -> None:
    from reviewer.casefile.passphrases import new_key

    plain, path = older(9, tmp_path), tmp_path / "locked.casedb"
    key = new_key("비밀 1015")
    conn = connect(plain)
    conn.execute(f"ATTACH '{path}' AS locked KEY \"x'{key}'\"")
    conn.execute("SELECT sqlcipher_export('locked')")
    for name in ("application_id", "user_version"):
        conn.execute(f"PRAGMA locked.{name} = {conn.execute(f'PRAGMA {name}').fetchone()[0]}")
    conn.close()
    with open_case(path, passphrase="비밀 1015") as case_file:
        assert case_file.updated is not None
        kept = case_file.updated[1]
        assert check(case_file).ok
    assert b"SQLite format 3" not in kept.read_bytes()
    with open_case(kept, passphrase="비밀 1015", renew=False) as copy:
        assert copy.uid


def test_an_older_file_of_papers_gets_its_place_for_letters_and_is_kept_as_it_was(room: CaseRoom) -> None:
    room.case_file.documents_writer.execute("DROP TABLE letters")
    room.case_file.documents_writer.execute("DELETE FROM _sqlite_migrations WHERE name = 'd002_letters'")
    room.case_file.documents_writer.execute("INSERT INTO documents VALUES ('ab', x'00ff')")
    room.case_file.documents_writer.execute("PRAGMA user_version = 12")
    room = room.reopened()
    kept_letters.keep(room.case_file, {"ab" * 32: b"a letter"})
    assert kept_letters.kept(room.case_file, "ab" * 32) == b"a letter"
    kept = connect(room.path.with_name(f"{room.path.stem} (version 12).documents"), readonly=True)
    assert kept.execute("SELECT bytes FROM documents WHERE document = 'ab'").fetchone()[0] == b"\x00\xff"
    assert kept.execute("PRAGMA user_version").fetchone()[0] == 12
    assert kept.execute("SELECT count(*) FROM sqlite_master WHERE name = 'letters'").fetchone()[0] == 0
    kept.close()


def test_a_file_of_papers_that_needs_no_step_is_not_touched(room: CaseRoom) -> None:
    room.case_file.documents_writer.execute(f"PRAGMA user_version = {DOCUMENTS_VERSION}")
    documents = room.case_file.documents_path
    room.case_file.close()
    before = documents.read_bytes()
    with open_case(room.path) as opened:
        assert opened.documents_reader().execute("SELECT count(*) FROM letters").fetchone()[0] == 0
    assert documents.read_bytes() == before
    assert list(room.path.parent.glob("*(version*")) == []


def test_the_shape_of_the_papers_is_that_of_their_last_step() -> None:
    steps = [one.name for one in document_migrations.pending(Database(memory=True))]
    assert (len(steps), DOCUMENTS_VERSION) == (2, 13), "a new step changes both"
