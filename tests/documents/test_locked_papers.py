"""Papers under a password: the right one opens them, a wrong one asks again, inside the real walls."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import msoffcrypto.format.ooxml as locked_ooxml
import pytest

import reviewer
from reviewer.documents.gloves import Spare
from reviewer.documents.opening import inspect, open_document, open_with_any
from reviewer.rules.problem import Problem
from tests.documents import papers
from tests.documents.hostile_offices import WORD, locked_workbook

CORPUS = Path(reviewer.__file__).resolve().parents[2] / "shared" / "corpus"


def locked_letter() -> bytes:
    """A DOCX under a password; of noise, for below 4,096 bytes nobody could open what msoffcrypto writes."""
    noise = "".join(
        f"<w:p><w:r><w:t>매출 {hashlib.sha256(bytes([n])).hexdigest()}</w:t></w:r></w:p>" for n in range(200)
    )
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    body = f"<w:document {WORD}><w:body>{noise}</w:body></w:document>"
    return _locked(papers.zipped(("[Content_Types].xml", types), ("word/document.xml", body.encode())))


def _locked(data: bytes) -> bytes:
    room = io.BytesIO()
    locked_ooxml.OOXMLFile(io.BytesIO(data)).encrypt("open1015", room)
    return room.getvalue()


LOCKED = {"매출.xlsx": locked_workbook, "사유서.docx": locked_letter}


@pytest.fixture
def spare() -> Iterator[Spare]:
    kept = Spare()
    yield kept
    kept.close()


@pytest.mark.parametrize("name", LOCKED)
def test_the_right_password_opens_an_office_paper_and_a_wrong_one_asks_again(name: str, spare: Spare) -> None:
    data = LOCKED[name]()
    for password in (None, "", "Open1015", "ㅐㅔ두1015"):
        with pytest.raises(Problem) as caught:
            open_document(data, name, password, spare=spare).close()
        assert caught.value.facts["reason"] == "password"
    with open_document(data, name, "open1015", spare=spare) as document:
        assert document.description.format == name.rpartition(".")[2]
        assert "encrypted" in document.description.warnings
    with open_with_any(data, name, ["wrong", "open1015"], spare=spare) as document:
        assert document.is_alive
    told = inspect(data, name, password="open1015")
    assert (told.opened, told.problem) == (True, None)
    assert ("매출" in told.text) or told.sheets[0].name == "매출"


def corpus(name: str) -> bytes:
    path = CORPUS / name
    if not path.is_file():
        pytest.skip("the corpus is not on this computer")
    return path.read_bytes()


def test_a_workbook_that_excel_locked_opens_with_its_password() -> None:
    data = corpus("sheet/calamine__pass_protected.xlsx")
    told = inspect(data, "a.xlsx", password="123")
    assert (told.opened, told.problem) == (True, None)
    assert inspect(data, "a.xlsx", password="1234").problem == "password"


def test_a_binary_workbook_opens_with_its_password_and_not_with_another() -> None:
    data = corpus("sheet/calamine__pass_protected.xlsb")
    told = inspect(data, "a.xlsb", password="1234")
    assert (told.opened, told.problem, told.format) == (True, None, "xlsb")
    assert inspect(data, "a.xlsb", password="123").problem == "password"


@pytest.mark.parametrize(
    "name",
    ["sheet/calamine__pass_protected.ods", "office/hwpjs__password-12345.hwp", "office/hwpjs__password-12345.hwpx"],
)
def test_a_kind_for_which_no_password_is_taken_never_asks_for_one(name: str) -> None:
    data = corpus(name)
    for password in (None, "12345"):
        told = inspect(data, name.rpartition("/")[2], password=password)
        assert (told.opened, told.problem, "encrypted" in told.warnings) == (False, "locked_format", True)
