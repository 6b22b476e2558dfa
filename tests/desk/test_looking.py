"""Looking at files without a case: every page that is drawn has a file of its own, and progress counts files."""

from pathlib import Path

from reviewer.desk.looking import inspect_files
from tests.documents.papers import pdf


def test_files_of_one_name_do_not_draw_over_each_other(tmp_path: Path) -> None:
    names = ("one/통장.pdf", "one/A.pdf", "three/통장-2.pdf", "two/a.pdf", "two/통장.pdf", "two/통장.txt")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(pdf(2, words=name) if name.endswith("pdf") else b"text")
    out, told = tmp_path / "out", [(tmp_path / name) for name in names]
    found = inspect_files(told, png_folder=out)
    drawn = [[Path(one).name for one in record.get("png", [])] for record in found]
    assert drawn[:5] == [
        [f"{name}-1.png", f"{name}-2.png"] for name in ("통장", "A", "통장-2", "a-2", "통장-3")
    ]  # fmt: skip
    written = [one for record in drawn for one in record]
    assert len(set(written)) == len(written)
    assert sorted(one.name for one in out.iterdir()) == sorted(written)


def test_the_name_stays_that_of_the_file_where_nothing_else_is_drawn_under_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x,y\n1,2\n")
    (tmp_path / "a.pdf").write_bytes(pdf())
    found = inspect_files([tmp_path / "a.csv", tmp_path / "a.pdf"], png_folder=tmp_path / "out")
    assert [Path(one).name for record in found for one in record.get("png", [])] == ["a-1.png"]


def test_progress_counts_the_files_of_folders(tmp_path: Path) -> None:
    folder, alone = tmp_path / "folder", tmp_path / "alone.pdf"
    folder.mkdir()
    for path in (folder / "a.pdf", folder / "b.pdf", alone):
        path.write_bytes(pdf())
    heard: list[tuple[int, int]] = []
    inspect_files([folder, alone], progress=lambda done, total: heard.append((done, total)))
    assert heard == [(1, 3), (2, 3), (3, 3)]
