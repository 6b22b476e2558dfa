import json
import os
import stat
from pathlib import Path

import pytest

from reviewer.casefile.case_file import create, open_case
from reviewer.casefile.keys import (
    change_passphrase,
    default_folder,
    key_id_of,
    keys_in,
    make_key,
    remember_case,
    unlock,
    verify,
)
from reviewer.rules.problem import Problem

HASH = "5a" * 32


def test_a_key_signs_and_only_its_public_half_verifies(tmp_path: Path) -> None:
    signer, other = make_key(tmp_path, "law-1", None), make_key(tmp_path, "law-1", None)
    signature = signer.sign(HASH)
    assert verify(signer.public_key, HASH, signature)
    assert not verify(other.public_key, HASH, signature)
    assert not verify(signer.public_key, "5b" * 32, signature)
    assert not verify(signer.public_key, HASH, "junk")
    assert signer.key_id == key_id_of(signer.public_key)
    assert len(signer.key_id) == 16


def test_a_locked_key_opens_with_its_passphrase_only(tmp_path: Path) -> None:
    made = make_key(tmp_path, "law-1", "열쇠 문구")
    assert [(key.key_id, key.member, key.is_encrypted) for key in keys_in(tmp_path)] == [(made.key_id, "law-1", True)]
    again = unlock(tmp_path, made.key_id, "열쇠 문구")
    assert verify(made.public_key, HASH, again.sign(HASH))
    with pytest.raises(Problem, match="WrongPassphrase"):
        unlock(tmp_path, made.key_id, "다른 문구")
    with pytest.raises(Problem, match="KeyLocked"):
        unlock(tmp_path, made.key_id, None)
    with pytest.raises(Problem, match="KeyLocked"):
        unlock(tmp_path, "0" * 16, "열쇠 문구")


def test_the_private_half_stands_nowhere_in_the_open(tmp_path: Path) -> None:
    made = make_key(tmp_path, "law-1", "words")
    private = made.private_bytes()
    content = (tmp_path / f"{made.key_id}.key").read_text()
    assert private.hex() not in content
    assert private.hex() not in repr(made)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps files of a person apart by the person's folder")
def test_only_its_owner_may_read_a_key_file(tmp_path: Path) -> None:
    made = make_key(tmp_path, "law-1", None)
    assert stat.S_IMODE((tmp_path / f"{made.key_id}.key").stat().st_mode) == 0o600


def test_a_key_whose_public_half_was_exchanged_does_not_open(tmp_path: Path) -> None:
    mine, other = make_key(tmp_path, "law-1", "words"), make_key(tmp_path, "law-1", "words")
    path = tmp_path / f"{mine.key_id}.key"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"public_key": other.public_key}))
    (tmp_path / f"{other.key_id}.key").unlink()
    with pytest.raises(Problem, match="WrongPassphrase"):
        unlock(tmp_path, other.key_id, "words")


def test_halves_that_do_not_fit_sign_nothing(tmp_path: Path) -> None:
    mine, other = make_key(tmp_path, "law-1", None), make_key(tmp_path, "law-1", None)
    path = tmp_path / f"{mine.key_id}.key"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"public_key": other.public_key}))
    (tmp_path / f"{other.key_id}.key").unlink()
    mixed = unlock(tmp_path, other.key_id, None)
    with pytest.raises(Problem, match="KeyLocked"):
        mixed.sign(HASH)


def test_one_passphrase_opens_the_key_and_the_locked_cases_it_knows(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    signer = make_key(keys, "law-1", "words")
    path = tmp_path / "a.casedb"
    with create(path, passphrase="the council's own words") as case_file:
        assert case_file.key is not None
        remember_case(keys, signer, "words", path, case_file.key)
    again = unlock(keys, signer.key_id, "words")
    assert "the council" not in (keys / f"{signer.key_id}.key").read_text()
    with open_case(path, key=again.case_key(path)) as opened:
        assert opened.is_locked
    with pytest.raises(Problem, match="WrongPassphrase"):
        remember_case(keys, signer, "wrong", path, "00" * 48)


def test_a_passphrase_can_be_changed_without_losing_anything(tmp_path: Path) -> None:
    made = make_key(tmp_path, "law-1", "old")
    change_passphrase(tmp_path, made.key_id, "old", "new")
    assert unlock(tmp_path, made.key_id, "new").public_key == made.public_key
    with pytest.raises(Problem, match="WrongPassphrase"):
        unlock(tmp_path, made.key_id, "old")


def test_other_files_in_the_folder_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "notes.key").write_text("no key")
    (tmp_path / "list.key").write_text("[1]")
    assert keys_in(tmp_path) == []
    assert keys_in(tmp_path / "none") == []


def test_keys_are_kept_in_the_person_s_own_folder(own_home: Path) -> None:
    assert own_home in default_folder().parents


@pytest.mark.parametrize("part", ["sealed", "cipher", "kdf"])
def test_a_damaged_key_file_is_told_from_a_wrong_passphrase(tmp_path: Path, part: str) -> None:
    made = make_key(tmp_path, "law-1", "words")
    file = tmp_path / f"{made.key_id}.key"
    content = json.loads(file.read_text())
    file.write_text(json.dumps({**content, part: content[part][:-1] if part == "sealed" else {}}))
    with pytest.raises(Problem, match="KeyFileDamaged"):
        unlock(tmp_path, made.key_id, "words")
