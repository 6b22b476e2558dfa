"""A delivery without a case founds one, with the roster given or with whoever is at this computer."""

from pathlib import Path

import pytest

from reviewer.casefile import keys, standing
from reviewer.casefile.case_file import open_case
from reviewer.desk.founding import NOT_STATED, found_for_intake, read_roster
from reviewer.rules.problem import Problem
from tests.desk.delivery_room import NOW

ROSTER = """
[[member]]
id = "kfme-1"
role = "SECRETARY"
body = "KFME"
seat = 1
name = "김간사"

[[member]]
id = "law-1"
role = "MEMBER"
body = "LAW"
seat = 2
"""


def test_whoever_is_at_this_computer_founds_a_locked_case(tmp_path: Path) -> None:
    path = tmp_path / "심의.casedb"
    made, signer = found_for_intake(path, None, tmp_path / "keys", "길고 긴 암호", now=NOW)
    with made:
        assert made.is_locked
        member = standing.read_case(made.reader()).roster["secretary"]
        assert (member.role, member.public_keys) == ("SECRETARY", (signer.public_key,))
        case = standing.read_case(made.reader())
        stated = {standing.kept_text(made.reader(), one) for one in (case.controller, case.legal_ground)}
        assert stated == {NOT_STATED}  # a ground that nobody chose is no ground
    with open_case(path, key=signer.case_key(path)) as opened:
        assert not opened.is_sample
    again, same = found_for_intake(tmp_path / "둘째.casedb", None, tmp_path / "keys", "길고 긴 암호", now=NOW)
    again.close()
    assert same.key_id == signer.key_id


def test_a_roster_file_names_the_council(tmp_path: Path) -> None:
    roster = tmp_path / "roster.toml"
    roster.write_text(ROSTER, "utf-8")
    made, signer = found_for_intake(tmp_path / "a.casedb", roster, tmp_path / "keys", "길고 긴 암호", now=NOW)
    with made:
        found = standing.read_case(made.reader()).roster
    assert (signer.member, list(found), found["law-1"].seat) == ("kfme-1", ["kfme-1", "law-1"], 2)


def test_without_a_passphrase_nothing_is_founded(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="KeyLocked"):
        found_for_intake(tmp_path / "a.casedb", None, tmp_path / "keys", None, now=NOW)
    assert list(tmp_path.glob("a.*")) == []


def test_a_founder_who_is_no_secretary_leaves_no_file_behind(tmp_path: Path) -> None:
    roster = tmp_path / "roster.toml"
    roster.write_text(ROSTER, "utf-8")
    keys.make_key(tmp_path / "keys", "law-1", "길고 긴 암호")
    with pytest.raises(Problem, match="NotYourRole"):
        found_for_intake(tmp_path / "a.casedb", roster, tmp_path / "keys", "길고 긴 암호", who="law-1", now=NOW)
    assert not (tmp_path / "a.casedb").exists()
    assert not (tmp_path / "a.documents").exists()


@pytest.mark.parametrize("text", ["[[member", "", "[[member]]\nid = 'a'", "[[member]]\nid='a'\nrole='CHAIR'\nage=5"])
def test_a_roster_that_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(Problem, match="RosterInvalid"):
        read_roster(text)
