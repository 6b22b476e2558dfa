"""Commands for the papers of a meeting: notice with agenda, summaries, minutes, and whether all papers agree."""

import dataclasses
from pathlib import Path

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
from reviewer.desk.wording import system_language

MEETING = click.option("--meeting", "number", required=True, type=click.IntRange(1), metavar="N")


@click.command()
@CASE
@MEETING
@PDF
@LANG
@acting
@JSON
def minutes(
    case: Path,
    number: int,
    path: Path,
    lang: str | None,
    person: Person,
    as_json: bool,
) -> None:
    """Write the minutes of a meeting as a PDF, from the journal alone; a draft until the meeting is closed."""
    from reviewer.desk.minutes import print_minutes

    with person.at_work(case) as (case_file, signer):
        told = print_minutes(case_file, signer, path, number, lang=lang or system_language(), now=now())
    tell(told, f"{told['file']}: {'draft, ' if told['draft'] else ''}SHA-256 {told['sha256']}", as_json=as_json)


@click.command()
@CASE
@MEETING
@PDF
@LANG
@acting
@JSON
def agenda(
    case: Path,
    number: int,
    path: Path,
    lang: str | None,
    person: Person,
    as_json: bool,
) -> None:
    """Write the notice that convenes a meeting with its agenda as a PDF, without the summaries."""
    from reviewer.desk.agenda_paper import print_agenda

    with person.at_work(case) as (case_file, signer):
        told = print_agenda(case_file, signer, path, number, lang=lang or system_language(), now=now())
    tell(told, f"{told['file']}: SHA-256 {told['sha256']}", as_json=as_json)


@click.command()
@CASE
@click.option("--meeting", "number", type=click.IntRange(1), metavar="N", help="The agenda with every claim on it.")
@click.option("--claim", "claims", multiple=True, metavar="NO", help="The summary of this claim; may be repeated.")
@PDF
@LANG
@acting
@JSON
def briefs(
    case: Path,
    number: int | None,
    claims: tuple[str, ...],
    path: Path,
    lang: str | None,
    person: Person,
    as_json: bool,
) -> None:
    """Write the one-page summaries for the council as a PDF, of a meeting's agenda or of the claims named."""
    from reviewer.desk.briefs import Asked, print_briefs

    if bool(number) == bool(claims):
        raise click.UsageError("name --meeting N or --claim NO")
    with person.at_work(case) as (case_file, signer):
        asked = Asked(claims, number or 0)
        told = print_briefs(case_file, signer, path, asked, lang=lang or system_language(), now=now())
    tell(told, f"{told['file']}: {told['claims']} claims, SHA-256 {told['sha256']}", as_json=as_json)


@click.command()
@CASE
@MEETING
@LANG
@PASSPHRASE
@JSON
def agree(case: Path, number: int, lang: str | None, passphrase_file: Path | None, as_json: bool) -> int:
    """Compare letters, payment list, register and minutes of a meeting; exit 1 when a line does not agree."""
    from reviewer.desk import agreeing

    with opened(case, passphrase_file, writing=False) as case_file:
        found = agreeing.compare_papers(case_file.reader(), number)
    words = agreeing.summary_in_words(found, lang or system_language())
    if as_json:
        print_json(dataclasses.asdict(found) | {"holds": found.holds, "words": words})
    else:
        click.echo("\n".join(words))
    return 0 if found.holds else 1


COMMANDS = (minutes, agenda, briefs, agree)
