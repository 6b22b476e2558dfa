"""Search finds claims by syllables, initial consonants and numbers, however they are written."""

import dataclasses
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.casefile import claims, search, search_index
from reviewer.casefile.case_file import CaseFile, create
from reviewer.casefile.claims import Filter
from reviewer.casefile.engine import OperationalError, unless
from reviewer.casefile.listing import Listing
from reviewer.casefile.search_matches import matches

PEOPLE = [  # claim, report, trade name, representative, BRN, phone, address
    (
        "2023-000001",
        "10-0000001",
        "㈜하늘 떡볶이",
        "김하늘",
        "1208147521",
        "010-1234-5678",
        "서울 강남구 역삼동 1-1",
    ),
    (
        "2023-000002",
        "10-0000002",
        "하늘빛 미용실",
        "이민수",
        "2208162517",
        "02-987-6543",
        "서울 은평구 신사동 17",
    ),
    ("2023-000003", "10-0000003", "주식회사 바다 PC방", "박 미 나", "", "", "전북 전주시 완산구"),
    ("10-0000004", "10-0000004", "C++ 카페 ☕", "남궁민", "", "031-111-2222", ""),
]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with create(tmp_path / "a.casedb", is_sample=True) as made:
        with made.writing() as conn:
            conn.execute("INSERT INTO deliveries VALUES ('d', 'a.csv', '{}', '')")
            for place, (claim, report, shop, person, brn, phone, address) in enumerate(PEOPLE, 2):
                told = (claim, report, shop, person, brn, phone, address)
                conn.execute(
                    "INSERT INTO fact_rows (delivery, row, relation, route, digest, claim, report_number, trade_name, "
                    "representative, brn, phone, address) VALUES ('d', ?, 'NEW', '', '', ?, ?, ?, ?, ?, ?, ?)",
                    (place, *told),
                )
                conn.execute(
                    "INSERT INTO claims (delivery, row, received_on, reporter_type, sector, services, route, stage, "
                    "marks, claim, report_number, trade_name, representative, brn, phone, address) "
                    "VALUES ('d', ?, '', '', '', '[]', '', 'RECEIVED', '[]', ?, ?, ?, ?, ?, ?, ?)",
                    (place, *told),
                )
            assert search_index.bring_up_to_date(conn) == len(PEOPLE)
        yield made


def found(case: CaseFile, words: str, **more: bool) -> list[str]:
    conn = case.reader()
    return [line.claim for line in claims.lines(conn, claims.order(conn, Filter(words=words, **more), "row"))]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("민", [2, 4]),  # one syllable, also at the end of a name
        ("하늘", [1, 2]),
        ("하늘떡볶이", [1]),  # spaces do not matter
        ("(주) 하늘 떡볶이", [1]),
        ("㈜하늘", [1, 2]),
        ("주식회사", [1, 3]),  # a company form by itself
        ("㈜", [1, 3]),
        ("(주)", [1, 3]),
        ("유한회사", []),
        ("주식회사 전북", [3]),
        ("바다pc방", [3]),
        ("바다ＰＣ", [3]),
        ("박미나", [3]),
        ("떡볶이 역삼", [1]),  # every word must occur, in any field
        ("떡볶이 신사", []),
        ("ㄱㅎㄴ", [1]),
        ("ㄴㄱㅁ", [4]),
        ("ㅎㄴㅂ", [2]),
        ("ㅎㄴ 강남", [1]),
        ("c++", [4]),
        ("뷁뷁", []),
        ("120-81-47521", [1]),
        ("1208147521", [1]),
        ("47521", [1]),
        ("01012345678", [1]),
        ("010-1234-5678", [1]),
        ("987-6543", [2]),
        ("2023-00000", [1, 2, 3]),
        ("2023-000003", [3]),
        ("10-0000002", [2]),
        ("000002", [2]),
        ("김*늘", [1]),  # as the list masks a name
        ("남*민", [4]),
        ("이**", [2]),
        ("박*나 전주", [3]),
        ("010-****-5678", [1]),
        ("***-**-47521", [1]),
        ("*", []),
        ("%", []),
        ('"', []),
        ("", [1, 2, 3, 4]),
    ],
)
def test_what_a_query_finds(case: CaseFile, words: str, numbers: list[int]) -> None:
    assert found(case, words) == [PEOPLE[number - 1][0] for number in numbers]


def test_a_syllable_being_typed_finds_what_it_may_become(case: CaseFile) -> None:
    steps = {"이ㅁ": ["2023-000002"], "이미": ["2023-000002"], "이민": ["2023-000002"], "이민ㅅ": ["2023-000002"]}
    for typed, numbers in steps.items():
        assert found(case, typed, composing=True) == numbers
    assert found(case, "이미") == []


def test_a_match_tells_its_field(case: CaseFile) -> None:
    conn = case.reader()
    first = claims.id_of(conn, "2023-000001")

    def fields(words: str) -> tuple[str, ...]:
        return tuple(one.field for one in matches(conn, [first], search.query_of(conn, words))[first])

    assert fields("하늘") == ("trade_name", "representative")
    assert fields("ㄱㅎㄴ") == ("representative",)
    assert fields("주식회사") == ("trade_name",)
    assert fields("강남 5678") == ("phone", "address")
    assert fields("120-81-47521") == ("brn",)


def test_decomposed_hangul_finds_the_same(case: CaseFile) -> None:
    assert found(case, unicodedata.normalize("NFD", "떡볶이")) == ["2023-000001"]


def test_changed_facts_are_found_by_their_new_words_only(case: CaseFile) -> None:
    with case.writing() as conn:
        conn.execute("UPDATE claims SET trade_name = '구름 분식' WHERE claim = '2023-000001'")
        search_index.refresh(conn, ["2023-000001"])
    assert found(case, "떡볶이") == []
    assert found(case, "구름") == ["2023-000001"]


def test_the_codes_of_services_are_no_words(case: CaseFile) -> None:
    with case.writing() as conn:
        conn.execute("UPDATE claims SET services = '[\"KAKAO_MAP\"]', trade_name = '_' WHERE claim = '2023-000001'")
        conn.execute("UPDATE claims SET services = '[\"KAKAO_MAP\"]' WHERE claim = '2023-000002'")
        search_index.refresh(conn, ["2023-000001", "2023-000002"])
    assert found(case, "_") == ["2023-000001"]
    query, (line,) = search.query_of(case.reader(), "_"), ["2023-000002"]
    assert not search.is_in_facts(query.asked[0], f"{line}\n{search_index.marked('KAKAO_MAP')}", "")


def test_a_rebuilt_index_finds_the_same(case: CaseFile) -> None:
    with case.writing() as conn:
        search_index.rebuild(conn)
        assert search_index.bring_up_to_date(conn) == 0
    assert found(case, "하늘") == ["2023-000001", "2023-000002"]


def test_words_and_filters_narrow_together_in_the_order_asked_for(case: CaseFile) -> None:
    conn = case.reader()
    ids = claims.order(conn, Filter(words="하늘"), "trade_name", descending=True)
    assert [line.claim for line in claims.lines(conn, ids)] == ["2023-000002", "2023-000001"]
    assert claims.totals(conn, Filter(words="하늘", where={"brn": "120-81-47521"})) == (1, 0)


def test_hanja_of_a_name_is_kept_and_found_however_it_is_coded(case: CaseFile) -> None:
    with case.writing() as conn:
        conn.execute("UPDATE claims SET representative = '김하늘(金하늘)' WHERE claim = '2023-000001'")
        search_index.refresh(conn, ["2023-000001"])
    assert found(case, "金하늘") == found(case, "\uf90a하늘") == ["2023-000001"]


def test_initials_and_syllables_mix_in_one_word(case: CaseFile) -> None:
    assert found(case, "하늘ㄸㅂ") == ["2023-000001"]
    assert found(case, "ㅎ늘빛") == ["2023-000002"]


LISTED = [Filter(words=words) for words in ("", "하", "ㄱ", "하늘", "01", "뷁뷁", "하늘 강남", "민", "(주)")]


@pytest.mark.parametrize("walked", [1, 6_000])
@pytest.mark.parametrize("few", [0, 4_000])
@pytest.mark.parametrize("wanted", LISTED, ids=lambda one: one.words or "none")
def test_every_way_of_finding_the_first_rows_gives_the_beginning_of_the_whole(
    case: CaseFile, wanted: Filter, few: int, walked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FEW", few)
    monkeypatch.setattr("reviewer.casefile.listing.WALKED", walked)
    monkeypatch.setattr("reviewer.casefile.listing.AT_ONCE", walked)
    monkeypatch.setattr("reviewer.casefile.listing.PAGE", 2)
    conn, listing = case.reader(), Listing()
    for descending in (False, True):
        whole = claims.order(conn, wanted, "trade_name", descending)
        first = listing.first(conn, wanted, "trade_name", descending)
        assert first.ids == whole[: len(first.ids)]
        assert first.ids == whole if first.are_all else len(first.ids) == 2
        assert listing.whole(conn, wanted, "trade_name", descending) == whole
    narrowed = dataclasses.replace(wanted, columns={"representative": "민"})
    assert listing.first(conn, narrowed).ids == claims.order(conn, narrowed)


def test_a_list_kept_between_two_keys_is_read_anew_once_there_are_entries(case: CaseFile) -> None:
    conn, listing, waiting = case.reader(), Listing(), Filter(stage=frozenset({"RECEIVED"}))
    assert len(listing.first(conn, Filter()).ids) == 4
    for place, claim in enumerate(("2023-000001", "2023-000002")):
        with case.writing() as writing:
            writing.execute(
                "INSERT INTO journal VALUES (?1, '', '', '', ?1, '', 'withdraw', ?2, '', '{}', '', ?1, '')",
                (place, claim),
            )
            writing.execute("UPDATE claims SET stage = 'WITHDRAWN' WHERE claim = ?", (claim,))
        assert len(listing.first(conn, waiting).ids) == 3 - place


def test_what_nobody_waits_for_any_more_ends_where_it_is(case: CaseFile) -> None:
    conn = case.reader()
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    turns = iter([False, False, True])
    assert unless(conn, lambda: next(turns), lambda conn: conn.execute(endless).fetchone()) is None
    assert unless(conn, lambda: True, lambda _: "read") is None
    assert unless(conn, lambda: False, lambda conn: Listing().first(conn, Filter()).are_all) is True
    with pytest.raises(OperationalError, match="no such table"):
        unless(conn, lambda: False, lambda conn: conn.execute("SELECT 1 FROM no_such"))
