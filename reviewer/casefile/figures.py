"""Counts what the figures rest on: each question is one answer of the engine, in groups, without anybody's name."""

import json
from collections import Counter
from collections.abc import Sequence

from reviewer.casefile.assignments import IN_HAND
from reviewer.casefile.engine import Connection
from reviewer.rules.figures.tallies import Checked, Decided, Money, Quality, Reasons, Stood

_KOREAN_MONTH = "strftime('%Y-%m', {}, '+9 hours')"


def stood(conn: Connection) -> list[Stood]:
    """Every claim, by route, stage, the day it came and whether more than a report came."""
    rows = conn.execute(
        "SELECT route, stage, substr(received_on, 1, 10), stage NOT IN ('RECEIVED', 'ROUTED') OR state <> '' "
        "AND instr(state, '\"papers\":') OR claim IN (SELECT claim FROM papers) AS applied, count(*) "
        "FROM claims GROUP BY 1, 2, 3, 4"
    )
    return [Stood(row[0], row[1], row[2], bool(row[3]), row[4]) for row in rows]


def decided_by_month(conn: Connection) -> dict[str, int]:
    """How many claims were decided for the first time in each month in Korea; what was undone never was."""
    month = _KOREAN_MONTH.format("min(decided_at)")
    rows = conn.execute(
        f"SELECT month, count(*) FROM (SELECT {month} AS month FROM decisions WHERE state <> 'UNDONE' GROUP BY claim) "
        "GROUP BY month"
    )
    return {row[0]: row[1] for row in rows}


def decided(conn: Connection) -> list[Decided]:
    """The claims with a decision in force, by sector, services and outcome."""
    rows = conn.execute(
        "SELECT sector, services, disposition, count(*) FROM claims WHERE disposition <> '' GROUP BY 1, 2, 3"
    )
    return [Decided(row[0], tuple(json.loads(row[1])), row[2], row[3]) for row in rows]


def money(conn: Connection, ends: Sequence[int]) -> list[Money]:
    """Claims with a decision in force by band of the claimed loss; band -1: withdrawn, or no loss stated."""
    band = " ".join(f"WHEN claimed_loss <= {int(end)} THEN {place}" for place, end in enumerate(ends))
    rows = conn.execute(
        f"SELECT CASE WHEN disposition = 'WITHDRAWN' OR claimed_loss IS NULL THEN -1 {band} "
        f"ELSE {len(ends)} END AS band, count(*), coalesce(sum(claimed_loss), 0), "
        "coalesce(sum(verified_loss), 0), count(verified_loss), count(*) FILTER (WHERE verified_loss > 0), "
        "sum(award), count(*) FILTER (WHERE award > 0) FROM claims "
        "WHERE disposition <> '' GROUP BY band"
    )
    return [Money(*row) for row in rows]


def reasons(conn: Connection) -> Reasons:
    """The reason codes of the decisions in force."""
    rows = conn.execute(
        "SELECT code.value, count(*) FROM decisions, "
        "json_each('[\"' || replace(json_extract(record, '$.reason_codes'), ';', '\",\"') || '\"]') code "
        "WHERE state = 'IN_FORCE' AND code.value <> '' GROUP BY code.value"
    )
    among = conn.execute("SELECT count(*) FROM decisions WHERE state = 'IN_FORCE'").fetchone()[0]
    return Reasons({row[0]: row[1] for row in rows}, among)


def requests(conn: Connection) -> Reasons:
    """The reasons for which more evidence was asked; one counts once in a request."""
    asked = "FROM claims, json_each(state, '$.supplements') asked"
    with_some = "WHERE instr(state, '\"supplements\":')"
    rows = conn.execute(
        f"SELECT reason, count(*) FROM (SELECT DISTINCT claim, asked.key, json_extract(item.value, '$.reason') "
        f"AS reason {asked}, json_each(asked.value, '$.items') item {with_some}) GROUP BY reason"
    )
    among = conn.execute(f"SELECT count(*) {asked} {with_some}").fetchone()[0]
    return Reasons({row[0]: row[1] for row in rows}, among)


def load(conn: Connection) -> dict[tuple[str, str], int]:
    """By member and part (LEAD, SECOND, LEAD_DONE, SECOND_DONE): claims in hand, decisions in force that were made."""
    found: Counter[tuple[str, str]] = Counter()
    in_hand = conn.execute(
        "SELECT lead, second, count(*) FROM claims WHERE stage IN (SELECT value FROM json_each(?)) GROUP BY 1, 2",
        (json.dumps(sorted(IN_HAND)),),
    )
    done = conn.execute(
        "SELECT json_extract(record, '$.lead_code'), json_extract(record, '$.second_code'), count(*) "
        "FROM decisions WHERE state = 'IN_FORCE' GROUP BY 1, 2"
    )
    for rows, end in ((in_hand, ""), (done, "_DONE")):
        for lead, second, number in rows:
            found[lead, f"LEAD{end}"] += number
            found[second, f"SECOND{end}"] += number
    return {key: number for key, number in found.items() if key[0]}


def second_checks(conn: Connection) -> dict[tuple[str, str], int]:
    """Second checks by month and opinion; one that its author took back was none."""
    rows = conn.execute(
        f"SELECT {_KOREAN_MONTH.format('made_at')}, json_extract(body, '$.opinion'), count(*) FROM journal "
        "WHERE act = 'check_decision' AND uid NOT IN "
        "(SELECT json_extract(body, '$.entry') FROM journal WHERE act = 'take_back') GROUP BY 1, 2"
    )
    return {(row[0], row[1]): row[2] for row in rows}


def quality(conn: Connection) -> Quality:
    """The sample checks: what they came to, what they found wanting, how often something was praised."""
    drawn = (
        "FROM claims c, json_each(c.state, '$.quality') one JOIN decisions d "
        "ON d.claim = c.claim AND d.decision_uid = json_extract(one.value, '$.decision')"
    )
    with_some = "WHERE instr(c.state, '\"quality\":')"
    rows = conn.execute(
        f"SELECT d.award > 0, coalesce(json_extract(one.value, '$.outcome'), ''), count(*) {drawn} {with_some} "
        "GROUP BY 1, 2"
    )
    checks = tuple(Checked(bool(row[0]), row[1], row[2]) for row in rows)
    wanting = conn.execute(
        f"SELECT code.value, count(*) {drawn}, json_each(one.value, '$.deficiencies') code {with_some} GROUP BY 1"
    )
    praised = conn.execute(
        f"SELECT count(*) {drawn} {with_some} AND json_extract(one.value, '$.praise') <> ''"
    ).fetchone()[0]
    return Quality(checks, {row[0]: row[1] for row in wanting}, praised)


def answered(conn: Connection) -> dict[str, dict[tuple[str, str], str]]:
    """By claim: paper and check of every answer in force, with the answer."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    rows = conn.execute(
        "SELECT c.claim, json_extract(p.value, '$.document'), a.key, json_extract(a.value, '$.result') "
        "FROM claims c, json_each(c.state, '$.papers') p, json_each(p.value, '$.answers') a "
        "WHERE instr(c.state, '\"answers\":') ORDER BY c.claim"
    )
    for claim, document, check, result in rows:
        found.setdefault(claim, {})[document, check] = result
    return found
