"""Acts that change no standing but are owed to the claimants: who looked at, unmasked, printed or exported what."""

from reviewer.rules.acts.shape import READERS, Act, Refusals, Scene, count, date, digest, many, text, word
from reviewer.rules.claim import Claim
from reviewer.rules.problem import Problem


def role_at(claim: Claim, member: str) -> str:
    """As what this person opens a claim; the list of accesses tells it."""
    return {claim.lead: "LEAD", claim.second: "SECOND"}.get(member, "OTHER")


def _role_refusals(scene: Scene) -> Refusals:
    if scene.body["role"] != (role := role_at(scene.claim, scene.author)):
        yield Problem("BadActBody", field="role", why="not their role", value=role)


ACTS = (
    Act(
        "open_claim",
        "claim",
        {"role": word("LEAD", "SECOND", "OTHER")},
        {"role": "LEAD"},
        roles=READERS,
        deciding=False,
        refuse=_role_refusals,
    ),
    Act(
        "read_paper",
        "claim",
        {"document": digest(), "pages": many(count())},
        {"document": "ab" * 32, "pages": [1, 2]},
        roles=READERS,
        deciding=False,
    ),
    Act(
        "search_claims",
        "case",
        {"fields": many(word()), "count": count(), "found": many(word())},  # the first of the claims that were found
        {"fields": ["phone"], "count": 3, "found": ["2023-000123"]},
        roles=READERS,
        deciding=False,
    ),
    Act(
        "unmask",
        "claim",
        {"fields": many(word()), "reason": text()},
        {"fields": ["phone"], "reason": "전화 확인"},
        roles=READERS,
        deciding=False,
    ),
    Act(
        "export",
        "case",
        {
            "what": word(
                "DECISION_LOG",
                "PAYMENTS",
                "LETTERS",
                "SHOW",
                "FIND",
                "COPY",
                "ACCESS_LOG",
                "LANE_LIST",
                "OPEN_LIST",
                "QUALITY_LIST",
                "DOSSIER",
                "FIGURES",
                "REPORT",
            ),
            "format": word(optional=True),
            "count": count(),
            "sha256": digest(optional=True),
            "masked": word("YES", "NO"),
            "reason": text(optional=True),
            "query": text(optional=True),  # casefile.queries: of which claims
            "export_id": word(optional=True),
            "manifest": digest(optional=True),  # SHA-256 of the file that says what was exported
        },
        {"what": "DECISION_LOG", "format": "csv", "count": 12, "masked": "YES"},
        roles=READERS,
        deciding=False,
    ),
    Act(
        "print",
        "case",
        {
            "what": word(
                "SEAL",
                "ACCESS_LOG",
                "MINUTES",
                "AGENDA",
                "VISIT_RECORD",
                "RULES",
                "OPEN_LIST",
                "CLOSING_SHEET",
                "QUALITY_LIST",
                "DESTRUCTION",
                "LETTERS",
                "ENVELOPES",
                "FIGURES",
                "REPORT",
            ),
            "count": count(),
            "sha256": digest(),
            "reason": text(optional=True),
            "form": word("PAPER", "FILE", optional=True),
            "letters": many(word(), optional=True),
            "recipient": text(optional=True),
            "destroy_by": date(optional=True),
        },
        {"what": "SEAL", "count": 1, "sha256": "ab" * 32},
        roles=READERS,
        deciding=False,
    ),
)
