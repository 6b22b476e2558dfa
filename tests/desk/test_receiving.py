"""A delivery goes in row by row: what is accepted, refused, known, and what stays when it is broken off."""

import csv
import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reviewer.casefile import claim_facts
from reviewer.casefile.check import check
from reviewer.desk.map_file import read_map
from reviewer.desk.receiving import try_out
from reviewer.rules.problem import Problem
from tests.desk.delivery_room import HEADER, NOW, DeliveryRoom, row, write_csv

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"


def test_a_row_becomes_a_claim_with_its_facts_and_lane(room: DeliveryRoom, tmp_path: Path) -> None:
    report = room.take(write_csv(tmp_path / "a.csv", [row(1, 사업자등록번호="120-81-47521")]))

    assert (report.rows, report.accepted, report.claims_new, report.refused) == (1, 1, 1, 0)
    found = claim_facts.read_applicant(room.case_file.reader(), "2023-000001")
    assert (found.trade_name, found.representative, found.brn) == ("㈜하늘 떡볶이", "김하늘", "1208147521")
    assert (found.claimed_loss, found.services, found.paid) == (1_840_000, ("talk_channel",), "FREE")
    assert (found.phone, found.account) == ("010-0000-0001", "110-123-456789")
    assert str(found.received_on) == "2023-02-01"
    assert room.ask("SELECT route, stage FROM claims") == [("INDIVIDUAL", "ROUTED")]
    assert check(room.case_file, documents=True).ok


@pytest.mark.parametrize(("encoding", "delimiter"), [
    ("utf-8", ","), ("utf-8-sig", ","), ("cp949", ","), ("utf-16", "\t"), ("utf-8", ";"), ("utf-8", "\t"),
])  # fmt: skip
def test_every_usual_form_of_a_table_says_the_same(
    room: DeliveryRoom, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    table = write_csv(tmp_path / "접수자료.csv", [row(1), row(2)], encoding=encoding, delimiter=delimiter)
    assert room.take(table).claims_new == 2
    names = room.ask("SELECT trade_name, address FROM fact_rows")
    assert names == [("㈜하늘 떡볶이", "서울특별시 강남구 역삼동 1-1")] * 2


def test_jsonl_goes_in_and_a_broken_line_is_refused_by_itself(room: DeliveryRoom, tmp_path: Path) -> None:
    table = tmp_path / "a.jsonl"
    lines = [json.dumps(row(1), ensure_ascii=False), "{broken", json.dumps(row(2), ensure_ascii=False)]
    table.write_text("\n".join(lines), encoding="utf-8")

    report = room.take(table)

    assert (report.claims_new, report.refused) == (2, 1)
    assert [(refusal.row, refusal.code) for refusal in report.refusals] == [(2, "not_json")]


def test_each_bad_row_is_refused_by_itself_with_its_reason(room: DeliveryRoom, tmp_path: Path) -> None:
    table = write_csv(tmp_path / "a.csv", [
        row(1), row(2, 접수일="2023-13-40"), row(3, 피해액="많음"), row(4, 상호="", 대표자=""),
        row(5, 사업자등록번호="120-81"), row(6, 상호="가" * 201), row(7, 접수번호="2023/7 !"), row(1, 피해액="5"),
        row(9, 구분="외계인"), row(10),
    ])  # fmt: skip

    report = room.take(table)

    assert [(refusal.row, refusal.field, refusal.code) for refusal in report.refusals] == [
        (3, "received_on", "bad_date"), (4, "claimed_loss", "bad_amount"), (5, "trade_name", "no_name"),
        (6, "brn", "bad_brn"), (7, "trade_name", "too_long"), (8, "claim", "bad_claim_number"),
        (9, "claim", "duplicate_number"), (10, "reporter_type", "unknown_word"),
    ]  # fmt: skip
    assert (report.rows, report.accepted, report.refused) == (10, 2, 8)
    assert report.refusals[1].value == "많음"
    assert report.as_json()["refusals"][0]["source"] == "a.csv"


def test_refused_rows_can_be_corrected_and_taken_in_again(room: DeliveryRoom, tmp_path: Path) -> None:
    report = room.take(write_csv(tmp_path / "a.csv", [row(1), row(2, 접수일="언젠가", 상호="=하늘"), row(3)]))
    (written,) = report.refusals_files

    with written.open(encoding="utf-8-sig", newline="") as file:
        (refused,) = csv.DictReader(file)
    assert (refused["사유_줄"], refused["사유_항목"], refused["사유_코드"]) == ("3", "received_on", "bad_date")
    assert (refused["사유"], refused["상호"]) == ("날짜를 읽을 수 없습니다", "'=하늘")

    corrected = tmp_path / "corrected.csv"
    corrected.write_text(written.read_text("utf-8-sig").replace("언젠가", "2023-02-03"), encoding="utf-8-sig")
    again = room.take(corrected)
    assert (again.claims_new, again.refused) == (1, 0)
    found = claim_facts.read_applicant(room.case_file.reader(), "2023-000002")
    assert (found.trade_name, found.extra) == ("=하늘", {})


def test_refused_rows_are_the_same_where_their_intake_was_cut_off_and_goes_on(
    room: DeliveryRoom, tmp_path: Path
) -> None:
    bad = [row(number, 접수일="언젠가", 상호="=하늘") for number in range(1, 2_103)]
    (first,) = room.take(write_csv(tmp_path / "a.csv", bad)).refusals_files
    table = tmp_path / "again.csv"
    table.write_bytes(first.read_bytes())
    assert room.take(table, cancelled=lambda: True).cancelled
    (second,) = room.take(table).refusals_files
    with second.open(encoding="utf-8-sig", newline="") as file:
        assert {refused["상호"] for refused in csv.DictReader(file)} == {"'=하늘"}


def test_a_wrong_check_digit_is_marked_and_not_refused(room: DeliveryRoom, tmp_path: Path) -> None:
    room.take(write_csv(tmp_path / "a.csv", [row(1, 사업자등록번호="120-81-47522")]))
    assert room.ask("SELECT brn, marks FROM claims") == [("1208147522", '["brn_check_digit"]')]


def test_the_same_delivery_twice_changes_nothing(room: DeliveryRoom, tmp_path: Path) -> None:
    folder = tmp_path / "delivery"
    (folder / "proofs" / "2023-000001").mkdir(parents=True)
    write_csv(folder / "접수자료.csv", [row(1), row(2, 피해액="?!")])
    (folder / "proofs" / "2023-000001" / "SLS_1.xlsx").write_bytes(b"sales")
    (folder / "모르는 파일.pdf").write_bytes(b"%PDF-whatever")
    first = room.take(folder)
    before = room.everything()

    second = room.take(folder)

    assert (first.claims_new, first.documents, first.unmatched_files) == (1, 1, ("모르는 파일.pdf",))
    assert (second.claims_new, second.claims_known, second.documents, second.documents_known) == (0, 1, 0, 1)
    assert (second.refused, second.unmatched_files) == (1, ("모르는 파일.pdf",))
    assert room.everything() == before


def test_a_dry_run_tells_all_and_writes_nothing(room: DeliveryRoom, tmp_path: Path) -> None:
    folder = tmp_path / "delivery"
    folder.mkdir()
    write_csv(folder / "a.csv", [row(1), row(1), row(2, 피해액="?!")])
    (folder / "2023-000001_매출.pdf").write_bytes(b"%PDF")
    before, files = room.everything(), sorted(tmp_path.iterdir())

    told = room.take(folder, dry_run=True)

    assert (told.rows, told.claims_new, told.claims_known, told.refused, told.documents) == (3, 1, 1, 1, 1)
    assert (room.everything(), sorted(tmp_path.iterdir())) == (before, files)
    assert try_out([folder], now=NOW) == told
    done = room.take(folder)
    assert (done.claims_new, done.claims_known, done.documents) == (1, 1, 1)


def test_an_exact_repeat_is_known_and_a_later_change_waits_for_a_person(room: DeliveryRoom, tmp_path: Path) -> None:
    first = room.take(write_csv(tmp_path / "a.csv", [row(1), row(1)]))
    later = room.take(write_csv(tmp_path / "b.csv", [row(1, 연락처="010-9999-0000"), row(2)]))

    assert (first.claims_new, first.claims_known) == (1, 1)
    assert (later.claims_new, later.claims_known) == (1, 1)
    conn = room.case_file.reader()
    assert claim_facts.read_applicant(conn, "2023-000001").phone == "010-0000-0001"
    (link,) = claim_facts.waiting_links(conn)
    assert (link.claim, link.relation, link.matched_by) == ("2023-000001", "CHANGE", "claim")
    assert dict(link.differs) == {"phone": ("010-0000-0001", "010-9999-0000")}


@pytest.mark.parametrize(
    ("same", "matched_by"),
    [
        ({"신고번호": "10-0000001"}, "report_number"),
        ({"사업자등록번호": "220-81-62517"}, "brn"),
        ({"연락처": "010.0000.0001"}, "phone_name"),
    ],
)
def test_an_application_is_linked_to_the_report_it_seems_to_belong_to(
    room: DeliveryRoom, tmp_path: Path, same: dict[str, str], matched_by: str
) -> None:
    report = row(1, 접수번호="", 사업자등록번호="220-81-62517")
    other = {"신고번호": "", "사업자등록번호": "", "대표자": "(주) 김하늘"}
    room.take(write_csv(tmp_path / "reports.csv", [report]))
    room.take(write_csv(tmp_path / "applications.csv", [row(77, **{**other, **same})]))

    (link,) = claim_facts.waiting_links(room.case_file.reader())
    assert (link.claim, link.other) == ("2023-000077", "10-0000001")
    assert (link.relation, link.matched_by) == ("REPORT", matched_by)
    assert room.ask("SELECT count(*) FROM claims") == [(2,)]


def test_resident_numbers_are_masked_on_the_way_in(room: DeliveryRoom, tmp_path: Path) -> None:
    header = (*HEADER, "주민등록번호", "비고")
    told = row(
        1,
        피해내용="제 번호는 900101-1234567 입니다",
        주민등록번호="900101-1234567",
        비고="９００１０１－１２３４５６７",
    )
    refused = row(2, 피해액="900101-1234567", 비고="900101 2234567 / 900101ㆍ2234567")
    report = room.take(write_csv(tmp_path / "a.csv", [told, refused], header=header))

    kept = room.everything() + report.refusals_files[0].read_text("utf-8-sig")
    for number in ("1234567", "2234567", "１２３４５６７"):
        assert number not in kept
    assert "900101-*******" in kept
    assert room.ask("SELECT marks FROM claims") == [('["rrn_masked"]',)]


def test_of_lanes_without_names_only_what_is_needed_is_kept(room: DeliveryRoom, tmp_path: Path) -> None:
    table = write_csv(tmp_path / "a.csv", [
        row(1, 구분="일반이용자"), row(2, 서비스="멜론"), row(3, 피해액="0"),
        row(4, 구분="일반이용자", 상호="", 대표자=""), row(5, 피해액=""),
    ])  # fmt: skip
    assert room.take(table).refused == 0
    kept = room.ask("SELECT route, trade_name || representative || phone || address || account, story FROM fact_rows")
    assert kept[:4] == [(route, "", "주말 주문이 끊겼습니다.") for route in ("USER", "AFFILIATE", "NO_LOSS", "USER")]
    assert room.ask("SELECT route, stage, marks FROM claims WHERE claim = '2023-000005'") == [
        ("", "RECEIVED", '["loss_unknown"]')
    ]


def test_an_unlocked_case_of_real_people_keeps_accounts_masked_only(tmp_path: Path) -> None:
    for place, passphrase, account in (("open", None, "********6789"), ("locked", "길고 긴 암호", "110-123-456789")):
        folder = tmp_path / place
        folder.mkdir()
        room = DeliveryRoom(folder, is_sample=False, passphrase=passphrase)
        room.take(write_csv(folder / "a.csv", [row(1)]))
        assert room.ask("SELECT account FROM fact_rows") == [(account,)]
        report = room.take(write_csv(folder / "b.csv", [row(2, 접수일="어제"), row(3, 계좌번호="110-123-456789" * 5)]))
        with report.refusals_files[0].open(encoding="utf-8-sig", newline="") as file:
            kept = [line["계좌번호"] for line in csv.DictReader(file)]
        assert kept[0].partition(" [봉인 ")[0] == "********6789"
        assert ("[봉인 " in kept[0]) is (passphrase is not None)
        assert kept[1] == ("110-123-456789" * 5 if passphrase else "*" * 56 + "6789")  # what is to be corrected itself
        assert report.refusals[1].value == "*" * 56 + "6789"
        room.case_file.close()


def corrected(refusals: Path) -> Path:
    """A refusals file as somebody corrects it: the day, and nothing else."""
    path = refusals.with_name(f"corrected-{refusals.name}")
    path.write_text(refusals.read_text("utf-8-sig").replace("어제", "2023-02-03"), encoding="utf-8-sig")
    return path


def test_an_account_in_a_refused_row_is_read_again_by_its_own_case_alone(tmp_path: Path) -> None:
    rooms = []
    for name in ("mine", "other"):
        (tmp_path / name).mkdir()
        rooms.append(DeliveryRoom(tmp_path / name, is_sample=False, passphrase=f"길고 긴 암호 {name}"))
    mine, other = rooms
    table = write_csv(tmp_path / "a.csv", [row(1, 접수일="어제"), row(2, 접수일="그제")])
    (first,) = mine.take(table).refusals_files
    assert "456789" not in first.read_text("utf-8-sig").replace("-", "")
    report = mine.take(corrected(first))
    assert (report.accepted, report.refused) == (1, 1)
    assert mine.ask("SELECT account FROM fact_rows") == [("110-123-456789",)]
    again = report.refusals_files[0].read_text("utf-8-sig")  # the other row is closed anew
    assert ("********6789 [봉인 " in again, "456789" in again) == (True, False)
    report = other.take(corrected(first))
    assert [(one.row, one.code) for one in report.refusals if one.field == "account"] == [
        (2, "account_closed"), (3, "account_closed"),
    ]  # fmt: skip
    for room in rooms:
        room.case_file.close()


def test_a_title_above_the_header_is_passed_over(room: DeliveryRoom, tmp_path: Path) -> None:
    table = write_csv(tmp_path / "a.csv", [row(1)])
    table.write_text("2023년 피해 접수 현황\n\n" + table.read_text("utf-8"), encoding="utf-8")
    report = room.take(table)
    assert (report.rows, report.claims_new) == (1, 1)


def test_a_table_without_any_name_needs_a_map(room: DeliveryRoom, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("가게,돈\n하늘,600000\n", encoding="utf-8")
    with pytest.raises(Problem, match="MapInvalid"):
        room.take(table)
    mapped = read_map('claim = "row"\n[columns]\ntrade_name = "가게"\nclaimed_loss = "돈"\n')
    assert room.take(table, mapping=mapped).claims_new == 1
    ((number, route),) = room.ask("SELECT claim, route FROM claims")
    assert (number[8:], route) == ("-000002", "INDIVIDUAL")


def test_a_cancelled_delivery_is_no_part_of_the_case_and_another_map_starts_it_anew(
    room: DeliveryRoom, tmp_path: Path
) -> None:
    table = write_csv(tmp_path / "a.csv", [row(number) for number in range(1, 4_502)])
    stopped = room.take(table, cancelled=lambda: True)
    assert stopped.cancelled
    assert room.ask("SELECT count(*) FROM claims") == [(0,)]

    mapped = read_map('[columns]\nclaim = "접수번호"\ntrade_name = "대표자"\n')
    done = room.take(table, mapping=mapped)

    assert (done.claims_new, done.cancelled) == (4_501, False)
    assert room.ask("SELECT DISTINCT trade_name FROM claims") == [("김하늘",)]
    assert check(room.case_file, documents=True).ok


CHILD = """
import sys, datetime as dt
from pathlib import Path
from reviewer.casefile import keys
from reviewer.casefile.case_file import open_case
from reviewer.desk.receiving import take_in
case, table, folder = map(Path, sys.argv[1:])
signer = keys.unlock(folder, keys.keys_in(folder)[0].key_id, None)
with open_case(case) as opened:
    print("begun", flush=True)
    take_in(opened, signer, [table], now=dt.datetime(2023, 2, 1, tzinfo=dt.UTC),
            progress=lambda done, total: print(done, flush=True))
print("done", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is for POSIX")
def test_an_intake_killed_again_and_again_goes_on_where_it_stopped(room: DeliveryRoom, tmp_path: Path) -> None:
    rows = 12_000
    bad = {4_000: "2023-99-99", 11_000: "어제"}
    table = write_csv(tmp_path / "a.csv", [row(n, 접수일=bad.get(n, "2023-02-01")) for n in range(1, rows + 1)])
    path = room.case_file.path
    room.case_file.close()
    stored = []
    for batches in (1, 1, 2):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path), str(table), str(tmp_path / "keys")],
            stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert child.stdout is not None
        for _ in range(batches + 1):
            child.stdout.readline()
        time.sleep(0.02)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        room.reopen()
        stored.append(room.ask("SELECT count(*) FROM fact_rows")[0][0])
        assert room.ask("SELECT count(*) FROM claims") == [(0,)]
        room.case_file.close()
    room.reopen()

    report = room.take(table)

    assert 0 < stored[0] < stored[-1] < rows
    assert (report.rows, report.claims_new, report.refused) == (rows, rows - 2, 2)
    assert room.ask("SELECT count(*), count(DISTINCT claim) FROM fact_rows") == [(rows - 2, rows - 2)]
    assert room.ask("SELECT count(*) FROM journal WHERE act = 'take_in'") == [(1,)]
    with report.refusals_files[0].open(encoding="utf-8-sig", newline="") as file:
        assert [line["접수일"] for line in csv.DictReader(file)] == ["2023-99-99", "어제"]
    assert check(room.case_file, documents=True).ok


REGISTERS = [
    ("m3_seoul_food_stores_0-69999_utf8.csv", "utf-8", "seoul-food.toml", "업소명", "address"),
    ("m3_seoul_food_stores_first20k_converted_cp949.csv", "cp949", "seoul-food.toml", "업소명", "address"),
    ("sangkwon__전북특별자치도 전주시_휴게음식점_20260210.csv", "cp949", "jeonju-cafe.toml", "사업장명", "도로명주소"),
]


@pytest.mark.parametrize(("name", "encoding", "map_name", "trade_name", "address"), REGISTERS[1:])
def test_real_registers_go_in_with_names_and_addresses_intact(
    room: DeliveryRoom, corpus: Path, name: str, encoding: str, map_name: str, trade_name: str, address: str
) -> None:
    table = corpus / "intake" / name
    with table.open(encoding=encoding, newline="") as file:
        source = [(line[trade_name], line[address]) for line in csv.DictReader(file)]

    report = room.take(table, mapping=read_map((EXAMPLES / map_name).read_text("utf-8")))

    assert report.rows == report.accepted + report.refused == len(source)
    assert report.refused == 0
    kept = room.ask("SELECT row, trade_name, address FROM fact_rows WHERE relation = 'NEW'")
    assert len(kept) == report.claims_new
    assert [(shop, place) for _, shop, place in kept] == [source[number - 2] for number, _, _ in kept]
    known = {number - 2 for (number,) in room.ask("SELECT row FROM fact_rows WHERE relation = 'REPEATED'")}
    assert {source[place] for place in known} <= {(shop, place) for _, shop, place in kept}


@pytest.mark.acceptance
def test_the_whole_register_goes_in(room: DeliveryRoom, corpus: Path) -> None:
    name, encoding, map_name, trade_name, address = REGISTERS[0]
    test_real_registers_go_in_with_names_and_addresses_intact(
        room, corpus, name, encoding, map_name, trade_name, address
    )


def test_what_means_an_item_of_an_agenda_is_no_claim_number(room: DeliveryRoom, tmp_path: Path) -> None:
    names = ("case", "RULES", "CHAIR", "MOTION")
    report = room.take(write_csv(tmp_path / "a.csv", [row(1, 접수번호=name) for name in names]))
    told = [(one.row, one.code, one.value) for one in report.refusals]
    assert told == [(line, "bad_claim_number", name) for line, name in enumerate(names[:3], start=2)]


def test_a_resident_number_is_no_claim_number(tmp_path: Path) -> None:
    from reviewer.desk.receiving import try_out

    table = tmp_path / "delivery.csv"
    table.write_text("접수번호,상호,대표자\n900101-1234568,바다식당,김하늘\n2023-1,산식당,이산\n", encoding="utf-8")
    report = try_out([table], now=dt.datetime(2023, 3, 6, tzinfo=dt.UTC))
    assert report.accepted == 1
    assert [(one.code, one.value) for one in report.refusals] == [("bad_claim_number", "900101-*******")]
