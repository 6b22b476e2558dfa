"""What only the store can know of the reasons of a decision: the claim one names, and what the claimant reported."""

from reviewer.casefile.claim_facts import read_applicant
from reviewer.casefile.engine import Connection
from reviewer.casefile.standing import read_claim
from reviewer.rules.acts.shape import Refusals, Scene
from reviewer.rules.problem import Problem

GIVING = ("propose_decision", "record_opinion")


def refusals(conn: Connection, scene: Scene) -> Refusals:
    """E04 names another claim that is decided; E06 does not stand where a business reported (domain.md 3.9)."""
    for given in scene.body["reasons"]:
        if given["code"] == "E04":
            named = given.get("values", {}).get("ref", "")
            if named == scene.subject or not _is_decided(conn, named):
                yield Problem("DecisionIncomplete", claim=scene.subject, what="no_such_decision", check=f"E04 {named}")
        if given["code"] == "E06" and read_applicant(conn, scene.subject).reporter_type in ("MICRO", "LARGER"):
            yield Problem("DecisionIncomplete", claim=scene.subject, what="reported_as_business", check="E06")


def _is_decided(conn: Connection, number: str) -> bool:
    known = conn.execute("SELECT 1 FROM claims WHERE claim = ?", (number,)).fetchone()
    return known is not None and read_claim(conn, number).decision is not None
