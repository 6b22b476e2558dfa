"""Assigning many claims: who waits, the draw with its load before and after, and the act for exactly what is shown."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from reviewer.casefile import assignments, journal, lanes
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.engine import Connection
from reviewer.casefile.keys import Signer
from reviewer.casefile.standing import read_case, read_claims
from reviewer.rules.acts.assigning_many import own_pair, seats_of
from reviewer.rules.assignment import Load, Pair, draw, load_after


@dataclasses.dataclass(frozen=True)
class Draw:
    """A draw that was not recorded yet; `pairs` are those of the draw, without the lines changed by hand."""

    seed: str
    claims: tuple[str, ...]
    ids: tuple[int, ...]
    load: Mapping[str, Load]
    kept: Mapping[str, list[str]]
    seated: Mapping[str, Pair]
    pairs: Mapping[str, Pair]
    without: tuple[str, ...] = ()  # claims for which no two members of two bodies are left

    def after(self, changed: Mapping[str, Pair]) -> dict[str, Load]:
        """What everybody has in hand once this is recorded with these lines changed."""
        return load_after(self.load, {**self.pairs, **changed}, self.seated)

    def body(self, changed: Mapping[str, Pair]) -> dict[str, Any]:
        """The body of `assign_claims`, with the lines changed by hand."""
        pairs = {**self.pairs, **changed}
        by_hand = sorted(number for number, pair in changed.items() if pair != self.pairs.get(number))
        claims = [number for number in self.claims if number in pairs]
        kept = {number: members for number, members in self.kept.items() if number in pairs}
        return {
            "claims": claims,
            "seed": self.seed,
            "load": {member: dataclasses.asdict(load) for member, load in self.load.items()},
            "pairs": {number: dataclasses.asdict(pairs[number]) for number in claims},
            **({"kept": kept} if kept else {}),
            **({"changed": by_hand} if by_hand else {}),
        }


def draw_of(conn: Connection, seed: str, among: Iterable[str] | None = None, away: Collection[str] = ()) -> Draw:
    """Draw reviewers for the claims that wait for some, or for those of `among`, without the members who are away.

    Without a `seed` it is the hash of the last entry of the case: nobody can choose it, and the act names it as seen.
    """
    seed = seed or assignments.seed_now(conn)
    ids = assignments.unassigned(conn, among)
    numbers = lanes.numbers_of(conn, ids)
    claims = read_claims(conn, numbers)
    bodies = {member.id: member.body for member in read_case(conn).roster.values()}
    load = {member: one for member, one in assignments.load_now(conn).items() if member not in away}
    kept, seated = assignments.kept_from(conn, claims), seats_of(claims)
    pairs = draw(seed, numbers, bodies, load, kept, seated)
    # a claim without a pair changes no lot and no load, so leaving it out draws the same for the others
    without = tuple(number for number in numbers if number not in pairs)
    return Draw(seed, tuple(numbers), tuple(ids), load, kept, seated, pairs, without)


def own_draw(conn: Connection, member: str) -> tuple[str, dict[str, Any]]:
    """The claim a member draws for themselves and the body of the act; ("", {}) where the pool holds none for them."""
    number = assignments.next_of_pool(conn, member)
    if not number:
        return "", {}
    kept = assignments.kept_from(conn, read_claims(conn, [number])).get(number, [])
    load = {one: dataclasses.asdict(has) for one, has in assignments.load_now(conn).items()}
    body: dict[str, Any] = {"load": load, **({"kept": kept} if kept else {})}
    pair = own_pair(body, read_case(conn), number, member)
    return (number, body | {"second": pair.second}) if pair is not None else ("", {})


def draw_own(case_file: CaseFile, signer: Signer, *, now: dt.datetime) -> str:
    """Assign this member the next claim of the pool; its number, "" where there is none. Raises what is against it."""
    number, body = own_draw(case_file.writer, signer.member)
    if number:
        journal.append(case_file, signer, "draw_claim", number, body, made_at=now)
    return number
