"""The case as each entry saw it: the roster, plan and rules an act was judged by, for adding a journal up again."""

import json
from collections.abc import Iterable, Mapping

from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import Entry, entry_of, in_order
from reviewer.casefile.paper_names import in_rank
from reviewer.casefile.standing import base_claim, plan_of
from reviewer.rules.acts import ACTS, act_named, apply_to_case, claims_of
from reviewer.rules.acts.shape import Scene
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.folding import Fault
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem

OF_THE_CASE = "(subject = 'case' OR subject GLOB 'meeting:*')"
OF_A_CLAIM = "NOT (subject = 'case' OR subject GLOB 'meeting:*' OR subject GLOB 'delivery:*')"


def access_acts() -> tuple[str, ...]:
    """The acts that change no standing."""
    return tuple(sorted(name for name, act in ACTS.items() if not act.deciding))


def deciding_entries(conn: Connection, claim: str, known: Mapping[str, Entry]) -> list[Entry]:
    """The entries that change the standing of one claim, in no particular order.

    Those in `known`, by uid, are not read again: one may list 100,000 claims.
    """
    uids = [row[0] for row in conn.execute("SELECT uid FROM journal_claims WHERE claim = ?", (claim,))]
    found = [known[uid] for uid in uids if uid in known]
    others = [uid for uid in uids if uid not in known]
    if others:
        rows = conn.execute(
            "SELECT * FROM journal WHERE uid IN (SELECT value FROM json_each(?)) "
            "AND act NOT IN (SELECT value FROM json_each(?))",
            (json.dumps(others), json.dumps(access_acts())),
        )
        found += [entry_of(row) for row in rows]
    return found


class History:
    """The standing of the case after every entry of the case and its meetings.

    Entries of two claims may come in any order, so none of them is judged by the case as it stands in the end, but
    by the case that its own `saw` gives. The numbers used by letters of single claims are added at the end only;
    they are the highest of each kind, whatever the order.
    """

    def __init__(self, conn: Connection, fault: Fault | None = None) -> None:
        """Add up every entry of the case; what cannot be applied raises, or is told to `fault`."""
        self._conn = conn
        self._fault = fault
        self._bare = Case(conn.execute("SELECT case_uid FROM case_identity").fetchone()[0])
        query = f"SELECT * FROM journal WHERE {OF_THE_CASE} AND act NOT IN (SELECT value FROM json_each(?))"
        rows = conn.execute(query, (json.dumps(access_acts()),))
        self.entries = in_order([entry_of(row) for row in rows])
        self.by_uid = {entry.uid: entry for entry in self.entries}
        self._by_hash: dict[str, Entry] = {}
        self._after: dict[str, Case] = {}
        self._place: dict[str, int] = {}
        self._known: dict[str, int] = {}  # as bits: the places of an entry and of all it knew of
        for place, entry in enumerate(self.entries):
            self._after[entry.hash] = self._applied(self.case_seen(entry.saw), entry)
            self._by_hash[entry.hash] = entry
            self._place[entry.hash] = place
            self._known[entry.hash] = 1 << place
            for name in entry.saw:
                self._known[entry.hash] |= self._known.get(name, 0)

    @property
    def cases(self) -> Iterable[Case]:
        """The case as each of its entries left it."""
        return self._after.values()

    @property
    def heads(self) -> list[Entry]:
        """The entries of the case that no later one saw."""
        seen = {name for entry in self.entries for name in entry.saw}
        return [entry for entry in self.entries if entry.hash not in seen]

    def final(self, single: Iterable[Entry]) -> Case:
        """The case as it stands, with the numbers that acts on single claims used up."""
        case = self.case_seen([entry.hash for entry in self.heads])
        for entry in single:
            case = self._applied(case, entry)
        return case

    def case_seen(self, saw: Iterable[str]) -> Case:
        """The case as the entries with these hashes left it."""
        known = [name for name in saw if name in self._after]
        latest = [name for name in known if not any(self._knew(other, name) for other in known if other != name)]
        if not latest:
            return self._bare
        if len(latest) == 1:
            return self._after[latest[0]]
        case = self._bare
        for entry in self.entries:  # two lines of work that came together: both, in canonical order
            if any(name == entry.hash or self._knew(name, entry.hash) for name in latest):
                case = self._applied(case, entry)
        return case

    def _knew(self, later: str, earlier: str) -> bool:
        return earlier in self._place and bool(self._known[later] >> self._place[earlier] & 1)

    def scenes_of(self, number: str) -> list[Scene]:
        """The deciding entries of a claim in canonical order, each with the case it saw."""
        return [self.scene(entry) for entry in in_order(deciding_entries(self._conn, number, self.by_uid))]

    def scene(self, entry: Entry, claims: Mapping[str, Claim] | None = None) -> Scene:
        """The entry with the case and the plan it saw."""
        return self._scene(self.case_seen(entry.saw), entry, claims or {})

    def base(self, number: str) -> Claim:
        """A claim before anybody did anything with it; raises ClaimUnknown."""
        facts = self._conn.execute("SELECT * FROM fact_rows WHERE claim = ? AND relation = 'NEW'", (number,)).fetchone()
        if facts is None:
            raise Problem("ClaimUnknown", claim=number)
        papers = self._conn.execute(
            "SELECT path, document, kind FROM papers WHERE claim = ? AND relation = 'NEW' ORDER BY path", (number,)
        )
        return base_claim(number, facts, in_rank((path, (document, kind)) for path, document, kind in papers))

    def _scene(self, case: Case, entry: Entry, claims: Mapping[str, Claim]) -> Scene:
        plan: Plan = plan_of(self._conn, entry.body["plan"] if entry.act == "found_case" else case.plan)
        return Scene(
            entry.act, entry.subject, entry.author, entry.made_at, entry.uid, entry.body, case, plan, entry.hash, claims
        )

    def _applied(self, case: Case, entry: Entry) -> Case:
        if act_named(entry.act).on_case is None:
            return case
        listed = claims_of(act_named(entry.act), entry.subject, entry.body)
        scene = self._scene(case, entry, {number: Claim(number) for number in listed})
        try:
            return apply_to_case(case, scene)
        except Problem as problem:
            if self._fault is None:
                raise
            self._fault(scene, problem)
            return case
