"""The command for the dossier of a claim, as a review or a court asks for it."""

from pathlib import Path

import click

from reviewer.cli.casework import REASON, UNMASKED, needs_reason
from reviewer.cli.session import CASE, JSON, LANG, PDF, Person, acting, now, tell
from reviewer.desk.wording import system_language


@click.command()
@CASE
@click.argument("claim")
@PDF
@LANG
@UNMASKED
@REASON
@acting
@JSON
def dossier(
    case: Path,
    claim: str,
    path: Path,
    lang: str | None,
    unmasked: bool,
    reason: str,
    person: Person,
    as_json: bool,
) -> None:
    """Write everything about a claim as one PDF: facts, checks, calculation, decisions, letters, log and hashes."""
    from reviewer.desk.dossier import print_dossier
    from reviewer.desk.dossier_parts import Asked

    needs_reason(unmasked, reason)
    with person.at_work(case) as (case_file, signer):
        asked = Asked(claim, reason.strip() if unmasked else "")
        told = print_dossier(case_file, signer, path, asked, lang=lang or system_language(), now=now())
    tell(told, f"{told['file']}: {told['letters']} letters, SHA-256 {told['sha256']}", as_json=as_json)


COMMANDS = (dossier,)
