"""Destroying what nobody may keep any longer: dry run, proposal, confirmation, certificate (파기 확인서)."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reviewer.casefile import destruction, journal, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.destruction import Doomed
from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import Entry
from reviewer.casefile.keys import Signer
from reviewer.casefile.standing import member_names
from reviewer.desk.minutes import date_in
from reviewer.desk.wording import word_for
from reviewer.letters.content import Column, Table
from reviewer.letters.office_paper import Form, OfficePaper, Part, Signs, Text, Title, render
from reviewer.letters.whole_file import once_recorded
from reviewer.rules.destruction import Destroyed, years_kept
from reviewer.rules.korean import fill
from reviewer.rules.problem import Problem


def dry_run(conn: Connection, scopes: Sequence[str], today: dt.date, claims: Sequence[str] | None = None) -> Doomed:
    """What would go: of these claims, or of every claim whose period is over; changes nothing."""
    return destruction.doomed(conn, scopes, claims if claims is not None else destruction.over(conn, scopes, today))


def propose(case_file: CaseFile, signer: Signer, found: Doomed, *, now: dt.datetime) -> Entry:
    """Propose exactly what a dry run found; another person confirms it."""
    return journal.append(case_file, signer, destruction.PROPOSING, "case", found.body, made_at=now)


def waiting(conn: Connection) -> tuple[str, Doomed] | None:
    """The proposal that waits for its second person, and what it would destroy now; None where none waits."""
    waits = standing.read_case(conn).to_destroy
    if waits is None:
        return None
    entry = destruction.entry_with(conn, waits.entry)
    return waits.entry, destruction.doomed(conn, entry.body["scopes"], entry.body["claims"])


def confirm(case_file: CaseFile, signer: Signer, *, now: dt.datetime) -> Entry:
    """Confirm what waits; when this returns it is gone. Raises ActNotAllowed, SamePerson, ErasureUnfinished."""
    found = waiting(case_file.writer)
    if found is None:
        raise Problem("ActNotAllowed", act=destruction.CONFIRMING, why="nothing_waits", entry="")
    entry, doomed = found
    body = doomed.body | {"entry": entry}
    return journal.append(case_file, signer, destruction.CONFIRMING, "case", body, made_at=now)


def certificate(conn: Connection, done: Destroyed, lang: str) -> OfficePaper:
    """The certificate of one destruction: what, of which claims, how, by whom, to be signed by both."""
    case, names = standing.read_case(conn), member_names(conn)
    entry = destruction.entry_with(conn, done.entry)

    def said(code: str, **values: object) -> str:
        return fill(word_for("destruction", code, lang), values, lang)

    def name(member: str) -> str:
        return names.get(member) or member

    plan = standing.plan_in_force(conn)
    kept = "; ".join(said("kept", what=said(scope), years=years_kept(scope, plan.settings)) for scope in done.scopes)
    people = ((said("proposed_by"), name(done.proposed_by)), (said("confirmed_by"), name(done.confirmed_by)))
    rows = (
        ((said("case"), case.name), (said("on"), date_in(done.on, lang, weekday=False))),
        ((said("controller"), journal.text_of(conn, case.controller)),),
        ((said("processing"), journal.text_of(conn, case.legal_ground)),),
        ((said("ground"), said("law")),),
        ((said("scopes"), kept),),
        ((said("claims"), f"{done.claims:,}"), (said("papers"), f"{done.papers:,}")),
        ((said("texts"), f"{done.texts:,}"), (said("rows"), f"{done.rows:,}")),
        people,
        ((said("sum"), f"SHA-256  {done.sum}"),),
        ((said("entry"), f"{done.entry}  {entry.hash}"),),
    )
    listed = Table(
        (Column(said("number"), 0.16, "right"), Column(said("claim"), 0.84)),
        tuple((str(place), number) for place, number in enumerate(entry.body["claims"], 1)),
    )
    title = said("title")
    blocks = (
        Title(title),
        Form(rows),
        Part(said("how_part")),
        Text(said("how")),
        Text(said("elsewhere")),
        Signs(said("confirms"), people, said("sign")),
        Part(said("claims_part")),
        listed,
    )
    return OfficePaper(title, lang, done.on, blocks, is_sample=case.is_sample)


def write_certificate(
    case_file: CaseFile, signer: Signer, path: Path, *, lang: str, now: dt.datetime, entry: str = ""
) -> dict[str, Any]:
    """Write the certificate of a destruction, the last one unless `entry` names another, and record the print."""
    conn = case_file.reader()
    done = [one for one in standing.read_case(conn).destroyed if not entry or one.entry == entry]
    if not done:
        raise Problem("ActNotAllowed", act="print", why="nothing_destroyed")
    data = render(certificate(conn, done[-1], lang))
    body = {"what": "DESTRUCTION", "count": done[-1].claims, "sha256": hashlib.sha256(data).hexdigest()}
    with once_recorded(path, data):
        journal.append(case_file, signer, "print", "case", body, made_at=now)
    return {"file": str(path), "sha256": body["sha256"]}


def told(found: Doomed, today: dt.date) -> dict[str, Any]:
    """A dry run as plain values: exactly which claims, papers, texts and rows."""
    return {
        "on": today.isoformat(),
        "scopes": list(found.scopes),
        "claims": list(found.claims),
        "papers": list(found.papers),
        "clippings": list(found.clippings),
        "letters": list(found.letters),
        "texts": len(found.texts),
        "rows": [f"{delivery[:12]}:{row}" for delivery, row, _ in found.rows],
        "shared": list(found.shared),
        "sum": found.sum,
    }
