from pathlib import Path

import pytest

from reviewer.casefile import fingerprints
from reviewer.casefile.case_file import create
from reviewer.casefile.connections import CaseFile
from reviewer.casefile.fingerprints import CROWD, Pair
from reviewer.rules.likeness import Fingerprint
from tests.casefile.case_room import CaseRoom

A, B, C = "2023-000001", "2023-000002", "2023-000003"
PICTURE = 0x0F3A_5566_1234_9ABC


@pytest.fixture
def room(tmp_path: Path) -> CaseRoom:
    room = CaseRoom(tmp_path)
    room.take_in(A, B, C)
    return room


def paper(room: CaseRoom, claim: str, kind: str = "SUS") -> str:
    return next(one.document for one in room.claim(claim).papers if one.kind == kind)


def keep(room: CaseRoom, document: str, *prints: Fingerprint) -> None:
    with room.case_file.writing() as conn:
        fingerprints.keep(conn, document, prints)


def picture(value: int, page: int = 1) -> Fingerprint:
    return Fingerprint("PICTURE", f"{value:016x}", page)


def likes(room: CaseRoom, claim: str) -> list[tuple[str, str]]:
    documents = [one.document for one in room.claim(claim).papers]
    return [(one.kind, one.claim) for one in fingerprints.likes_of(room.conn, claim, documents)]


def test_two_papers_with_one_value_are_alike_from_both_sides(room: CaseRoom) -> None:
    week = Fingerprint("WEEK", "ab" * 16, 1)
    keep(room, paper(room, A, "SLS"), week)
    keep(room, paper(room, B, "SLS"), week)
    keep(room, paper(room, C, "SLS"), Fingerprint("WEEK", "cd" * 16, 1))
    assert likes(room, A) == [("WEEK", B)]
    assert likes(room, B) == [("WEEK", A)]
    assert likes(room, C) == []


def test_a_paper_read_again_is_kept_once(room: CaseRoom) -> None:
    keep(room, paper(room, A), picture(PICTURE), Fingerprint("EXIF", "camera · then"))
    keep(room, paper(room, A), picture(PICTURE + 1))
    kept = room.conn.execute("SELECT kind, value FROM fingerprints").fetchall()
    assert [tuple(row) for row in kept] == [("PICTURE", f"{PICTURE + 1:016x}")]
    assert room.conn.execute("SELECT count(*) FROM picture_bands").fetchone()[0] == 8


def test_a_forgotten_paper_leaves_nothing_behind(room: CaseRoom) -> None:
    for claim in (A, B):
        keep(room, paper(room, claim), picture(PICTURE))
    with room.case_file.writing() as conn:
        fingerprints.keep_pairs(conn, [Pair(paper(room, A), 1, paper(room, B), 1, True)])
        fingerprints.forget(conn, paper(room, A))
    assert fingerprints.near_pictures(room.conn, f"{PICTURE:016x}") == {f"{PICTURE:016x}": 0}
    with room.case_file.writing() as conn:
        fingerprints.forget(conn, paper(room, B))
    for table in ("fingerprinted", "fingerprints", "picture_bands", "picture_pairs", "pictures_due"):
        assert room.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table


def test_near_pictures_are_found_and_far_ones_are_not(room: CaseRoom) -> None:
    near, nearer, far = PICTURE ^ 0b1111, PICTURE ^ 0b1, PICTURE ^ 0x0101_0101_0101_0101
    keep(room, paper(room, A), picture(near), picture(nearer, 2), picture(far, 3))
    assert fingerprints.near_pictures(room.conn, f"{PICTURE:016x}") == {f"{nearer:016x}": 1, f"{near:016x}": 4}


def test_the_nearest_pair_of_a_paper_has_its_turn_first_and_none_is_left_out(
    room: CaseRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprints, "MOST_PAIRS", 2)
    one, other = paper(room, A), paper(room, B)
    keep(room, one, picture(PICTURE), picture(PICTURE ^ 0xFFFF_0000, 2))
    keep(room, other, *(picture(PICTURE ^ (1 << bits) - 1, bits) for bits in range(1, 6)))
    seen: list[int] = []
    while pairs := fingerprints.pairs_to_compare(room.conn, one, A):
        assert len(pairs) <= 2
        seen += [pair.other_page for pair in pairs]
        with room.case_file.writing() as conn:
            fingerprints.keep_pairs(conn, pairs)
    assert seen == [1, 2, 3, 4, 5]


def test_papers_wait_to_be_compared_until_no_pair_is_left_and_give_way_to_those_without_a_turn(room: CaseRoom) -> None:
    one, other = paper(room, A), paper(room, B)
    assert fingerprints.next_due(room.conn) == ""
    for document in (one, other):
        keep(room, document, picture(PICTURE))
    keep(room, paper(room, C, "SLS"), Fingerprint("WEEK", "ab" * 16, 1))

    def turn(document: str, *, is_done: bool) -> str:
        with room.case_file.writing() as conn:
            fingerprints.had_turn(conn, document, is_done=is_done)
        return fingerprints.next_due(room.conn)

    assert fingerprints.next_due(room.conn) == one
    assert turn(one, is_done=False) == other
    assert turn(other, is_done=True) == one
    assert turn(one, is_done=True) == ""


def test_pictures_are_alike_only_once_they_were_compared(room: CaseRoom) -> None:
    one, other = paper(room, A), paper(room, B)
    keep(room, one, picture(PICTURE))
    keep(room, other, picture(PICTURE ^ 1))
    assert likes(room, A) == []
    (pair,) = fingerprints.pairs_to_compare(room.conn, one, A)
    assert pair == Pair(one, 1, other, 1)
    with room.case_file.writing() as conn:
        fingerprints.keep_pairs(conn, [Pair(pair.document, pair.page, pair.other, pair.other_page, True)])
    assert likes(room, A) == [("PICTURE", B)]
    assert likes(room, B) == [("PICTURE", A)]
    assert fingerprints.pairs_to_compare(room.conn, one, A) == []
    assert fingerprints.pairs_to_compare(room.conn, other, B) == []


def test_a_pair_that_shows_different_things_is_not_compared_again_and_not_alike(room: CaseRoom) -> None:
    one, other = paper(room, A), paper(room, B)
    keep(room, one, picture(PICTURE))
    keep(room, other, picture(PICTURE))
    with room.case_file.writing() as conn:
        fingerprints.keep_pairs(conn, [Pair(other, 1, one, 1, False)])
    assert likes(room, A) == []
    assert fingerprints.pairs_to_compare(room.conn, one, A) == []


def test_papers_of_one_claim_are_not_compared_with_each_other(room: CaseRoom) -> None:
    keep(room, paper(room, A, "SUS"), picture(PICTURE))
    keep(room, paper(room, A, "BNK"), picture(PICTURE))
    assert fingerprints.pairs_to_compare(room.conn, paper(room, A, "SUS"), A) == []


def test_a_value_in_the_papers_of_a_crowd_is_no_likeness(tmp_path: Path) -> None:
    room = CaseRoom(tmp_path)
    claims = [f"2023-{number:06d}" for number in range(1, CROWD + 3)]
    room.take_in(*claims)
    for claim in claims:
        keep(room, paper(room, claim), Fingerprint("TIMES", "maker · 2023-02-14T10:22:31 · 2023-02-14T10:22:31"))
        keep(room, paper(room, claim, "SLS"), Fingerprint("WEEK", "ab" * 16, 1))
    assert {kind for kind, _ in likes(room, claims[0])} == {"WEEK"}, "the same sales weeks are never a form"


@pytest.mark.parametrize(("is_sample", "passphrase", "kept"), [(True, None, 1), (False, None, 0), (False, "비밀", 1)])
def test_digests_of_accounts_stand_only_where_accounts_may_stand(
    tmp_path: Path, is_sample: bool, passphrase: str | None, kept: int
) -> None:
    case_file: CaseFile = create(tmp_path / "a.casedb", passphrase=passphrase, is_sample=is_sample)
    with case_file, case_file.writing() as conn:
        fingerprints.keep(conn, "ab" * 32, [Fingerprint("ACCOUNT", "cd" * 16, 1)])
        assert conn.execute("SELECT count(*) FROM fingerprints").fetchone()[0] == kept
