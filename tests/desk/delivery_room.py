"""A founded case to take deliveries into, and short ways to write them."""

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reviewer.casefile.case_file import open_case
from reviewer.casefile.connections import CaseFile
from reviewer.casefile.keys import make_key
from reviewer.desk.map_file import MapFile
from reviewer.desk.receiving import IntakeReport, found_case, take_in

NOW = dt.datetime(2023, 2, 1, 0, 0, tzinfo=dt.UTC)
HEADER = (
    *("접수번호", "신고번호", "접수일", "구분", "상호", "대표자", "사업자등록번호", "주소", "연락처", "이메일"),
    *("업종", "서비스", "유료여부", "피해액", "피해내용", "은행", "계좌번호", "예금주"),
)
ROW = {
    "접수번호": "2023-000001", "신고번호": "10-0000001", "접수일": "2023. 2. 1.", "구분": "소상공인",
    "상호": "㈜하늘 떡볶이", "대표자": "김하늘", "사업자등록번호": "120-81-47521",
    "주소": "서울특별시 강남구 역삼동 1-1", "연락처": "01012345678", "이메일": "haneul@example.com",
    "업종": "음식점업", "서비스": "카카오톡 채널", "유료여부": "무료", "피해액": "1,840,000원",
    "피해내용": "주말 주문이 끊겼습니다.", "은행": "국민은행", "계좌번호": "110-123-456789", "예금주": "김하늘",
}  # fmt: skip


def row(number: int, **changes: str) -> dict[str, str]:
    """A row with numbers of its own."""
    own = {"접수번호": f"2023-{number:06d}", "신고번호": f"10-{number:07d}", "연락처": f"010{number:08d}"}
    return {**ROW, **own, "사업자등록번호": "", **changes}


def write_csv(
    path: Path,
    rows: Sequence[dict[str, str]],
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    header: Sequence[str] = HEADER,
) -> Path:
    """A table of these rows."""
    with path.open("w", encoding=encoding, newline="") as file:
        out = csv.writer(file, delimiter=delimiter)
        out.writerow(header)
        out.writerows([[line.get(name, "") for name in header] for line in rows])
    return path


class DeliveryRoom:
    """A case file with one secretary."""

    def __init__(self, folder: Path, *, is_sample: bool = True, passphrase: str | None = None) -> None:
        self.folder = folder
        self.signer = make_key(folder / "keys", "sec", None)
        member = {"id": "sec", "role": "SECRETARY", "body": "KFME", "seat": 1, "computer": "A", "name": "간사"}
        self.case_file: CaseFile = found_case(
            folder / "심의.casedb", founder=self.signer, roster=[{**member, "public_keys": [self.signer.public_key]}],
            name="1015", passphrase=passphrase, is_sample=is_sample, now=NOW,
        )  # fmt: skip

    def take(self, *deliveries: Path, mapping: MapFile | None = None, **more: Any) -> IntakeReport:
        return take_in(self.case_file, self.signer, deliveries, mapping=mapping, now=NOW, **more)

    def reopen(self) -> None:
        self.case_file = open_case(self.case_file.path)

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        return [tuple(found) for found in self.case_file.reader().execute(question, values)]

    def everything(self) -> str:
        """Both files as text, to see that nothing changed."""
        tables = [name for (name,) in self.ask("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        found = {name: self.ask(f"SELECT * FROM {name}") for name in tables if not name.startswith("search_pairs")}
        documents = self.case_file.documents_reader().execute("SELECT document FROM documents")
        return repr((found, [tuple(row) for row in documents]))
