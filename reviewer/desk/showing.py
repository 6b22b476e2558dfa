"""Shows claims outside the window: what `find` and `show` print, masked unless a reason is given."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from reviewer.casefile import claims as claim_rows
from reviewer.casefile import interests, journal, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.claim_facts import papers_of, read_applicant, timeline
from reviewer.casefile.closed_lists import require_known
from reviewer.casefile.engine import Connection
from reviewer.casefile.in_full import lines_in_full
from reviewer.casefile.keys import Signer
from reviewer.casefile.search_matches import matches
from reviewer.desk.explaining import why_this_amount
from reviewer.desk.hinting import hints_of, plain_hints, read_now
from reviewer.rules import privacy
from reviewer.rules.acts import act_named
from reviewer.rules.acts.shape import replace_texts
from reviewer.rules.applicant import Applicant
from reviewer.rules.blind import as_seen, is_blind
from reviewer.rules.bound_facts import BoundFact
from reviewer.rules.claim import Claim
from reviewer.rules.plain import to_plain
from reviewer.rules.problem import Problem
from reviewer.rules.verdicts import proof_marks

MASKS = {
    "representative": privacy.mask_name,
    "latin_name": privacy.mask_name,
    "account_holder": privacy.mask_name,
    "phone": privacy.mask_phone,
    "email": privacy.mask_email,
    "account": privacy.mask_account,
    "address": privacy.mask_address,
}
"""How each fact is masked in a list (domain.md 6.1); trade name, number and free text are shown."""


def find(
    case_file: CaseFile,
    words: str,
    *,
    where: Mapping[str, str],
    sort: str,
    limit: int,
    unmasked: bool,
    person: str = "",
) -> dict[str, Any]:
    """The claims that match, as `find --json` prints them; ValueError for no column, or none of its codes.

    `person` finds nothing in texts they are kept from, and sees no claim unmasked on which they have still to answer.
    Where words were found stands in `matched`.
    """
    conn = case_file.reader()
    require_known(conn, where)
    wanted = claim_rows.Filter(words=words, where=where, texts=True, person=person)
    every = claim_rows.order(conn, wanted, sort.removeprefix("-"), descending=sort.startswith("-"))
    ids = every[:limit]
    told = matches(conn, ids, claim_rows.query_of(conn, wanted), masked=not unmasked)
    found = []
    for line in lines_in_full(conn, ids, person)[0] if unmasked else claim_rows.lines(conn, ids):
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in line._asdict().items()}
        plain["matched"] = [{"field": one.field, "words": one.words, "codes": list(one.codes)} for one in told[line.id]]
        del plain["id"]
        found.append(plain)
    return {"count": len(every), "claims": found}


def show(case_file: CaseFile, number: str, *, unmasked: bool) -> dict[str, Any]:
    """One claim as `show --json` prints it; raises ClaimUnknown.

    Papers the machine has not read yet are read now, within ten seconds, so that there are hints.
    """
    conn = case_file.reader()
    claim = as_seen(standing.read_claim(conn, number), "")
    plan = standing.plan_in_force(conn)
    now_read = read_now(case_file, number, seconds=10)
    applicant = read_applicant(conn, number)
    kinds = plan.settings.individual_proofs
    return {
        "claim": number,
        "facts": to_plain(applicant) if unmasked else masked_facts(applicant),
        "proofs": _proofs(conn, claim),
        "proof_marks": dict(zip(kinds, proof_marks(claim, kinds), strict=True)),
        "checks": list(_checks(claim)),
        "facts_bound": [_bound(conn, fact, unmasked) for fact in claim.facts],
        "hints": plain_hints(hints_of(conn, number, plan, now_read), unmasked=unmasked),
        "sales": to_plain(claim.sales) if claim.sales else None,
        "assessment": to_plain(claim.assessment) if claim.assessment else None,
        "stage": claim.stage.value,
        "route": claim.route,
        "marks": sorted(claim.marks),
        "lead": claim.lead,
        "second": claim.second,
        "hold": claim.hold,
        "conflicts": _conflicts(conn, claim),
        "proposal": to_plain(claim.proposal) if claim.proposal else None,
        "blind": is_blind(claim, plan),
        "readings": to_plain(claim.readings),
        "supplements": to_plain(claim.supplements),
        "decision": to_plain(claim.decision) if claim.decision else None,
        "decisions": to_plain(claim.decisions),
        "letters": to_plain(claim.letters),
        "payment": to_plain(claim.payment) if claim.payment else None,
        "why": _why(conn, number),
        "timeline": _timeline(conn, number, unmasked),
    }


def _why(conn: Connection, number: str) -> Any:
    """Why this amount, by language; None where the wording in force tells no letter at all."""
    try:
        return to_plain(why_this_amount(conn, number))
    except Problem as problem:
        if problem.code not in ("WordingInvalid", "CalendarUnknown"):
            raise
        return None


def _conflicts(conn: Connection, claim: Claim) -> dict[str, Any]:
    """What each member answered to the conflict question, and whose interests the claim touches unanswered."""
    found: dict[str, Any] = {member: {"ground": ground} for member, ground in sorted(claim.conflicts.items())}
    for member, touches in interests.touched_members(conn, claim.number).items():
        found.setdefault(member, {"ground": ""})["touches"] = sorted({one.kind for one in touches})
    return found


def _proofs(conn: Connection, claim: Claim) -> list[dict[str, Any]]:
    paths = {paper.document: paper for paper in papers_of(conn, claim.number)}
    return [
        {
            "document": paper.document,
            "kind": paper.kind,
            "verdict": paper.verdict,
            "arrived": paper.arrived,
            "path": paths[paper.document].path if paper.document in paths else "",
            "bytes": paths[paper.document].bytes if paper.document in paths else None,
            "masked_copy_of": list(paper.before),
        }
        for paper in claim.papers
    ]


def _timeline(conn: Connection, number: str, unmasked: bool) -> list[dict[str, Any]]:
    return [
        {
            "uid": line.uid,
            "made_at": line.made_at,
            "author": line.author,
            "act": line.act,
            "subject": line.subject,
            "facts": _plain_facts(line.act, line.facts, unmasked),
            "hash": line.hash,
        }
        for line in timeline(conn, number)
    ]


def _plain_facts(act: str, facts: Mapping[str, Any], unmasked: bool) -> dict[str, Any]:
    """The body of an entry; masked, what people wrote hides numbers of persons, and claim numbers stay."""
    return dict(facts) if unmasked else replace_texts(act_named(act).body, facts, privacy.mask_patterns)


def masked_facts(applicant: Applicant) -> dict[str, Any]:
    """What the claimant says, masked as in a list (domain.md 6.1)."""
    plain = dict(to_plain(applicant))
    for name, mask in MASKS.items():
        if plain.get(name):
            plain[name] = mask(plain[name])
    if plain.get("story"):
        plain["story"] = privacy.mask_patterns(plain["story"])
    return plain


def _bound(conn: Connection, fact: BoundFact, unmasked: bool) -> dict[str, Any]:
    """A fact taken from a paper, with its value in words; `at` is None for one typed without a place."""
    plain = to_plain(fact) | {name: journal.text_of(conn, getattr(fact, name)) for name in ("value", "label")}
    if not unmasked:
        mask = MASKS.get(fact.code.lower(), privacy.mask_patterns)
        plain |= {"value": mask(plain["value"]), "label": privacy.mask_patterns(plain["label"])}
    return {"at": None, "clipping": "", "day": "", **plain}


def _checks(claim: Claim) -> Any:
    for paper in claim.papers:
        for code, answer in paper.answers.items():
            yield {"check": code, "document": paper.document, "kind": paper.kind} | to_plain(answer)
    for code, answer in claim.findings.items():
        yield {"check": code, "document": "", "kind": "CLM"} | to_plain(answer)


def record_unmasked(
    case_file: CaseFile, signer: Signer, what: str, count: int, reason: str, *, now: dt.datetime, claim: str = ""
) -> None:
    """Record that personal data was shown in full, by whom and why."""
    body: dict[str, Any] = {"what": what, "count": count, "masked": "NO", "reason": reason}
    act, subject = "export", "case"
    if claim:
        act, subject, body = "unmask", claim, {"fields": sorted(MASKS), "reason": reason}
    journal.append(case_file, signer, act, subject, body, made_at=now)
