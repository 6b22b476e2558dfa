"""What only the store knows of papers and rows that came later: that a delivery brought them, and for which claim."""

from reviewer.casefile.claim_facts import came_for, offered_row
from reviewer.casefile.engine import Connection
from reviewer.casefile.intake_rows import FACT_FIELDS
from reviewer.rules.acts.shape import Refusals, Scene
from reviewer.rules.problem import Problem


def refusals(conn: Connection, scene: Scene) -> Refusals:
    """Why papers cannot be taken to a claim, or a row cannot be linked with it."""
    if scene.act == "receive_papers":
        yield from _not_delivered(conn, scene)
    if scene.act == "confirm_link":
        yield from _not_offered(conn, scene)


def _not_delivered(conn: Connection, scene: Scene) -> Refusals:
    """A paper is taken to a claim only where a delivery brought it, for this claim or for none yet."""
    for paper in scene.body["papers"]:
        if not came_for(conn, scene.subject, paper["document"]):
            yield Problem("ActNotAllowed", act=scene.act, why="only_by_intake", document=paper["document"])


def _not_offered(conn: Connection, scene: Scene) -> Refusals:
    """A link is answered once, only where the row waits for this claim, and says no more than the row.

    Else one person could lay the bank account of another claimant over a claim, which takes two (`fix_account`).
    """
    body = scene.body
    row = offered_row(conn, scene.subject, body["delivery"], body["row"])
    if row is None:
        yield Problem("BadActBody", field="row", why="unknown", value=body["row"])
        return
    if row.is_answered:
        yield Problem("ActNotAllowed", act=scene.act, why="link_answered", claim=scene.subject)
    if body["relation"] != row.relation:
        yield Problem("BadActBody", field="relation", why="not in the row", value=body["relation"])
    for field in body.get("fields", ()):
        if field not in FACT_FIELDS:
            yield Problem("BadActBody", field="fields", why="unknown", value=field)
    if body["accept"] and "claimed_loss" in body.get("fields", ()) and "claimed_loss" not in body:
        yield Problem("BadActBody", field="claimed_loss", why="missing")
    if "claimed_loss" in body and body["claimed_loss"] != row.claimed_loss:
        yield Problem("BadActBody", field="claimed_loss", why="not in the row", value=body["claimed_loss"])
