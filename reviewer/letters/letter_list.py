"""The register of letters as a table: CSV for Korean spreadsheets or XLSX, one line a letter."""

from typing import IO

from reviewer.letters.table_file import WRITERS, Rows

COLUMNS = {
    "letter_no": ("문서번호", "Letter"),
    "languages": ("언어", "Languages"),
    "claim": ("접수번호", "Claim number"),
    "kind": ("종류", "Kind"),
    "issued_on": ("시행일", "Issued"),
    "issued_by": ("시행한 사람", "Issued by"),
    "replaced_by": ("대체한 통지문", "Replaced by"),
    "copies": ("다시 인쇄한 횟수", "Printed again"),
    "last_copy": ("마지막 인쇄", "Last copy"),
    "last_purpose": ("마지막 인쇄 목적", "Purpose of the last copy"),
    "last_recipient": ("마지막 인쇄 받는 사람", "Recipient of the last copy"),
    "destroy_by": ("파기 기한", "Destroyed by"),
    "way": ("송달 방법", "Way"),
    "result": ("송달 결과", "Result"),
    "on": ("송달일", "On"),
    "by": ("송달한 사람", "By"),
    "steps": ("송달 경과", "Every step"),
    "sha256_ko": ("국문 SHA-256", "SHA-256, Korean"),
    "sha256_en": ("영문 SHA-256", "SHA-256, English"),
}
"""Column -> its heading in Korean and English; no name of a claimant stands here, the claim number does."""
_WIDTHS = (16, 10, 14, 20, 12, 14, 16, 12, 18, 30, 24, 12, 16, 12, 12, 14, 50, 66, 66)


def headings(lang: str) -> tuple[str, ...]:
    """The headings in "ko" or "en"."""
    return tuple(words[lang == "en"] for words in COLUMNS.values())


def write_letters(rows: Rows, file: IO[bytes], form: str, lang: str) -> int:
    """Write the register as "csv" or "xlsx" (ValueError for more rows than a sheet holds); returns how many rows."""
    name = "letters" if lang == "en" else "통지문 시행 대장"
    return WRITERS[form](file, headings(lang), _WIDTHS, rows, name)
