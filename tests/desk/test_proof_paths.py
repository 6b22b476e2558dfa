"""A file tells its claim and its kind by its path."""

import unicodedata

import pytest

from reviewer.desk.proof_paths import claim_of, kind_of, listed_as, manifest_columns, manifest_line

CLAIMS = {"2023-000123": "2023-000123", "10-0000123": "2023-000123", "2023-000124": "2023-000124"}


@pytest.mark.parametrize(
    ("path", "claim", "kind"),
    [
        ("proofs/2023-000123/SLS_1.xlsx", "2023-000123", "SLS"),
        ("2023-000123_매출.pdf", "2023-000123", "SLS"),
        ("2023-000123 소상공인 확인서.pdf", "2023-000123", "SBC"),
        ("10-0000123/확인서.pdf", "2023-000123", "SBC"),
        ("(2023-000124)통장사본.jpg", "2023-000124", "BNK"),
        ("2023-000123/카드매출 확인서.pdf", "2023-000123", "SLS"),
        ("2023-000123/카카오채널 이용화면.png", "2023-000123", "SUS"),
        ("2023-000123/개인정보 이용 동의서.hwp", "2023-000123", "CNS"),
        ("2023-000123/피해사실 신청서.hwp", "2023-000123", "APP"),
        ("2023-000123/위임장.pdf", "2023-000123", "PRX"),
        ("2023-000123/사업자등록증.jpg", "2023-000123", "BRC"),
        ("통장/2023-000123.jpg", "2023-000123", "BNK"),
        ("2023-000123/2023-000124_매출.pdf", "", "SLS"),
        ("2023-000999_매출.pdf", "", "SLS"),
        ("2023-0001234.pdf", "", "OTH"),
        ("IMG_0001.jpg", "", "OTH"),
    ],
)
def test_paths_are_read_as_people_name_files(path: str, claim: str, kind: str) -> None:
    for form in ("NFC", "NFD"):
        assert (claim_of(unicodedata.normalize(form, path), CLAIMS), kind_of(unicodedata.normalize(form, path))) == (
            claim,
            kind,
        )


def test_a_list_of_files_is_known_by_its_header() -> None:
    assert manifest_columns(["상호", "파일", "접수번호"]) is None
    columns = manifest_columns(["파일명", "접수번호", "종류"])
    assert columns is not None
    line = manifest_line(columns, [".\\Scans\\IMG_1.JPG", "2023-000123", "매출자료"])
    assert line is not None
    listed = listed_as("보낸 것/scans/img_1.jpg", dict([line]))
    assert listed is not None
    assert (listed.claim, listed.kind) == ("2023-000123", "SLS")
    assert listed_as("scans/other.jpg", dict([line])) is None
