"""Every file of the shared corpus against what independent tools said of it."""

import csv
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import reviewer
from reviewer.documents.opening import Description, inspect

CORPUS = Path(reviewer.__file__).resolve().parents[2] / "shared" / "corpus"

DISAGREEMENTS: dict[str, tuple[set[str], str]] = {
    "pdf/sample-files__unreadablemetadata.pdf": (
        {"opened"},
        "poppler reports 4 pages of 0 x 0 points and draws each as one white pixel; qpdf finds 0 pages",
    ),
    "pdf/pdf.js__bomb_giant.pdf": (
        {"opened"},
        "poppler unpacks the 100,000 x 100,000 picture for more than 31 s; PDFium passes it over, "
        "and we show the rest of the page and warn `picture_missing`",
    ),
    "image/pillow__truncated_image.png": ({"opened"}, "Pillow refuses; we show as far as it goes and warn `truncated`"),
    "image/pillow__truncated_jpeg.jpg": ({"opened"}, "Pillow refuses; we show as far as it goes and warn `truncated`"),
    "image/pillow__negative_size.ppm": (
        {"opened"},
        "Pillow was asked for a picture; the 19 bytes are no picture but text, and are shown as text",
    ),
    "sheet/calamine__too_small.xls": (
        {"opened"},
        "calamine was asked for a workbook; the 68 bytes are a note that an attachment was not found, and are shown",
    ),
    "sheet/csv-injection-payloads__csv-payload.txt": (
        {"rows", "cols"},
        "the oracle read a .txt without even rows as CSV; we show it as text",
    ),
}
"""Where we think the independent tool is the weaker witness: file -> fields, and why."""

FIELDS = ("opened", "problem", "pages", "size", "sheets", "rows", "cols")


def expected(path: str, oracle: str) -> dict[str, object]:
    """What the oracle's words mean in the fields of `inspect`; a field it says nothing of is left out."""
    if "EMPTY FILE" in oracle:
        return {"opened": False, "problem": "empty"}
    if re.search(r"password needed|PasswordError|HWP5 .*password=1|encrypted_manifest=True", oracle):
        takes_none = path.endswith((".hwp", ".hwpx", ".ods"))
        return {"opened": False, "problem": "locked_format" if takes_none else "password"}
    found: dict[str, object] = {}
    if "pdfinfo" in oracle:
        found |= _of_pdf(oracle)
    elif "PIL" in oracle:
        found |= _of_image(oracle)
    elif "calamine" in oracle:
        found |= _of_sheets(oracle)
    elif match := re.search(r"rows=(\d+) \(incl. header\) cols=(\d+)", oracle):
        found |= {"opened": True, "rows": int(match[1]), "cols": int(match[2])}
    elif path.startswith("office/"):
        found |= {"opened": True}
    return found


def _of_pdf(oracle: str) -> dict[str, object]:
    match = re.search(r"pdfinfo: pages=(\d+) .*?size=([\d.]+) x ([\d.]+) pts.*?rot=(\d+)", oracle)
    if match is None:
        return {"opened": False}
    wide, high = float(match[2]), float(match[3])
    size = (high, wide) if match[4] in ("90", "270") else (wide, high)
    return {"opened": "render p1 FAIL" not in oracle, "pages": int(match[1]), "size": size}


def _of_image(oracle: str) -> dict[str, object]:
    if "PIL ERROR" in oracle:
        return {"opened": False}
    match = re.search(r"PIL \w+ (\d+)x(\d+) \S+ frames=(\d+)(?: orient=(\w+))?", oracle)
    assert match is not None
    wide, high = float(match[1]), float(match[2])
    turned = (match[4] or "") in ("5", "6", "7", "8")
    return {"opened": True, "pages": int(match[3]), "size": (high, wide) if turned else (wide, high)}


def _of_sheets(oracle: str) -> dict[str, object]:
    match = re.search(r"calamine sheets=(\d+) ([^|]*)", oracle)
    if match is None:
        return {"opened": False}
    sizes = [(int(h), int(w)) for h, w in re.findall(r":(\d+)x(\d+)(?:;|\s|$)", match[2])]
    return {"opened": True, "sheets": (int(match[1]), sizes)}


def differences(told: Description, wanted: dict[str, object]) -> set[str]:
    """The fields in which we differ from the oracle."""
    found = set()
    for field in FIELDS:
        if field in wanted and not _agrees(field, told, wanted[field]):
            found.add(field)
    if "opened" in found:
        found -= {"pages", "size", "sheets"}  # nothing to compare when only one of us could open it
    return found


def _agrees(field: str, told: Description, value: object) -> bool:
    if field in ("opened", "problem", "pages"):
        return bool(getattr(told, field) == value)
    if field in ("rows", "cols"):
        return bool(told.sheets) and getattr(told.sheets[0], field) == value
    if field == "size":
        assert isinstance(value, tuple)
        size = told.page_sizes[0] if told.page_sizes else (0.0, 0.0)
        return abs(size[0] - value[0]) < 1 and abs(size[1] - value[1]) < 1
    assert isinstance(value, tuple)
    count, sizes = value
    # The oracle measures from the first used cell, we from A1: ours may be larger, never smaller.
    return len(told.sheets) == count and all(
        ours.rows >= rows and ours.cols >= cols and (rows > 0) == (ours.rows > 0)
        for ours, (rows, cols) in zip(told.sheets, sizes, strict=False)
    )


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus (../shared/corpus) is not on this computer")
def test_every_file_of_the_corpus_is_told_as_independent_tools_see_it() -> None:
    with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(listed) == 182

    def look(entry: dict[str, str]) -> Description:
        path = CORPUS / entry["path"]
        return inspect(path.read_bytes(), path.name, seconds=20)

    with ThreadPoolExecutor(2) as lane:
        told = dict(zip((entry["path"] for entry in listed), lane.map(look, listed), strict=True))
    found = {}
    for entry in listed:
        description = told[entry["path"]]
        assert description.sha256 == entry["sha256"]
        assert description.opened is (description.problem is None)
        assert description.problem not in ("crashed", "timed_out"), entry["path"]
        different = differences(description, expected(entry["path"], entry["oracle"]))
        if different:
            found[entry["path"]] = different
    assert found == {path: fields for path, (fields, _) in DISAGREEMENTS.items()}


NAMED = {
    "pdf/pdf.js__bomb_giant.pdf": "picture_missing",
    "pdf/pdf.js__secHandler.pdf": "javascript",
    "image/pillow__truncated_jpeg.jpg": "truncated",
    "sheet/calamine__OOM_alloc.xls": "hidden_rows",
    "sheet/calamine__any_sheets.xlsb": "form_unread",
    "sheet/calamine__any_sheets.xls": "macro",
}
"""What a reviewer must be told of these files."""


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus (../shared/corpus) is not on this computer")
def test_what_is_hostile_or_missing_in_the_corpus_is_named() -> None:
    for path, code in NAMED.items():
        data = (CORPUS / path).read_bytes()
        assert code in inspect(data, path.rpartition("/")[2], seconds=20).warnings, path
