"""What the filter row may say, and that the case file finds what plain Python finds for it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.casefile import claims, conditions, list_keys
from reviewer.casefile.claims import Filter
from reviewer.casefile.conditions import Part, Unreadable
from reviewer.casefile.engine import Connection, in_memory
from reviewer.casefile.queries import query_text, read_query
from reviewer.casefile.shapes import CLAIMS_SINCE_6, DERIVED, statements
from reviewer.rules.problem import Problem

LOSSES = (None, 0, 1, 499_999, 500_000, 500_001, 1_000_000, 1_840_000, 2_000_000)
NAMES = ("", "주식회사 한빛떡볶이", "가게2", "가게10", "CAFE 봄", "cafe 여름", 'A, "B"', "비어 있음")
DAYS = ("", "2022-10-15", "2022-12-31", "2023-01-01", "2023-01-31", "2023-02-01T10:00:00")
STAGES = ("ROUTED", "IN_REVIEW", "PROPOSED")
SERVICES = ("[]", '["talk_channel"]', '["alimtalk","talk_channel"]')
CHANGED = ("", "2022-12-31T14:59:59.000000Z", "2022-12-31T15:00:00.000000Z", "2023-01-31T20:00:00.000000Z")
BRNS = ("", "1208147521", "2208147529")


@pytest.fixture(scope="module")
def conn() -> Iterator[Connection]:
    """A list of claims with every mixture that a condition may meet, 1 to 1,000 in the order of arrival."""
    found = in_memory()
    for statement in statements(DERIVED + CLAIMS_SINCE_6):
        found.execute(statement)
    for number in range(1, 1_001):
        row = {
            "id": number, "claim": f"2023-{number:06d}", "delivery": "d", "row": number, "report_number": "",
            "received_on": DAYS[number % 6], "reporter_type": "", "trade_name": NAMES[number % 8],
            "representative": "", "brn": BRNS[number % 3], "address": "", "phone": "", "sector": "",
            "services": SERVICES[number % 3], "claimed_loss": LOSSES[number % 9], "route": "", "marks": "[]",
            "stage": STAGES[number * 7 % 3], "changed_at": CHANGED[number * 3 % 4],
            "meeting": (0, 1, 2)[number % 5 % 3], "lead": ("", "law-1", "ksf-1")[number * 5 % 7 % 3],
        }  # fmt: skip
        found.execute(
            f"INSERT INTO claims ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
        )
    list_keys.make(found)
    yield found
    found.close()


def found_by(conn: Connection, column: str, text: str) -> list[int]:
    return list(claims.order(conn, Filter(columns={column: text})))


def rows(conn: Connection) -> list[Any]:
    return conn.execute("SELECT * FROM claims ORDER BY id").fetchall()


# --- every operator against plain Python ----------------------------------------------------------------------

AMOUNTS = st.sampled_from([0, 1, 499_999, 500_000, 1_000_000, 1_840_000, 3_000_000])
WRITTEN = st.sampled_from([str, "{:,}".format, "{:,}원".format, " {} ".format])
SIGNS = {
    ">": lambda a, b: a is not None and a > b, ">=": lambda a, b: a is not None and a >= b,
    "<": lambda a, b: a is not None and a < b, "<=": lambda a, b: a is not None and a <= b,
    "=": lambda a, b: a == b, "": lambda a, b: a == b, "!=": lambda a, b: a != b, "!": lambda a, b: a != b,
}  # fmt: skip


@st.composite
def amount_parts(draw: st.DrawFn) -> tuple[str, Any, bool]:
    """One alternative about an amount: as it is written, as a Python test, and whether it excludes."""
    write = draw(WRITTEN)
    kind = draw(st.sampled_from([*SIGNS, "range", "empty", "filled"]))
    if kind == "empty":
        return draw(st.sampled_from(["is empty", "비어 있음", "Is  Empty"])), lambda a: a is None, False
    if kind == "filled":
        return draw(st.sampled_from(["is not empty", "비어 있지 않음"])), lambda a: a is None, True
    if kind == "range":
        low, high = sorted((draw(AMOUNTS), draw(AMOUNTS)))
        sign = draw(st.sampled_from(["..", " ~ ", "...", "-", " – "]))
        return f"{write(low)}{sign}{write(high)}", lambda a: a is not None and low <= a <= high, False
    amount, test = draw(AMOUNTS), SIGNS[kind]
    if kind in ("!", "!="):
        return f"{kind}{write(amount)}", lambda a: a == amount, True
    return f"{kind}{write(amount)}", lambda a: test(a, amount), False


@given(st.lists(amount_parts(), min_size=1, max_size=4), st.sampled_from([", ", "; ", " ,"]))
def test_conditions_on_an_amount_find_what_python_finds(
    conn: Connection, parts: list[tuple[str, Any, bool]], between: str
) -> None:
    text = between.join(part[0] for part in parts)
    either = [test for _, test, excludes in parts if not excludes]
    neither = [test for _, test, excludes in parts if excludes]

    def fits(amount: int | None) -> bool:
        return (not either or any(test(amount) for test in either)) and not any(test(amount) for test in neither)

    expected = [row["id"] for row in rows(conn) if fits(row["claimed_loss"])]
    assert found_by(conn, "claimed_loss", text) == expected, text


@given(st.sampled_from(["=", "!=", "!", ""]), st.sampled_from([*NAMES[1:6], "떡", "cafe", "E 봄", "게1"]))
def test_conditions_on_a_name_find_what_python_finds(conn: Connection, sign: str, value: str) -> None:
    def fits(name: str) -> bool:
        has, same = value.lower() in name.lower(), value.lower() == name.lower()
        return {"=": same, "!=": not same, "!": not has, "": has}[sign]

    expected = [row["id"] for row in rows(conn) if fits(row["trade_name"])]
    assert found_by(conn, "trade_name", f"{sign}{value}") == expected


MONTHS = st.dates(dt.date(2022, 10, 1), dt.date(2023, 3, 1))
FORMS = st.sampled_from(
    ["{:%Y-%m-%d}", "{:%Y.%m.%d}", "{:%Y. %m. %d.}", "{:%Y년 %m월 %d일}", "{:%Y%m%d}", "{:%Y/%m/%d}"]
)


@given(st.sampled_from([*SIGNS, ".."]), MONTHS, MONTHS, FORMS, st.sampled_from(["received_on", "changed_at"]))
def test_conditions_on_a_day_find_what_python_finds(
    conn: Connection, sign: str, one: dt.date, other: dt.date, form: str, column: str
) -> None:
    low, high = sorted((one, other))
    text = f"{form.format(low)}..{form.format(high)}" if sign == ".." else f"{sign}{form.format(one)}"

    def fits(said: str) -> bool:
        day = None
        if said:
            moment = dt.datetime.fromisoformat(said)
            day = moment.date() if moment.tzinfo is None else (moment + dt.timedelta(hours=9)).date()
        return day is not None and low <= day <= high if sign == ".." else SIGNS[sign](day, one)

    assert found_by(conn, column, text) == [row["id"] for row in rows(conn) if fits(row[column])]


def test_of_what_cannot_be_read_no_more_is_told_than_a_line_holds() -> None:
    with pytest.raises(conditions.Unreadable) as told:
        conditions.read("claimed_loss", "가" * 400)
    assert told.value.value == "가" * 39 + "…"


# --- what the words mean --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "text", "parts"),
    [
        ("claimed_loss", "1,840,000", [Part("between", 1_840_000, 1_840_000)]),
        ("claimed_loss", "100, 200", [Part("between", 100, 100), Part("between", 200, 200)]),
        ("claimed_loss", "500000,600000", [Part("between", 500_000, 500_000), Part("between", 600_000, 600_000)]),
        ("claimed_loss", "50만..1.5백만원", [Part("between", 500_000, 1_500_000)]),
        ("claimed_loss", "＞＝５００", [Part("between", 500, None)]),
        ("claimed_loss", "≥１，０００", [Part("between", 1_000, None)]),
        ("claimed_loss", "１，０００，０００．．", [Part("between", 1_000_000, None)]),
        ("claimed_loss", "5…6", [Part("between", 5, 6)]),  # what some keyboards make of three dots
        ("received_on", "2023．1．5", [Part("between", "2023-01-05", "2023-01-05")]),
        ("trade_name", "가…나", [Part("has", "가…나")]),
        ("claimed_loss", "300000-500000", [Part("between", 300_000, 500_000)]),
        ("claimed_loss", "30만 – 1,500,000원", [Part("between", 300_000, 1_500_000)]),
        ("claimed_loss", "300000-", [Part("between", 300_000, None)]),
        ("claimed_loss", "!1－3, -5", [Part("between", 1, 3, opposite=True), Part("between", -5, -5)]),
        ("received_on", "2023-01-05 - 2023-01-20", [Part("between", "2023-01-05", "2023-01-20")]),
        ("received_on", "20230105-20230120", [Part("between", "2023-01-05", "2023-01-20")]),
        ("received_on", "2023-01-2023-03", [Part("between", "2023-01-01", "2023-03-31")]),
        ("received_on", "2022-2023", [Part("between", "2022-01-01", "2023-12-31")]),
        ("received_on", "2023-1-5", [Part("between", "2023-01-05", "2023-01-05")]),
        ("claim", "2023-000010", [Part("has", "2023-000010")]),
        ("claimed_loss", "..5", [Part("between", None, 5)]),
        ("claimed_loss", " , ", []),
        ("received_on", "2023-01", [Part("between", "2023-01-01", "2023-01-31")]),
        ("received_on", ">2022", [Part("beyond", "2022-12-31", None)]),
        ("due", "31 Aug 2023", [Part("between", "2023-08-31", "2023-08-31")]),  # as the list shows it
        ("due", "2023. 8. 31.", [Part("between", "2023-08-31", "2023-08-31")]),
        ("received_on", "<=2023.2", [Part("between", None, "2023-02-28")]),
        ("claim", "2023-000010..2023-000019", [Part("between", "2023-000010", "2023-000019")]),
        ("trade_name", '"a, b"', [Part("has", "a, b")]),
        ("trade_name", "a..b", [Part("has", "a..b")]),
        ("trade_name", '"비어 있음"', [Part("has", "비어 있음")]),
        ("trade_name", "미상", [Part("has", "미상")]),
        ("claimed_loss", "미상", [Part("empty")]),
        ("claimed_loss", "!unknown", [Part("empty", opposite=True)]),
        ("trade_name", "!is empty", [Part("empty", opposite=True)]),
        ("due", "! 비어 있지 않음", [Part("empty")]),
        ("brn", "120-81-", [Part("has", "12081")]),
        ("stage", "ROUTED, !=PROPOSED", [Part("is", "ROUTED"), Part("is", "PROPOSED", opposite=True)]),
    ],
)
def test_a_condition_is_read(column: str, text: str, parts: list[Part]) -> None:
    assert conditions.read(column, text) == parts


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("claimed_loss", "많이", "number"), ("claimed_loss", ">", "number"), ("claimed_loss", "1.5", "number"),
        ("claimed_loss", "5..1", "backwards"), ("claimed_loss", "5-1", "backwards"), ("due", "2023-", "day"),
        ("claimed_loss", "5-x", "number"), ("received_on", "2023-13-01", "day"), ("due", ">soon", "day"),
        ("due", "31 Foo 2023", "day"),
        ("received_on", "2023-02..2023-01", "backwards"), ("trade_name", ">가", "no_order"),
        ("phone", "none", "number"), ("claimed_loss", "9" * 600, "too_long"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(column: str, text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        conditions.read(column, text)
    assert refused.value.code == code


@given(
    st.sampled_from(sorted(conditions.COLUMNS)),
    st.text(max_size=30) | st.text('>=<!.,~"0123년월- 비어있음', max_size=12),
)
def test_whatever_is_typed_is_read_or_refused(conn: Connection, column: str, text: str) -> None:
    try:
        conditions.read(column, text)
    except Unreadable:
        return
    found_by(conn, column, text)


def test_codes_services_and_letters(conn: Connection) -> None:
    assert found_by(conn, "stage", "ROUTED, PROPOSED") == found_by(conn, "stage", "!=IN_REVIEW")
    assert len(found_by(conn, "services", "alimtalk")) == 333
    assert len(found_by(conn, "services", "is empty")) == 333
    assert found_by(conn, "meeting", "is empty") == [row["id"] for row in rows(conn) if row["meeting"] == 0]
    assert found_by(conn, "proof_marks", "is empty") == [row["id"] for row in rows(conn)]
    named = [row["id"] for row in rows(conn) if row["trade_name"] == "주식회사 한빛떡볶이"]
    for typed in ("=㈜한빛떡볶이", "=(주) 한빛떡볶이", "=주식회사한빛떡볶이"):
        assert found_by(conn, "trade_name", typed) == named
    assert found_by(conn, "trade_name", "=㈜한빛") == []
    assert found_by(conn, "brn", "120-81-47521") == [row["id"] for row in rows(conn) if row["brn"] == "1208147521"]


def test_a_condition_travels_in_a_query() -> None:
    wanted = Filter(columns={"claimed_loss": ">500000", "stage": "IN_REVIEW"})
    assert read_query(query_text(wanted)) == wanted
    for bad in ('{"columns":{"story":"x"}}', '{"columns":{"claimed_loss":"viel"}}', '{"columns":["a"]}'):
        with pytest.raises(Problem, match="BadActBody"):
            read_query(bad)


# --- order ----------------------------------------------------------------------------------------------------


def listed(conn: Connection, sort: str, descending: bool = False, ranks: tuple[str, ...] = ()) -> list[Any]:
    ids = claims.order(conn, Filter(), sort, descending, ranks)
    first = claims.first(conn, Filter(), sort, descending, 50, ranks)
    assert [line.id for line in first] == ids.tolist()[:50]
    line = {row["id"]: row for row in rows(conn)}
    return [(line[one][sort], one) for one in ids]


def test_names_sort_naturally_and_the_empty_stand_last_both_ways(conn: Connection) -> None:
    for descending in (False, True):
        found = listed(conn, "trade_name", descending)
        names = list(dict.fromkeys(name for name, _ in found))
        ordered = ['A, "B"', "CAFE 봄", "cafe 여름", "가게2", "가게10", "비어 있음", "주식회사 한빛떡볶이"]
        assert names == [*(reversed(ordered) if descending else ordered), ""]
        for name in names:  # equals stay in the order of arrival
            ids = [one for said, one in found if said == name]
            assert ids == sorted(ids)


def test_codes_sort_as_their_words_do_and_amounts_by_value(conn: Connection) -> None:
    ranked = listed(conn, "stage", ranks=("PROPOSED", "ROUTED"))
    assert list(dict.fromkeys(stage for stage, _ in ranked)) == ["PROPOSED", "ROUTED", "IN_REVIEW"]
    services = listed(conn, "services", ranks=("talk_channel", "alimtalk"))
    assert list(dict.fromkeys(one for one, _ in services)) == [SERVICES[1], SERVICES[2], SERVICES[0]]
    losses = [loss for loss, _ in listed(conn, "claimed_loss", descending=True)]
    known = [loss for loss in losses if loss is not None]
    assert known == sorted(known, reverse=True)
    assert losses[len(known) :] == [None] * (1_000 - len(known))


def test_every_column_sorts(conn: Connection) -> None:
    for column in conditions.COLUMNS:
        assert sorted(claims.order(conn, Filter(), column, True)) == list(range(1, 1_001))


@pytest.mark.parametrize("written", ["㈜", "(주)", "（주）", "주식회사"])
def test_a_name_is_narrowed_whatever_way_its_company_form_is_written(written: str) -> None:
    where, values = conditions.as_sql("trade_name", f"{written} 한빛상회")
    names = "VALUES (1, '㈜한빛 상회'), (2, '(주) 한빛상회'), (3, '주식회사 한빛상회'), (4, '유한회사 한빛상회')"
    found = in_memory().execute(
        f"WITH named (id, trade_name) AS ({names}), claims AS (SELECT id, trade_name, '' AS representative FROM named) "
        f"SELECT id FROM claims WHERE {where}",
        values,
    )
    assert [row[0] for row in found] == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "composing", "ids"),
    [
        ("ㅎㅂㄸㅂㅇ", False, [1]), ("ㅎㅂ", False, [1, 2]), ("ㅎㅂ", True, [1, 2]), ("ㅎ ㅂ", False, [1, 2]),
        ("=ㅎㅂ", False, [2]), ("!ㅎㅂ", False, [3, 4]), ("ㄱㅅ", False, [3]), ("ㄳ", False, [3]),
        ("ㅎㅂ, ㄱㅅ", False, [1, 2, 3]), ("ㄷㅂ", False, []), ("ㅋㅋ", False, [4]),
    ],
)  # fmt: skip
def test_a_name_is_found_by_its_initial_consonants(text: str, composing: bool, ids: list[int]) -> None:
    where, values = conditions.as_sql("trade_name", text, composing=composing)
    rows = "VALUES (1, '주식회사 한빛 떡볶이', ''), (2, '', '한 별'), (3, '강산', ''), (4, 'ㅋㅋ 봄', '')"
    found = in_memory().execute(
        f"WITH claims (id, trade_name, representative) AS ({rows}) SELECT id FROM claims WHERE {where}", values
    )
    assert [row[0] for row in found] == ids


@pytest.mark.parametrize(
    ("column", "text", "ids"),
    [
        ("trade_name", "권", [1, 2]), ("trade_name", "=권민준", [1]), ("trade_name", "!권", [3, 4]),
        ("trade_name", "is empty", [4]), ("trade_name", "!is empty", [1, 2, 3]), ("representative", "권", [1]),
        ("report_number", "100000415", [1]), ("report_number", "10-0000415", [1]), ("report_number", "=100000415", [1]),
        ("report_number", "10000041", [1, 2]), ("report_number", "0000", [1, 2]), ("report_number", "1000", []),
    ],
)  # fmt: skip
def test_what_stands_in_a_column_is_found_in_it(column: str, text: str, ids: list[int]) -> None:
    rows = (
        "VALUES (1, '한빛', '권민준', '10-0000415'), (2, '권가네', '', '10-0000416'), "
        "(3, '봄', '이하나', ''), (4, '', '', '')"
    )
    where, values = conditions.as_sql(column, text)
    found = in_memory().execute(
        f"WITH claims (id, trade_name, representative, report_number) AS ({rows}) SELECT id FROM claims WHERE {where}",
        values,
    )
    assert [row[0] for row in found] == ids


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("떠", [1, 2]), ("떡ㅂ", [1]), ("떡보", [1]), ("한빛, 떡보", [1, 3]), ("!떠", [1, 2, 3, 4]), ("=떠", []),
        ("[ㅂ", [4]), ("*보", []), ("ㄷ", []), ("ㅏ", []), ("(주) 하", [3]), ("bo", [2]),
    ],
)  # fmt: skip
def test_a_syllable_still_being_typed_finds_what_it_may_become(text: str, finds: list[int]) -> None:
    where, values = conditions.as_sql("trade_name", text, composing=True)
    rows = "VALUES (1, '매운 떡볶이'), (2, '떡 BOX'), (3, '주식회사 한빛'), (4, '[봄]')"
    found = in_memory().execute(
        f"WITH named (id, trade_name) AS ({rows}), claims AS (SELECT id, trade_name, '' AS representative FROM named) "
        f"SELECT id FROM claims WHERE {where}",
        values,
    )
    assert [row[0] for row in found] == finds
