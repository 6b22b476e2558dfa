import csv
import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from reviewer.sample.delivery import DeliveryMade, make_delivery
from reviewer.sample.proportions import APPLICATIONS_AT_LEAST, PUBLISHED_REPORTS, Places, applications_among, counts
from reviewer.sample.reports import COLUMNS, Reports

RRN = re.compile(r"(?<!\d)(\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[\s-]*([1-8])(\d{6})(?!\d)")


def hashes(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def rows(made: DeliveryMade) -> list[dict[str, str]]:
    with made.table.open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


def brn_is_right(brn: str) -> bool:
    digits = [int(sign) for sign in brn.replace("-", "")]
    total = sum(x * y for x, y in zip(digits, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=False)) + digits[8] * 5 // 10
    return len(digits) == 10 and (10 - total % 10) % 10 == digits[9]


def test_the_same_seed_makes_the_same_bytes_and_progress_grows_to_the_end(small: DeliveryMade, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    again = make_delivery(tmp_path / "again", 10, 7, lambda done, total: seen.append((done, total)))
    assert hashes(again.folder) == hashes(small.folder)
    assert [Reports(10, 7).row(n) for n in range(10)] != [Reports(10, 8).row(n) for n in range(10)]
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]


def test_the_published_number_of_reports_has_the_published_proportions() -> None:
    places = Places(PUBLISHED_REPORTS)
    groups = [places.group_at(place) for place in range(PUBLISHED_REPORTS)]
    own = [group for group in groups if not group.affiliate]
    assert len(groups) - len(own) == 17_921
    assert Counter(group.reporter for group in own) == {"소상공인": 17_439, "이용자": 69_605, "중대형기업": 151}
    assert sum(group.reporter == "소상공인" and group.loss for group in own) == 8_461
    assert sum(group.paid for group in own) == 14_918
    assert sum(group.loss and not group.paid for group in own) == 13_195
    assert sum(group.key == "application" for group in groups) == 451


@pytest.mark.parametrize("reports", [10, 11, 233, 5_000, 999_999, 1_000_000])
def test_the_groups_of_any_delivery_add_up(reports: int) -> None:
    assert sum(counts(reports).values()) == reports
    assert counts(reports)["application"] == applications_among(reports) >= APPLICATIONS_AT_LEAST
    assert min(counts(reports).values()) >= 0


def test_every_report_of_a_delivery_has_its_own_place() -> None:
    reports = Reports(2_333, 5)
    assert {reports.place(position) for position in range(2_333)} == set(range(2_333))


def test_a_delivery_beyond_the_limits_is_refused(tmp_path: Path, small: DeliveryMade) -> None:
    for wrong in (9, 1_000_001):
        with pytest.raises(ValueError, match="reports"):
            make_delivery(tmp_path / "wrong", wrong, 1)
    with pytest.raises(FileExistsError):
        make_delivery(small.folder, 10, 7)


def test_the_register_opens_in_korean_excel_and_holds_one_row_a_report(made: DeliveryMade) -> None:
    assert made.table.read_bytes().startswith(b"\xef\xbb\xbf")
    register = rows(made)
    assert tuple(register[0]) == COLUMNS
    assert len(register) == made.reports == 10_000
    assert len({row["신고번호"] for row in register}) == 10_000
    assert sum(bool(row["접수번호(신청)"]) for row in register) == made.applications == 43


def test_registration_numbers_are_right_and_one_application_in_forty_repeats_one(made: DeliveryMade) -> None:
    numbers = [row["사업자등록번호"] for row in rows(made) if row["사업자등록번호"]]
    assert len(numbers) > 1_500
    assert all(brn_is_right(number) for number in numbers)
    assert len(set(numbers)) == len(numbers) - 1


def test_the_register_names_no_real_telephone_mail_or_resident_number(made: DeliveryMade) -> None:
    assert RRN.search(made.table.read_text(encoding="utf-8-sig")) is None
    for row in rows(made):
        assert re.match(r"(010|02|0\d\d)-0", row["전화번호"])
        assert not row["전자우편"] or ".example." in f".{row['전자우편'].partition('@')[2]}"


def test_most_applications_exceed_500_000_won_and_some_sit_on_the_edges() -> None:
    applications = Reports(PUBLISHED_REPORTS, 1).applications
    losses = [applications.get(number).claimed_loss for number in range(applications.total)]
    above = sum(loss is not None and loss > 500_000 for loss in losses)
    assert 0.65 < above / len(losses) < 0.8
    assert {300_000, 300_001, 500_000, 500_001} <= set(losses)
    assert losses.count(None) > 10


def test_small_businesses_report_losses_in_every_band(made: DeliveryMade) -> None:
    losses = [
        int(row["피해액"])
        for row in rows(made)
        if row["구분"] == "소상공인" and row["피해액"] not in ("", "0") and not row["접수번호(신청)"]
    ]
    low = sum(loss <= 300_000 for loss in losses) / len(losses)
    high = sum(loss > 500_000 for loss in losses) / len(losses)
    assert 0.45 < low < 0.75
    assert 0.08 < high < 0.35
