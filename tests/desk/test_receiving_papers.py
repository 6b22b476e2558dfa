"""Papers of a delivery find their claim; those that are hostile or late are refused or wait."""

import sys
import zipfile
from pathlib import Path

import pytest

from reviewer.casefile import claim_facts, proofs
from reviewer.casefile.check import check
from reviewer.casefile.claim_facts import came_for
from tests.desk.delivery_room import DeliveryRoom, row, write_csv


def test_proofs_find_their_claim_and_kind_by_their_path(room: DeliveryRoom, tmp_path: Path) -> None:
    folder = tmp_path / "delivery"
    for name in (
        "proofs/2023-000001/SLS_1.xlsx", "proofs/2023-000001/소상공인 확인서.pdf", "2023-000002_매출.pdf",
        "증빙/10-0000002 통장사본.jpg", "증빙/2023-000002/개인정보 이용 동의서.pdf", "기타/안내문.pdf",
        "2023-000001/2023-000002_매출.pdf",
    ):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    write_csv(folder / "접수자료.csv", [row(1), row(2)])

    report = room.take(folder)

    assert report.documents == 5
    assert set(report.unmatched_files) == {"기타/안내문.pdf", "2023-000001/2023-000002_매출.pdf"}
    conn = room.case_file.reader()
    kinds = {
        claim: sorted(paper.kind for paper in claim_facts.papers_of(conn, claim))
        for claim in ("2023-000001", "2023-000002")
    }
    assert kinds == {"2023-000001": ["SBC", "SLS"], "2023-000002": ["BNK", "CNS", "SLS"]}
    paper = claim_facts.papers_of(conn, "2023-000001")[0]
    assert proofs.read(room.case_file, paper.document).decode() == paper.path
    assert check(room.case_file, documents=True).ok


def test_a_list_of_files_tells_claim_and_kind(room: DeliveryRoom, tmp_path: Path) -> None:
    folder = tmp_path / "delivery"
    (folder / "scans").mkdir(parents=True)
    write_csv(folder / "접수자료.csv", [row(1)])
    (folder / "scans" / "IMG_0001.jpg").write_bytes(b"bank book")
    (folder / "scans" / "IMG_0002.jpg").write_bytes(b"screen")
    lines = "파일,접수번호,종류\nscans/IMG_0001.jpg,2023-000001,통장사본\nIMG_0002.jpg,2023-000001,SUS\n"
    (folder / "목록.csv").write_text(lines, encoding="utf-8")

    report = room.take(folder)

    assert (report.documents, report.unmatched_files) == (2, ())
    found = claim_facts.papers_of(room.case_file.reader(), "2023-000001")
    assert {paper.path: paper.kind for paper in found} == {"scans/IMG_0001.jpg": "BNK", "scans/IMG_0002.jpg": "SUS"}


def test_papers_for_a_known_claim_wait_for_a_person(room: DeliveryRoom, tmp_path: Path) -> None:
    room.take(write_csv(tmp_path / "a.csv", [row(1)]))
    with zipfile.ZipFile(tmp_path / "later.zip", "w") as archive:
        archive.writestr("2023-000001/매출 자료.xlsx", b"sales")
        archive.writestr("2023-000001/매출 자료 (사본).xlsx", b"sales")

    report = room.take(tmp_path / "later.zip")

    assert (report.rows, report.documents, report.documents_known) == (0, 1, 1)
    conn = room.case_file.reader()
    (waiting,) = claim_facts.waiting_papers(conn)
    assert (waiting.claim, waiting.paper.kind, waiting.paper.relation) == ("2023-000001", "SLS", "LATER")
    assert [paper.relation for paper in claim_facts.papers_of(conn, "2023-000001")] == ["LATER"]
    assert not waiting.sets_back
    assert came_for(conn, "2023-000001", waiting.paper.document)
    assert not came_for(conn, "2023-000002", waiting.paper.document)
    assert not came_for(conn, "2023-000001", "ab" * 32)
    assert room.take(tmp_path / "later.zip").documents == 0


def test_hostile_members_of_a_zip_are_refused_by_name(room: DeliveryRoom, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../2023-000001_매출.pdf", b"x")
        link = zipfile.ZipInfo("2023-000001_통장.pdf")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("2023-000001_bomb.pdf", b"\0" * 60_000_000)
    report = room.take(tmp_path / "a.zip")
    assert sorted((refusal.code, refusal.row) for refusal in report.refusals) == [
        ("bomb", 0), ("link", 0), ("path_traversal", 0),
    ]  # fmt: skip
    assert report.documents == 0


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_and_absurd_names_in_a_folder_are_refused(room: DeliveryRoom, tmp_path: Path, uncommon_name: str) -> None:
    folder = tmp_path / "delivery"
    folder.mkdir()
    (tmp_path / "secret.pdf").write_bytes(b"secret")
    (folder / "2023-000001_매출.pdf").symlink_to(tmp_path / "secret.pdf")
    (folder / f"{uncommon_name}.pdf").write_bytes(b"odd")
    report = room.take(folder)
    assert sorted(refusal.code for refusal in report.refusals) == ["bad_name", "link"]
    assert room.ask("SELECT count(*) FROM papers") == [(0,)]


def test_a_paper_whose_name_says_that_a_name_was_destroyed_is_refused(room: DeliveryRoom, tmp_path: Path) -> None:
    folder, name = tmp_path / "delivery", f"destroyed/000000 0000 {'0' * 64}"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_bytes(b"%PDF-1.4")
    (folder / "2023-000001_매출.pdf").write_bytes(b"%PDF-1.4 2")
    write_csv(folder / "접수자료.csv", [row(1)])
    report = room.take(folder)
    assert [(one.code, one.value) for one in report.refusals if one.code == "bad_name"] == [("bad_name", name)]
    assert report.documents == 1
    assert check(room.case_file, documents=True).ok
