"""Search finds services, notes, reasons and the text of papers, tells the field, and keeps what may not be read."""

import hashlib

import pytest

from reviewer.casefile import proofs, readings, search, search_index, withheld
from reviewer.casefile.check import check
from reviewer.casefile.claims import Filter, order
from reviewer.casefile.engine import Connection
from reviewer.casefile.queries import query_text, read_query
from reviewer.casefile.rebuilding import rebuild
from reviewer.casefile.search_matches import Match, matches
from reviewer.rules.reading import Reading, Row, Word
from tests.casefile.case_room import CaseRoom
from tests.casefile.test_blind import in_blind_review, opinion

C, OTHER = "2023-000123", "2023-000124"
SALES = hashlib.sha256(f"{C} SLS".encode()).hexdigest()
NOTHING: dict[str, list[str]] = {"regions": [], "numbers": [], "relatives": []}


@pytest.fixture
def room(room: CaseRoom) -> CaseRoom:
    """Two claims with papers; the first has a note, a failed check with its reason, and a paper that was read."""
    room.take_in(C, OTHER)
    with room.case_file.writing() as conn:
        search_index.bring_up_to_date(conn)
    room.take_up(C)
    room.do("law-1", "write_note", C, note="전화로 들음. 배달앱 매출은 빠져 있다고 함. 010-9876-5432")
    room.do("law-1", "record_check", C, document=SALES, check="G1", result="FAIL", reason="R09", note="잘린 화면임")
    read(room, "카드매출", "내역", "2022년", "10월", "1,840,000", "2,000,000")
    return room


def read(room: CaseRoom, *words: str, rows: tuple[Row, ...] = (), document: str = SALES) -> None:
    found = Reading(document, "SLS", "TEXT", tuple(Word(text, 1, (1, 2, 3, 4)) for text in words), rows)
    with room.case_file.writing() as conn:
        readings.keep(conn, readings.READ, found, 1)


def found(room: CaseRoom, words: str, person: str = "") -> list[str]:
    ids = order(room.conn, Filter(words=words, texts=True, person=person))
    return [room.conn.execute("SELECT claim FROM claims WHERE id = ?", (one,)).fetchone()[0] for one in ids]


def told(room: CaseRoom, words: str, *, masked: bool = True) -> tuple[Match, ...]:
    query = search.query_of(room.conn, words)
    ids = sorted(search.hits(room.conn, query) or ())
    return matches(room.conn, ids[:1], query, masked=masked)[ids[0]]


def index_of(conn: Connection) -> list[object]:
    """Everything the index holds, without handles: the texts, and each pair of letters with how often it stands."""
    held: list[object] = [tuple(row) for row in conn.execute("SELECT * FROM search_text ORDER BY id")]
    held += [
        tuple(row)
        for row in conn.execute("SELECT claim, kind, source, folded, initials FROM search_texts ORDER BY 1, 2, 3")
    ]
    for table in ("search_pairs", "search_text_pairs"):
        conn.execute(f"CREATE VIRTUAL TABLE temp.told USING fts5vocab('main', '{table}', 'row')")
        held += [(table, row[0], row[1]) for row in conn.execute("SELECT term, doc FROM told ORDER BY term")]
        conn.execute("DROP TABLE temp.told")
    return held


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("톡채널", "services"),
        ("talk channel", "services"),
        ("배달앱매출", "notes"),
        ("9876-5432", "notes"),
        ("잘린화면", "reasons"),
        ("조회기간", "reasons"),  # the words of reason R09 in the plan
        ("R09", "reasons"),
        ("카드 매출 내역", "papers"),
        ("1840000", "papers"),
        ("매추", "papers"),
        ("ㅌㅊㄴ", "services"),
        ("ㅂㄷㅇㅁㅊ", "notes"),
        ("ㅈㄹㅎㅁ", "reasons"),
        ("ㅈㅎㄱㄱ", "reasons"),
    ],
)
def test_everything_is_found_and_its_field_told(room: CaseRoom, words: str, field: str) -> None:
    composing = words == "매추"
    query = search.query_of(room.conn, words, composing=composing)
    ids = sorted(search.hits(room.conn, query) or ())
    (number,) = room.conn.execute("SELECT id FROM claims WHERE claim = ?", (C,)).fetchone()
    assert number in ids
    assert field in [one.field for one in matches(room.conn, [number], query)[number]]
    assert field == "services" or ids == [number]


@pytest.mark.parametrize(
    ("words", "code"),
    [("장애 전 영업 사용 미확인", "R11"), ("Kakao T taxi calls", "kakao_t_taxi"), ("전", ""), ("T", "")],
)
def test_a_name_is_found_as_the_window_shows_it(room: CaseRoom, words: str, code: str) -> None:
    asked = search.query_of(room.conn, words).asked
    named = [one.services | one.reasons for one in asked]
    assert all(code in codes for codes in named) if code else named == [frozenset()]


def test_words_of_different_fields_find_together(room: CaseRoom) -> None:
    assert found(room, "하늘상회 배달앱 카드매출") == [C]
    assert [one.field for one in told(room, "하늘상회 배달앱 카드매출")] == ["trade_name", "notes", "papers"]
    assert found(room, "하늘상회 배달앱 없는말") == []


def test_a_query_that_routes_many_claims_looks_in_facts_only(room: CaseRoom) -> None:
    assert len(order(room.conn, Filter(words="배달앱"))) == 0
    assert len(order(room.conn, Filter(words="톡채널"))) == 2
    asked = Filter(words="배달앱", texts=True, person="con-1")
    assert read_query(query_text(asked)) == Filter(words="배달앱", texts=True)
    assert query_text(Filter(words="배달앱")) == '{"words":"배달앱"}'


def test_two_numbers_side_by_side_are_not_one(room: CaseRoom) -> None:
    assert found(room, "1840000") == [C]
    assert found(room, "18400002") == []


def test_the_words_around_a_find_hide_what_a_list_hides(room: CaseRoom) -> None:
    room.do("law-1", "write_note", C, note="김하늘 대표와 통화함, 단골 손님이 줄었다고 함")
    assert told(room, "단골 손님") == (Match("notes", "김*늘 대표와 통화함, 단골 손님이 줄었다고 함"),)
    assert told(room, "단골 손님", masked=False)[0].words.startswith("김하늘 대표와")
    assert told(room, "빠져 있다고")[0].words == "…들음. 배달앱 매출은 빠져 있다고 함.…"
    assert told(room, "함010")[0].words == "…매출은 빠져 있다고 함. 010-****-5432"
    assert told(room, "9876-5432") == (Match("notes", "9876-5432"),)  # what was typed, and no more
    assert told(room, "잘린 화면") == (Match("reasons", "잘린 화면임"),)
    assert told(room, "조회기간")[0].codes == ("R09",)
    assert told(room, "카드매출 내역")[0] == Match("papers", "카드매출 내역 2022년 10월…", ("SLS",))
    assert told(room, "톡채널")[0].codes == ("talk_channel",)


def test_a_find_is_told_in_the_words_of_the_claim_not_as_it_was_typed(room: CaseRoom) -> None:
    row = room.conn.execute("SELECT phone, address FROM claims WHERE claim = ?", (C,)).fetchone()
    phone, place = row["phone"][:3], row["address"].split()[1]
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in phone)
    assert Match("phone", phone) in told(room, wide)
    assert Match("address", place) in told(room, f"(주){place}")
    assert told(room, "98765432") == (Match("notes", "9876-5432"),)
    assert told(room, "９８７６") == (Match("notes", "9876"),)


def test_initials_find_a_name_and_do_not_tell_it(room: CaseRoom) -> None:
    assert Match("representative", "ㄱㅎㄴ") in told(room, "ㄱㅎㄴ")


def test_an_address_is_found_by_its_initials_and_not_told(room: CaseRoom) -> None:
    room.take_in("2023-000990", start=20, trade_name="", address="전라남도 순천시 한내동 7")
    with room.case_file.writing() as conn:
        search_index.bring_up_to_date(conn)
    assert found(room, "ㅅㅊㅅㅎㄴㄷ") == ["2023-000990"]
    assert told(room, "ㅅㅊㅅㅎㄴㄷ") == (Match("address", "ㅅㅊㅅㅎㄴㄷ"),)
    assert found(room, "순ㅊ ㅎㄴㄷ") == ["2023-000990"]


def test_initials_tell_the_words_of_a_note(room: CaseRoom) -> None:
    assert told(room, "ㅂㄷㅇ ㅁㅊ") == (Match("notes", "전화로 들음. 배달앱 매출은 빠져 있다고…"),)
    assert told(room, "ㅈㄹ ㅎㅁ") == (Match("reasons", "잘린 화면임"),)
    room.do("law-1", "write_note", C, note="김하늘 대표의 이야기")
    assert told(room, "ㄱㅎㄴㄷㅍ")[0] == Match("notes", "ㄱㅎㄴㄷㅍ")  # it goes over the name that a list hides
    assert found(room, "ㅂ") == []  # one consonant alone would be in every note


def test_three_initials_find_a_paper_and_tell_its_words(room: CaseRoom) -> None:
    read(room, "카드매출", "내역", "2022년", "10월", "합계", "1,840,000", "배달", "김하늘", "귀하")
    finds = {"ㅋㄷㅁㅊㄴㅇ": "카드매출 내역 2022년 10월 합계…", "ㅇㅎㄱ": "…내역 2022년 10월 합계 1,840,000 배달…"}
    for letters, words in finds.items():
        assert found(room, letters) == [C]
        assert told(room, letters) == (Match("papers", words, ("SLS",)),)
    assert told(room, "ㄱㅎㄴㄱㅎ")[0] == Match("papers", "ㄱㅎㄴㄱㅎ", ("SLS",))  # over the name that a list hides
    for letters in ("ㄴㅇ", "ㄷㅁㅌ", "ㅎㄱㅂㄷ"):  # two are too few; between 합계 and 배달 stands a number
        assert found(room, letters) == []
    read(room, rows=(Row(1, 1, ("카드 매출", "내역")),))
    assert (found(room, "ㅋㄷㅁㅊ"), found(room, "ㅋㄷㅁㅊㄴㅇ"), found(room, "ㅇㅎㄱ")) == ([C], [], [])
    room.do("con-1", "answer_conflict", C, ground="COI7")
    assert (found(room, "ㅋㄷㅁㅊ", "con-1"), found(room, "ㅋㄷㅁㅊ", "law-1")) == ([], [C])


def test_who_stepped_aside_finds_nothing_by_initials_either(room: CaseRoom) -> None:
    assert found(room, "ㅂㄷㅇ", "con-1") == [C]
    room.do("con-1", "answer_conflict", C, ground="COI7")
    assert (found(room, "ㅂㄷㅇ", "con-1"), found(room, "ㅂㄷㅇ", "law-1")) == ([], [C])


def test_cells_of_a_sheet_are_found_one_by_one(room: CaseRoom) -> None:
    read(room, rows=(Row(1, 1, ("날짜", "배민 매출", "쿠팡")), Row(1, 2, ("2022-10-15", "31,000", "4,500"))))
    assert found(room, "배민매출") == [C]
    assert found(room, "310004500") == []
    assert found(room, "카드매출") == []  # what was read before is no more


def test_who_stepped_aside_finds_facts_and_nothing_else(room: CaseRoom) -> None:
    assert found(room, "배달앱", "con-1") == found(room, "카드매출", "con-1") == [C]
    room.do("con-1", "answer_conflict", C, ground="COI7")
    for words in ("배달앱", "잘린 화면", "조회기간", "카드매출"):
        assert found(room, words, "con-1") == []
        assert found(room, words, "law-1") == [C]
    assert found(room, "하늘상회", "con-1") == [C, OTHER]
    query = search.query_of(room.conn, "하늘상회 배달앱", person="con-1")
    (number,) = room.conn.execute("SELECT id FROM claims WHERE claim = ?", (C,)).fetchone()
    assert [one.field for one in matches(room.conn, [number], query)[number]] == ["trade_name"]


def test_who_has_still_to_answer_for_an_interest_finds_nothing_there_until_then(room: CaseRoom) -> None:
    assert found(room, "배달앱", "con-1") == [C]
    room.do("con-1", "declare_interests", "case", NOTHING | {"relatives": ["김하늘"]})
    assert found(room, "배달앱", "con-1") == []
    room.do("con-1", "answer_conflict", C, ground="NONE", note="이름만 같은 사람임")
    assert found(room, "배달앱", "con-1") == [C]


def test_an_opinion_of_a_blind_reading_is_found_by_its_author_alone(room: CaseRoom) -> None:
    blind = CaseRoom(room.folder / "blind")
    try:
        in_blind_review(blind)
        with blind.case_file.writing() as conn:
            search_index.bring_up_to_date(conn)
        blind.do("law-1", "record_opinion", C, opinion(blind))
        assert [found(blind, "이익률이 높아", person) for person in ("law-1", "ksf-1", "sec", "")] == [[C], [], [], []]
        blind.do("ksf-1", "record_opinion", C, opinion(blind))
        assert found(blind, "이익률이 높아", "sec") == [C]
    finally:
        blind.case_file.close()


def test_a_paper_taken_to_a_claim_later_and_a_masked_copy_are_found(room: CaseRoom) -> None:
    later, copy = proofs.put(room.case_file, b"later"), proofs.put(room.case_file, b"a copy, blackened")
    room.deliver(later)
    read(room, "추가로", "보낸", "간이영수증", document=later)
    assert found(room, "간이영수증") == []
    room.do("law-1", "receive_papers", OTHER, papers=[{"document": later, "kind": "SLS"}])
    assert found(room, "간이영수증") == [OTHER]
    area = {"document": later, "page": 1, "box": [100, 200, 300, 260]}
    body = {"document": later, "masked": copy, "bytes": 17, "areas": [area], "claims": [OTHER]}
    room.do("sec", "replace_by_masked_copy", "case", body)
    assert found(room, "간이영수증") == []
    read(room, "추가로", "보낸", "가린영수증", document=copy)
    assert found(room, "가린영수증") == [OTHER]
    assert_rebuilt_alike(room)


def assert_rebuilt_alike(room: CaseRoom) -> None:
    before = index_of(room.conn)
    with room.case_file.writing() as conn:
        rebuild(conn)
    assert index_of(room.conn) == before


def test_a_rebuild_gives_the_same_index(room: CaseRoom) -> None:
    assert_rebuilt_alike(room)


def test_a_check_after_a_search_and_a_write_finds_the_file_sound(room: CaseRoom) -> None:
    assert search.hits(room.case_file.reader(), search.query_of(room.conn, "배달앱"))
    room.do("law-1", "write_note", C, note="나중에 적은 말")
    room.do("law-1", "write_note", OTHER, note="또 적은 말")
    assert check(room.case_file).problems == ()


def test_what_is_destroyed_leaves_no_pair_of_letters_in_the_file(room: CaseRoom) -> None:
    room.do("law-1", "write_note", OTHER, note="퓒쀍")
    read(room, "퓽쮑")
    pairs = [text.encode() for text in ("퓒쀍", "퓽쮑")]

    def stored() -> list[bool]:
        (table,) = (b"".join(row[0] for row in room.conn.execute("SELECT block FROM search_text_pairs_data")),)
        texts = " ".join(row[0] for row in room.conn.execute("SELECT folded FROM search_texts")).encode()
        return [pair in texts or pair[1:] in table for pair in pairs]

    assert stored() == [True, True]
    with room.case_file.writing() as conn:
        conn.execute("INSERT INTO tombstones SELECT digest, 'x' FROM texts WHERE text = '퓒쀍'")
        conn.execute("DELETE FROM texts WHERE text = '퓒쀍'")
        search_index.entries_forgotten(conn, [OTHER])
        readings.forget(conn, SALES)
    assert stored() == [False, False]
    assert found(room, "배달앱") == [C]


def test_what_is_kept_of_who_may_read_may_be_forgotten_at_any_time(
    room: CaseRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(room, "전화로", "law-1") == [C]
    monkeypatch.setattr(withheld, "MOST_KEPT", 0)
    sources = [withheld.Source(claim, "") for claim in (C, OTHER)]
    assert withheld.readable(room.conn, sources[:1], "law-1") == sources[:1]
    assert withheld.readable(room.conn, sources, "law-1") == sources  # one is known, the other is not
