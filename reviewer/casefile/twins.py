"""Claims that agree in papers or numbers, what a person said of each pair, and the awards that such a twin stops."""

import dataclasses
import json
from collections.abc import Collection, Iterator, Sequence

from reviewer.casefile.engine import Connection
from reviewer.casefile.fingerprints import CROWD, Like, likes_of, numbers_read, runs_kept
from reviewer.casefile.standing import kept_text, read_claim
from reviewer.rules.acts.shape import Refusals, Scene
from reviewer.rules.likeness import KAKAO_BRN, account_digest
from reviewer.rules.numbers import digits
from reviewer.rules.problem import Problem
from reviewer.rules.twins import KINDS, Agreement, Side, Twin, Verdict, awards_of, mark_of, share_enough

DIGITS_OF_ACCOUNT = "replace(replace(account, '-', ''), ' ', '')"
_HELD = (
    "SELECT DISTINCT p.claim, d.document, f.page FROM fingerprints f JOIN fingerprinted d ON d.paper = f.paper "
    "JOIN papers p ON p.document = d.came_as WHERE f.kind = ? AND f.value = ? AND p.claim NOT IN ('', ?) LIMIT ?"
)


def twins_of(conn: Connection, claim: str) -> list[Twin]:
    """Every claim that agrees with this one, the paid and the unjudged first; raises ClaimUnknown.

    It is found anew from what is known now, so a paper or a number that came later changes it at once.
    """
    found = agreements_of(conn, claim)
    said = verdicts_of(conn, claim) if found else {}
    twins = [_twin(conn, number, agreed, said.get(number)) for number, agreed in found.items()]
    return sorted(twins, key=lambda one: (not one.stops_awards, one.is_settled, KINDS.index(one.kinds[0]), one.claim))


def agreements_of(conn: Connection, claim: str) -> dict[str, tuple[Agreement, ...]]:
    """What agrees with this claim, by the number of the other claim, parts of one claim left out; ClaimUnknown."""
    documents = documents_of(conn, claim)
    found: dict[str, dict[str, Agreement]] = {}
    numbers = (one for one in _numbers(conn, claim, documents) if not _is_own_report(conn, claim, one[0]))
    for number, agreement in (*_papers(conn, claim, documents), *numbers):
        marks = found.setdefault(number, {})
        marks[agreement.mark] = marks.get(agreement.mark, agreement)
    held = _Papers(conn, claim)
    own = {held.claim.part_of, *held.claim.parts}
    own |= set(read_claim(conn, held.claim.part_of).parts) if held.claim.part_of else set()
    return {
        number: tuple(
            dataclasses.replace(one, mine=held.shown(one.mine))
            for one in sorted(marks.values(), key=lambda one: (KINDS.index(one.kind), one.mark))
        )
        for number, marks in found.items()
        if number not in own and conn.execute("SELECT 1 FROM claims WHERE claim = ?", (number,)).fetchone() is not None
    }


class _Papers:
    """The papers of a claim by the bytes they came as, and as they stand now."""

    def __init__(self, conn: Connection, number: str) -> None:
        self.claim = read_claim(conn, number)
        came = conn.execute("SELECT document, kind, path FROM papers WHERE claim = ? ORDER BY path DESC", (number,))
        self._came = {row["document"]: (row["kind"], row["path"]) for row in came}
        self._copies = {before: document for document, before in self.claim.late_before.items()}
        self._copies |= {before: paper.document for paper in self.claim.papers for before in paper.before}
        self._kinds = {paper.document: paper.kind for paper in self.claim.papers}

    def shown(self, side: Side) -> Side:
        """The side with its paper as it stands now: a masked copy in place of what was erased."""
        document = self._copies.get(side.document, side.document)
        origin = next((before for before, copy in self._copies.items() if copy == document), document)
        kind, path = self._came.get(side.document, self._came.get(origin, ("", "")))
        return dataclasses.replace(side, document=document, kind=self._kinds.get(document, kind), path=path)


def documents_of(conn: Connection, claim: str) -> list[str]:
    """Every paper that came for a claim, whether it was accepted or not; raises ClaimUnknown."""
    came = conn.execute("SELECT DISTINCT document FROM papers WHERE claim = ? ORDER BY path", (claim,))
    standing = read_claim(conn, claim)
    held = [paper.document for paper in standing.papers]
    return list(dict.fromkeys([*held, *standing.late_papers, *(row[0] for row in came)]))


def _papers(conn: Connection, claim: str, documents: Sequence[str]) -> Iterator[tuple[str, Agreement]]:
    together: dict[tuple[str, str, str, str], list[Like]] = {}
    for like in likes_of(conn, claim, documents):
        together.setdefault((like.claim, like.kind, like.document, like.other_document), []).append(like)
    for (number, kind, document, other), likes in together.items():
        shared = len({like.value for like in likes}) if kind in ("WEEK", "ROWS") else len(likes)
        if kind == "ROWS" and not share_enough(shared, runs_kept(conn, document), runs_kept(conn, other)):
            continue
        first = likes[0]
        mark = mark_of(kind, first.value) if kind in ("TIMES", "EXIF", "ACCOUNT") else mark_of(kind, document, other)
        value = first.value if kind in ("TIMES", "EXIF") else ""
        sides = Side(document, first.page), Side(other, first.other_page)
        yield number, Agreement(kind, mark, *sides, value, shared)


def _numbers(conn: Connection, claim: str, documents: Sequence[str]) -> Iterator[tuple[str, Agreement]]:
    """Registration and account numbers: of both applications, or of one and of a paper of the other."""
    own = conn.execute("SELECT brn, delivery, row FROM claims WHERE claim = ?", (claim,)).fetchone()
    brn = "" if own["brn"] == KAKAO_BRN else str(own["brn"])
    read = {value: side for document in documents for value, side in _read(conn, document, "BRN")}
    for number in ([brn] if brn else []) + [value for value in read if value != brn]:
        mine = Side() if number == brn else read[number]
        mark = mark_of("BRN", number)
        for other in _applications(conn, "brn = ? AND brn <> ''", number, claim):
            yield other, Agreement("BRN", mark, mine, Side(), number)
        if number == brn:
            for other, side in _holders(conn, "BRN", number, claim):
                yield other, Agreement("BRN", mark, mine, side, number)
    corrected = _corrected(conn)
    for account, mine in _accounts(conn, claim, own["delivery"], own["row"]):
        mark = mark_of("ACCOUNT", account_digest(account))
        for other in _applications(conn, f"{DIGITS_OF_ACCOUNT} = ? AND account <> ''", account, claim):
            yield other, Agreement("ACCOUNT", mark, mine, Side())
        for other, side in _holders(conn, "ACCOUNT", account_digest(account), claim):
            yield other, Agreement("ACCOUNT", mark, mine, side)
        for other, side in _holding(conn, corrected, account_digest(account), claim):
            yield other, Agreement("ACCOUNT", mark, mine, side)
    for document in documents:
        for value, side in _read(conn, document, "ACCOUNT"):
            for other, _ in _holders(conn, "OWNED", value, claim):
                yield other, Agreement("ACCOUNT", mark_of("ACCOUNT", value), side, Side())
            for other, theirs in _holding(conn, corrected, value, claim):
                yield other, Agreement("ACCOUNT", mark_of("ACCOUNT", value), side, theirs)


def _is_own_report(conn: Connection, claim: str, other: str) -> bool:
    """Whether a person confirmed that one of the two is the report of the other, so that they share every number."""
    return (
        conn.execute(
            "SELECT 1 FROM fact_rows f JOIN journal j ON j.subject = f.claim WHERE f.relation = 'NEW' "
            "AND ((f.claim = ?1 AND f.other = ?2) OR (f.claim = ?2 AND f.other = ?1)) AND j.act = 'confirm_link' "
            "AND json_extract(j.body, '$.delivery') = f.delivery AND json_extract(j.body, '$.row') = f.row "
            "AND json_extract(j.body, '$.accept') AND json_extract(j.body, '$.relation') = 'REPORT'",
            (claim, other),
        ).fetchone()
        is not None
    )


def _accounts(conn: Connection, claim: str, delivery: str, row: int) -> list[tuple[str, Side]]:
    """The digits of the account of the application, and of the one given since in its place."""
    found = conn.execute("SELECT account FROM fact_rows WHERE delivery = ? AND row = ?", (delivery, row)).fetchone()
    standing = read_claim(conn, claim)
    given = [(found["account"] if found is not None else "", Side())]
    given.append((_number_in(kept_text(conn, standing.account)), Side(standing.account_document)))
    return [(digits(account), side) for account, side in given if account_digest(account)]


def _corrected(conn: Connection) -> dict[str, set[str]]:
    """The claims for which another account was given, by the digests of what was given."""
    found: dict[str, set[str]] = {}
    for row in conn.execute(
        "SELECT j.subject, t.text FROM journal j JOIN texts t ON t.digest = json_extract(j.body, '$.account') "
        "WHERE j.act = 'fix_account'"
    ):
        found.setdefault(account_digest(_number_in(row[1])), set()).add(row[0])
    return found


def _holding(conn: Connection, corrected: dict[str, set[str]], value: str, claim: str) -> Iterator[tuple[str, Side]]:
    """The other claims whose corrected account is this one still."""
    for number in sorted(corrected.get(value, set()) - {claim}):
        other = read_claim(conn, number)
        if value and account_digest(_number_in(kept_text(conn, other.account))) == value:
            yield number, Side(other.account_document)


def _number_in(account: str) -> str:
    """The number of an account as a person gave it: bank, number, holder."""
    return account.partition(" ")[2].partition(" ")[0]


def _read(conn: Connection, document: str, kind: str) -> list[tuple[str, Side]]:
    return [(value, Side(document, page)) for value, page in numbers_read(conn, document, kind)]


def _applications(conn: Connection, where: str, value: str, claim: str) -> list[str]:
    rows = conn.execute(f"SELECT DISTINCT claim FROM fact_rows WHERE {where} AND claim <> ? LIMIT 1000", (value, claim))
    return sorted(row[0] for row in rows)


def _holders(conn: Connection, kind: str, value: str, claim: str) -> list[tuple[str, Side]]:
    """The claims in whose papers this number stands; none where it stands in those of a crowd."""
    rows = conn.execute(_HELD, (kind, value, claim, 4 * CROWD)).fetchall()
    is_crowd = len({row[0] for row in rows}) > CROWD
    return [] if is_crowd else [(row[0], Side(row[1], row[2])) for row in sorted(map(tuple, rows))]


def _twin(conn: Connection, number: str, agreements: tuple[Agreement, ...], said: Verdict | None) -> Twin:
    held = _Papers(conn, number)
    claim = held.claim
    name = conn.execute("SELECT trade_name, representative FROM claims WHERE claim = ?", (number,)).fetchone()
    return Twin(
        claim=number,
        name=name["trade_name"] or name["representative"],
        stage=claim.stage.value,
        award=claim.decision.award if claim.decision is not None else 0,
        paid=claim.paid_total,
        agreements=tuple(dataclasses.replace(one, other=held.shown(one.other)) for one in agreements),
        verdict=said,
    )


def verdicts_of(conn: Connection, claim: str) -> dict[str, Verdict]:
    """The latest verdict on this claim and each other one, on whichever of the two it was recorded."""
    found: dict[str, Verdict] = {}
    for row in conn.execute(
        "SELECT uid, author, made_at, subject, body FROM journal WHERE act = 'judge_twin' AND subject = ?1 "
        "UNION SELECT uid, author, made_at, subject, body FROM journal WHERE act = 'judge_twin' "
        "AND json_extract(body, '$.other') = ?1 ORDER BY made_at, uid",
        (claim,),
    ):
        body = json.loads(row["body"])
        other = body["other"] if row["subject"] == claim else row["subject"]
        found[other] = Verdict(
            body["verdict"], row["author"], row["made_at"], kept_text(conn, body["reason"]),
            frozenset(body["attributes"]), row["subject"], row["uid"],
        )  # fmt: skip
    return found


def twin_refusals(conn: Connection, scene: Scene) -> Refusals:
    """What only the store can know: no award beside a paid twin, and no verdict on what does not agree."""
    for claim in awards_of(scene):
        for twin in twins_of(conn, claim.number):
            if twin.stops_awards:
                yield Problem("TwinPaid", claim=claim.number, twin=twin.claim, attributes=" ".join(twin.kinds))
    if scene.act == "list_payments":
        for number in scene.claims:
            for twin in payment_twins(conn, number, {*scene.claims, *scene.case.open_batches}):
                yield Problem("TwinPaid", claim=number, twin=twin.claim, attributes=" ".join(twin.kinds))
    if scene.act == "judge_twin":
        agreed = agreements_of(conn, scene.subject).get(scene.body["other"], ())
        for mark in sorted(set(scene.body["attributes"]) - {one.mark for one in agreed}):
            yield Problem("BadActBody", field="attributes", why="does not agree", value=mark)


def payment_twins(conn: Connection, claim: str, listed: Collection[str]) -> list[Twin]:
    """The twins beside which this claim is not paid: paid, or `listed` to be, and not judged to be apart."""
    return [twin for twin in twins_of(conn, claim) if twin.may_be_one and (twin.paid > 0 or twin.claim in listed)]


def twin_documents(twins: Sequence[Twin]) -> frozenset[str]:
    """The papers of the claim in view that agree with papers of another one not judged to be apart."""
    open_ones = [one for one in twins if not (one.is_settled and one.verdict and one.verdict.verdict == "NOT_SAME")]
    return frozenset(one.mine.document for twin in open_ones for one in twin.agreements) - {""}
