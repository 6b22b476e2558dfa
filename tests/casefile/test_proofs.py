"""Papers are stored once by their SHA-256, and told when they are not here."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.casefile import proofs
from reviewer.casefile.case_file import CaseFile, create
from reviewer.rules.problem import Problem


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with create(tmp_path / "a.casedb", is_sample=True) as made:
        yield made


def test_the_same_bytes_are_stored_once_and_come_back(case: CaseFile) -> None:
    first, again, other = proofs.put_all(case, [b"paper", b"paper", b"other"])
    assert first == again == hashlib.sha256(b"paper").hexdigest() == proofs.put(case, b"paper")
    assert proofs.read(case, first) == b"paper"
    assert proofs.orphans(case) == sorted([first, other])


def test_papers_that_are_not_here_are_told_apart(case: CaseFile, tmp_path: Path) -> None:
    document = proofs.put(case, b"paper")
    with pytest.raises(Problem, match="ProofMissing"):
        proofs.read(case, "0" * 64)
    case.close()
    (tmp_path / "a.documents").unlink()
    from reviewer.casefile.case_file import open_case

    with open_case(tmp_path / "a.casedb", writing=False) as opened:
        assert not proofs.is_here(opened, document)
        with pytest.raises(Problem, match="DocumentsMissing"):
            proofs.read(opened, document)


def test_half_a_batch_is_never_stored(case: CaseFile) -> None:
    def papers() -> Iterator[bytes]:
        yield b"one"
        raise OSError("the stick was pulled")

    with pytest.raises(OSError, match="stick"):
        proofs.put_all(case, papers())
    assert proofs.orphans(case) == []
