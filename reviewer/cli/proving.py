"""Commands that prove the journal: check, seal, and the access log."""

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import click

from reviewer.cli.session import (
    CASE,
    JSON,
    LANG,
    PASSPHRASE,
    PDF,
    Person,
    acting,
    now,
    opened,
    print_json,
    tell,
)
from reviewer.desk.wording import system_language, trouble_in_words

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@CASE
@click.option("--documents", is_flag=True, help="Also compare every paper's bytes with its hash.")
@PASSPHRASE
@JSON
def check(case: Path, documents: bool, passphrase_file: Path | None, as_json: bool) -> int:
    """Check the file, fact digests, every chain and signature, and derived tables against a rebuild."""
    from reviewer.casefile.check import check as check_case

    with opened(case, passphrase_file, writing=False) as case_file:
        report = check_case(case_file, documents=documents)
        first = _first_break(case_file, report)
    plain = dataclasses.asdict(report) | {
        "problems": [{"code": code, "where": where} for code, where in report.problems],
        "notes": [{"code": code, "where": where} for code, where in report.notes],
        "first_break": first,
    }
    if as_json:
        print_json(plain)
    else:
        click.echo("ok" if report.ok else "NOT OK")
        for name in ("claims", "entries", "documents"):
            click.echo(f"{name}: {plain.get(name)}")
        click.echo(f"sealed until: {report.sealed_until or '-'}, not yet sealed: {report.unsealed}")
        if first is not None:
            click.echo(first["meaning"])
        for found in (*plain["problems"], *plain["notes"]):
            click.echo(f"{found['code']}: {found['where']}")
            if meaning := trouble_in_words(found["code"], found["where"], system_language()):
                click.echo(f"  {meaning}")
    return 0 if report.ok else 1


def _first_break(case_file: Any, report: Any) -> dict[str, str] | None:
    """What breaks first in the journal, and in one sentence what that means."""
    from reviewer.desk.sealing import break_in_words

    if report.first_break is None:
        return None
    code, where = report.first_break
    return {
        "code": code,
        "where": where,
        "meaning": break_in_words(case_file.reader(), code, where, system_language()),
    }


@click.command()
@CASE
@click.option("--verify", "typed", metavar="CODE", help="Verify a code from the minutes instead of sealing.")
@click.option("--out", "path", type=click.Path(path_type=Path, dir_okay=False), help="Also print the sheet (PDF).")
@LANG
@acting
@JSON
def seal(
    case: Path,
    typed: str | None,
    path: Path | None,
    lang: str | None,
    person: Person,
    as_json: bool,
) -> int:
    """Seal everything recorded so far and print the short code, or verify a code typed from the minutes."""
    from reviewer.desk import sealing

    if typed is not None and path is not None:
        raise click.UsageError("--out prints a new seal; it does not go with --verify")
    words = lang or system_language()
    with person.opened(case, writing=typed is None) as case_file:
        if typed is not None:
            return _verify(case_file, typed, words, as_json)
        signer = person.signer(case_file)
        made = sealing.seal_day(case_file, signer, now=now())
        told = dataclasses.asdict(made)
        if path is not None:
            told |= sealing.print_seal(case_file, signer, made, path, lang=words, now=now())
    if as_json:
        print_json(told)
    else:
        click.echo(made.code)
    return 0


def _verify(case_file: Any, typed: str, lang: str, as_json: bool) -> int:
    from reviewer.desk import sealing

    conn = case_file.reader()
    verdict = sealing.verify_code(conn, typed)
    meaning = sealing.verdict_in_words(conn, verdict, lang)
    if as_json:
        plain = dataclasses.asdict(verdict)
        first = verdict.first_break
        plain["first_break"] = None if first is None else {"code": first[0], "where": first[1]}
        print_json(plain | {"meaning": meaning})
    else:
        click.echo(meaning)
    return 0 if verdict.outcome == "holds" else 1


@click.command()
@CASE
@click.option("--out", "path", required=True, type=click.Path(path_type=Path, dir_okay=False), help=".pdf or .csv")
@click.option("--member", default="", metavar="ID", help="What this person opened, unmasked, exported and printed.")
@click.option("--claim", default="", metavar="NO", help="Who opened this claim, and lists it may stand in.")
@click.option("--since", type=DAY)
@click.option("--until", type=DAY)
@click.option("--reason", default="", help="Why the list is needed; kept with it.")
@LANG
@acting
@JSON
def access(
    case: Path,
    path: Path,
    member: str,
    claim: str,
    since: dt.datetime | None,
    until: dt.datetime | None,
    reason: str,
    lang: str | None,
    person: Person,
    as_json: bool,
) -> None:
    """List who looked at what, for one member or one claim, to print or as a table."""
    from reviewer.desk.access_log import Asked, write_access_log

    if not member and not claim:
        raise click.UsageError("name --member ID or --claim NO")
    if path.suffix.lower() not in (".pdf", ".csv"):
        raise click.UsageError("--out ends in .pdf or .csv")
    asked = Asked(member, claim, since.date() if since else None, until.date() if until else None, reason)
    with person.at_work(case) as (case_file, signer):
        told = write_access_log(case_file, signer, path, asked, lang=lang or system_language(), now=now())
    tell(told, f"{told['file']}: {told['rows']} rows, SHA-256 {told['sha256']}", as_json=as_json)


@click.command()
@CASE
@PDF
@LANG
@acting
@JSON
def rules(
    case: Path,
    path: Path,
    lang: str | None,
    person: Person,
    as_json: bool,
) -> None:
    """Print the operating rules and the calculation basis of the plan in force."""
    from reviewer.desk.rules_paper import print_rules

    with person.at_work(case) as (case_file, signer):
        told = print_rules(case_file, signer, path, lang=lang or system_language(), now=now())
    tell(told, f"{told['file']}: SHA-256 {told['sha256']}", as_json=as_json)


COMMANDS = (check, seal, access, rules)
