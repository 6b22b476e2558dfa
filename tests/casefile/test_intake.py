"""Rows on their way in: their fingerprints, their links, and what an unfinished delivery leaves behind."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.casefile import intake
from reviewer.casefile.case_file import CaseFile, create
from reviewer.casefile.digests import row_digest
from reviewer.casefile.engine import Error
from reviewer.casefile.intake_rows import EMPTY_FACTS, PLACE, FactRow, content_key, made_number
from reviewer.casefile.linking import LinkedRow, Linker

NOW = dt.datetime(2023, 2, 1, tzinfo=dt.UTC)
DELIVERY = "ab" * 32


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with create(tmp_path / "a.casedb", is_sample=True) as made:
        yield made


def fact_row(number: int, claim: str = "", **facts: str | int) -> FactRow:
    values = list(EMPTY_FACTS)
    for name, value in facts.items():
        values[PLACE[name]] = value
    return FactRow(number, claim or made_number(DELIVERY, number), not claim, "INDIVIDUAL", (), tuple(values))


def test_the_fingerprint_of_a_row_is_that_of_the_stored_row(case: CaseFile) -> None:
    plain = fact_row(
        2, "2023-000001", trade_name="하늘", services='["alimtalk"]', claimed_loss=0, extra='{"가":"2","나":"1"}'
    )
    odd = fact_row(3, "2023-000002", trade_name="희림적(\uf9f4)", story='"따옴표"\n\t')
    marked = plain._replace(row=4, claim="2023-000003", marks=("PAID_TERMS", "brn_check_digit"))
    with case.writing() as conn:
        intake.begin(conn, DELIVERY, "a.csv", {}, NOW)
        linked = [LinkedRow(plain, "NEW"), LinkedRow(odd, "CHANGE", "2023-000001", "brn"), LinkedRow(marked, "NEW")]
        intake.store(conn, DELIVERY, "a.csv", linked, [])
        stored = conn.execute("SELECT * FROM fact_rows ORDER BY row").fetchall()
    assert [row["digest"] for row in stored] == [row_digest(dict(row)) for row in stored]
    assert stored[1]["trade_name"] == "희림적(\uf9f4)"


def test_rows_without_numbers_are_recognised_by_what_they_say(case: CaseFile) -> None:
    rows = [fact_row(2, trade_name="하늘"), fact_row(3, trade_name="하늘"), fact_row(4, trade_name="바다")]
    with case.writing() as conn:
        intake.begin(conn, DELIVERY, "a.csv", {}, NOW)
        linked, refused = Linker(conn, DELIVERY).link(rows)
    assert [(row.relation, row.row.claim[-6:]) for row in linked] == [
        ("NEW", "000002"), ("REPEATED", "000002"), ("NEW", "000004"),
    ]  # fmt: skip
    assert refused == []
    assert linked[1].row.facts == EMPTY_FACTS


def test_content_is_not_confused_across_fields() -> None:
    one = fact_row(2, trade_name="가", representative="나")
    other = fact_row(2, trade_name="가나")
    assert content_key(one.facts) != content_key(other.facts)


def test_an_unfinished_delivery_may_be_forgotten_and_a_finished_one_not(case: CaseFile) -> None:
    with case.writing() as conn:
        intake.begin(conn, DELIVERY, "a.csv", {"trade_name": "상호"}, NOW)
        intake.store(conn, DELIVERY, "a.csv", [LinkedRow(fact_row(5, "2023-000001"), "NEW")], [])
        assert intake.begin(conn, DELIVERY, "a.csv", {"trade_name": "상호"}, NOW) == intake.Begun("UNFINISHED", 5)
        assert intake.begin(conn, DELIVERY, "a.csv", {"trade_name": "업소명"}, NOW) == intake.Begun("NEW")
        assert conn.execute("SELECT count(*) FROM fact_rows").fetchone()[0] == 0
        intake.store(conn, DELIVERY, "a.csv", [LinkedRow(fact_row(5, "2023-000001"), "NEW")], [])
        conn.execute(
            "INSERT INTO journal VALUES ('u', 'c', 'k', 'sec', 1, '', 'take_in', ?, '[]', '{}', '', 'h', 's')",
            (f"delivery:{DELIVERY}",),
        )
    for statement in ("DELETE FROM fact_rows", "UPDATE fact_rows SET trade_name = ''"):
        with pytest.raises(Error, match="append-only"), case.writing() as conn:
            conn.execute(statement)


def test_rows_of_an_unfinished_delivery_are_known_to_nobody_else(case: CaseFile) -> None:
    with case.writing() as conn:
        intake.begin(conn, DELIVERY, "a.csv", {}, NOW)
        intake.store(conn, DELIVERY, "a.csv", [LinkedRow(fact_row(2, "2023-000001", brn="1208147521"), "NEW")], [])
        other = "cd" * 32
        intake.begin(conn, other, "b.csv", {}, NOW)
        linked, _ = Linker(conn, other).link([fact_row(2, "2023-000001"), fact_row(3, "2023-000002", brn="1208147521")])
    assert [(row.relation, row.other) for row in linked] == [("NEW", ""), ("NEW", "")]
