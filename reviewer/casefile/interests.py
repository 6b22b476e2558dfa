"""Where claims touch what members declared, and who must answer for that before acting on them (domain.md 5.3)."""

import json
from collections.abc import Container, Mapping

from reviewer.casefile.claim_facts import read_applicant
from reviewer.casefile.engine import Connection
from reviewer.casefile.standing import kept_text, plan_of, read_case, read_claim, read_claims
from reviewer.rules.acts import act_named
from reviewer.rules.acts.aside import kept_by
from reviewer.rules.acts.shape import MEMBERS, Refusals, Scene
from reviewer.rules.acts.voting import VOTING
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case, Member
from reviewer.rules.interests import Declared, Interests, Touch, touches
from reviewer.rules.problem import Problem

ANSWER = "answer_conflict"
WRITING = "vote_in_writing"
CHECKING = "check_fixed_list"
"""Whoever looks a list over is the second of each decision on it (domain.md 5.4)."""
SHOWING = "unmask"
"""Masked until answered; who stepped aside may look and not act (domain.md 5.3). What was read is told in any case."""
SPEAKING = "record_statement"
_NOTE_OF_ANSWER = (
    "SELECT json_extract(body, '$.note') FROM journal WHERE subject = ?1 AND author = ?2 AND act = 'answer_conflict' "
    "AND uid NOT IN (SELECT json_extract(body, '$.entry') FROM journal WHERE subject = ?1 AND act = 'take_back') "
    "ORDER BY made_at DESC, uid DESC LIMIT 1"
)


def declared_of(conn: Connection, case: Case, member: Member) -> Declared:
    """What a member declared, in words, and what the roster says of them; texts that were destroyed are left out."""
    said = case.interests.get(member.id, Interests("", ""))
    body = plan_of(conn, case.plan).bodies.get(member.body)
    return Declared(
        regions=_words(conn, said.regions),
        numbers=_words(conn, said.numbers),
        relatives=_words(conn, said.relatives),
        note=kept_text(conn, said.note),
        name=kept_text(conn, member.name),
        bodies=(body.name.ko, body.name.en, body.code) if body is not None else (),
    )


def touched_by(conn: Connection, claim: str, member: str) -> tuple[Touch, ...]:
    """Where a claim touches what this person declared; none for who is no member. ClaimUnknown."""
    case = read_case(conn)
    found = case.roster.get(member)
    if found is None or found.role not in MEMBERS:
        return ()
    return (
        *touches(declared_of(conn, case, found), read_applicant(conn, claim)),
        *_other_parts(conn, read_claim(conn, claim), member),
    )


def _other_parts(conn: Connection, claim: Claim, member: str) -> tuple[Touch, ...]:
    """The parts that were one claim with this one (domain.md 1.7) and from which this member stepped aside."""
    if not claim.part_of and not claim.parts:
        return ()
    whole = read_claim(conn, claim.part_of) if claim.part_of else claim
    parts = [whole, *read_claims(conn, whole.parts).values()]
    return tuple(Touch("PART", one.number) for one in parts if one.number != claim.number and one.is_recused(member))


def unanswered(conn: Connection, claim: str, member: str) -> tuple[Touch, ...]:
    """Where a claim touches what this person declared while they have not answered for it with a reason."""
    found = touched_by(conn, claim, member)
    return () if not found or _has_answered(conn, read_claim(conn, claim), member) else found


def touched_members(conn: Connection, claim: str) -> dict[str, tuple[Touch, ...]]:
    """The members who must answer before they act or vote on this claim, with what touches. ClaimUnknown."""
    case, standing = read_case(conn), read_claim(conn, claim)
    applicant, found = read_applicant(conn, claim), {}
    for member in case.roster.values():
        if member.role not in MEMBERS:
            continue
        points = (*touches(declared_of(conn, case, member), applicant), *_other_parts(conn, standing, member.id))
        if points and not _has_answered(conn, standing, member.id):
            found[member.id] = points
    return found


def touched_in(
    conn: Connection, claims: Mapping[str, Claim], among: Container[str] | None = None
) -> dict[str, frozenset[str]]:
    """The members (`among` these) who must answer first, by claim; what each declared is read once for all of them."""
    case = read_case(conn)
    asked = [one for one in case.roster.values() if one.role in MEMBERS and (among is None or one.id in among)]
    declared = {one.id: declared_of(conn, case, one) for one in asked}
    found = {}
    for number, claim in claims.items():
        said = read_applicant(conn, number)
        near = [
            one for one, interests in declared.items() if touches(interests, said) or _other_parts(conn, claim, one)
        ]
        if members := frozenset(one for one in near if not _has_answered(conn, claim, one)):
            found[number] = members
    return found


def _has_answered(conn: Connection, claim: Claim, member: str) -> bool:
    """Whether they stepped aside, or said with a reason why there is no conflict."""
    if claim.is_recused(member):
        return True
    if member not in claim.conflicts:
        return False
    row = conn.execute(_NOTE_OF_ANSWER, (claim.number, member)).fetchone()
    return row is not None and bool(row[0])


def interest_refusals(conn: Connection, scene: Scene) -> Refusals:
    """What only the store can know: who has still to answer for an interest that a claim touches."""
    act = act_named(scene.act)
    if scene.act == ANSWER:
        ground = scene.plan.grounds.get(scene.body["ground"])
        if (ground is None or not ground.excludes) and not scene.body.get("note"):
            yield from _problems(scene.subject, scene.author, touched_by(conn, scene.subject, scene.author))
    elif (act.edits or scene.act == SHOWING) and act.subject == "claim" and not act.by_recused:
        for number in scene.claims if act.writes else (scene.subject,):
            yield from _problems(number, scene.author, unanswered(conn, number, scene.author))
    elif scene.act == SPEAKING:
        yield from _speech_refusals(conn, scene)
    elif act.deciding and act.subject == "meeting":
        claims = scene.claims if scene.act != CHECKING else read_claims(conn, _lines(scene))
        yield from _held_back(conn, scene, claims, _voting(scene))


def _speech_refusals(conn: Connection, scene: Scene) -> Refusals:
    """A member who stepped aside from a claim, or has still to answer for it, is out of what is said on it, too."""
    member, number = scene.body["member"], str(scene.body.get("item", "")).rpartition(" ")[2]
    if conn.execute("SELECT 1 FROM claims WHERE claim = ?", (number,)).fetchone() is None:
        return  # the meeting as a whole, or an item of no single claim
    if ground := kept_by(read_claim(conn, number), member):
        yield Problem("Recused", claim=number, ground=ground, author=member)
    yield from _problems(number, member, unanswered(conn, number, member))


def _voting(scene: Scene) -> frozenset[str]:
    """Whose vote this act counts, by the hand of the secretary or their own, or who looks a list of claims over."""
    if scene.act in (CHECKING, WRITING):
        return frozenset({scene.author})
    return frozenset(member for member, vote in scene.body.get("votes", {}).items() if vote in VOTING)


def _lines(scene: Scene) -> tuple[str, ...]:
    return scene.case.lists[str(scene.body["list"])].remaining


def _held_back(conn: Connection, scene: Scene, claims: Mapping[str, Claim], voting: frozenset[str]) -> Refusals:
    if not voting:
        return
    for number, touched in touched_in(conn, claims, voting).items():
        for member in sorted(touched):
            yield from _problems(number, member, touched_by(conn, number, member))
    for number, claim in claims.items() if scene.act == CHECKING else ():
        if claim.is_recused(scene.author):
            yield Problem("Recused", claim=number, ground=claim.conflicts[scene.author], author=scene.author)


def _problems(claim: str, member: str, points: tuple[Touch, ...]) -> Refusals:
    if points:
        kinds = " ".join(dict.fromkeys(one.kind for one in points))
        yield Problem("InterestTouches", claim=claim, author=member, touches=kinds, ground=points[0].ground)


def _words(conn: Connection, digests: tuple[str, ...]) -> tuple[str, ...]:
    if not digests:
        return ()
    rows = conn.execute(
        "SELECT t.text FROM json_each(?) w JOIN texts t ON t.digest = w.value ORDER BY w.key", (json.dumps(digests),)
    )
    return tuple(row[0] for row in rows)
