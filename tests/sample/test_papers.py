import ast
import hashlib
import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import hwp_hwpx_parser
import pillow_heif
import pypdfium2
import pytest
from PIL import Image
from python_calamine import CalamineWorkbook
from reportlab.pdfbase.ttfonts import TTFont

from reviewer import RESOURCES, sample
from reviewer.sample.applications import Applications
from reviewer.sample.delivery import DeliveryMade
from reviewer.sample.faults import FAULTS
from tests.sample.conftest import Line
from tests.sample.test_delivery import RRN

UNREADABLE = {"password_pdf", "damaged_file"}


def papers(made: DeliveryMade, truths: list[Line], *forms: str) -> Iterator[tuple[Line, Path]]:
    """The readable papers of these forms with their truth."""
    for truth in truths:
        if truth["made_as"] in forms and not UNREADABLE & set(truth["faults"]):
            yield truth, made.folder / str(truth["path"])


def words_of_pdf(file: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True).stdout.decode()


def squeezed(words: str) -> str:
    return "".join(words.split())


def test_every_fault_is_shown_somewhere(truths: list[Line], claim_truths: list[Line]) -> None:
    on_papers = {code for truth in truths for code in truth["faults"]}
    on_claims = {code for truth in claim_truths for code in truth["faults"]}
    assert on_claims == {fault.code for fault in FAULTS}
    assert on_papers == {fault.code for fault in FAULTS if not fault.missing}


def test_the_font_of_the_papers_has_every_character_they_are_written_with() -> None:
    drawn = TTFont("papers", RESOURCES / "fonts" / "NotoSansKR-Regular.ttf").face.charToGlyph
    for module in Path(sample.__path__[0]).rglob("*.py"):
        for part in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                assert not [one for one in part.value if one.isprintable() and ord(one) not in drawn], part.value


def test_the_first_applications_of_any_seed_show_every_fault() -> None:
    for seed in range(30):
        applications = Applications(seed, 100)
        shown = {code for number in range(40) for code in applications.faults_of(number)}
        assert shown == {fault.code for fault in FAULTS}


def test_every_pdf_with_text_names_the_business_it_belongs_to(made: DeliveryMade, truths: list[Line]) -> None:
    seen = 0
    for truth, file in papers(made, truths, "pdf"):
        words = squeezed(words_of_pdf(file))
        values = truth["values"]
        names = [
            values[key]
            for key in ("trade_name", "merchant", "representative", "brn", "owner", "holder")
            if key in values
        ]
        assert names or truth["kind"] in ("APP", "PRX")
        for name in names:
            assert squeezed(str(name)) in words, file
        assert "SAMPLE·견본" in words
        seen += 1
    assert seen > 20


def test_every_picture_opens_and_is_large_enough_to_read(made: DeliveryMade, truths: list[Line]) -> None:
    pillow_heif.register_heif_opener()
    forms = ("jpeg-photo", "jpeg-scan", "png-screenshot", "heic-photo", "screen-photo")
    opened = dict.fromkeys(forms, 0)
    for truth, file in papers(made, truths, *forms):
        with Image.open(file) as image:
            image.load()
            assert min(image.size) >= 400
        opened[str(truth["made_as"])] += 1
    assert all(opened.values()), opened


def test_some_photographs_lie_on_their_side_and_say_so(made: DeliveryMade, truths: list[Line]) -> None:
    turned = set()
    for _, file in papers(made, truths, "jpeg-photo"):
        if file.read_bytes().startswith(b"\xff\xd8"):
            with Image.open(file) as image:
                turned.add(image.getexif().get(274))
    assert {1, 6} <= turned <= {1, 3, 6, 8}


def test_workbooks_hold_the_days_as_numbers_and_the_total_they_print(made: DeliveryMade, truths: list[Line]) -> None:
    seen = 0
    for truth, file in papers(made, truths, "xlsx"):
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(file.read_bytes())).get_sheet_by_index(0).to_python()
        values = truth["values"]
        assert sheet[-1][0] == "합계"
        assert sheet[-1][5] == values["total_printed"]
        start = next(place for place, row in enumerate(sheet) if row[0] == "거래일자") + 1
        assert sum(int(row[5]) for row in sheet[start:-1]) == values["total_of_rows"]
        seen += 1
    assert seen > 3


def test_csv_files_are_cp949_and_hwpx_files_open_in_the_reader(made: DeliveryMade, truths: list[Line]) -> None:
    for truth, file in papers(made, truths, "csv-cp949"):
        assert str(truth["values"]["brn"]) in file.read_bytes().decode("cp949")
    documents = list(papers(made, truths, "hwpx"))
    assert documents
    for truth, file in documents:
        with hwp_hwpx_parser.Reader(file) as reader:
            words = reader.text
        values = truth["values"]
        assert str(values["brn"]) in words
        assert f"{values['total_printed']:,}" in words


def test_a_locked_pdf_opens_with_its_password_only(made: DeliveryMade, truths: list[Line]) -> None:
    locked = [truth for truth in truths if "password_pdf" in truth["faults"]]
    assert locked
    for truth in locked:
        file = made.folder / str(truth["path"])
        with pytest.raises(pypdfium2.PdfiumError):
            pypdfium2.PdfDocument(file)
        pypdfium2.PdfDocument(file, password=truth["values"]["password"]).close()


def test_a_damaged_file_cannot_be_read_whole(made: DeliveryMade, truths: list[Line]) -> None:
    damaged = [truth for truth in truths if "damaged_file" in truth["faults"]]
    assert damaged
    for truth in damaged:
        data = (made.folder / str(truth["path"])).read_bytes()
        assert data.endswith(bytes(100))
        if data.startswith(b"%PDF"):
            with pytest.raises(pypdfium2.PdfiumError):
                pypdfium2.PdfDocument(data)


def test_a_wrong_extension_hides_another_kind_of_file(made: DeliveryMade, truths: list[Line]) -> None:
    magics = {"pdf": b"%PDF", "jpg": b"\xff\xd8", "png": b"\x89PNG"}
    for truth in truths:
        file = made.folder / str(truth["path"])
        magic = magics.get(file.suffix[1:])
        if magic and not UNREADABLE & set(truth["faults"]):
            lies = "wrong_extension" in truth["faults"]
            assert file.read_bytes().startswith(magic) != lies, file


def test_a_resident_number_stands_only_where_the_fault_says_so(made: DeliveryMade, truths: list[Line]) -> None:
    for truth in truths:
        values = truth["values"]
        shown = "rrn_visible" in truth["faults"]
        assert ("rrn" in values) == shown
    for truth, file in papers(made, truths, "pdf"):
        words = words_of_pdf(file).replace(str(truth["values"].get("corporate_number") or "-"), "")
        assert bool(RRN.search(words)) == ("rrn_visible" in truth["faults"]), file


def test_the_hashes_of_the_truth_are_those_of_the_files(made: DeliveryMade, truths: list[Line]) -> None:
    known = {str(truth["path"]): truth["sha256"] for truth in truths}
    files = [file for file in made.proofs.rglob("*") if file.is_file()]
    assert len(files) == len(truths) == made.files
    for file in files:
        assert known[file.relative_to(made.folder).as_posix()] == hashlib.sha256(file.read_bytes()).hexdigest()
