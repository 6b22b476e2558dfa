"""Commands for letters that left: their register, copies of them, and labels for their envelopes."""

import datetime as dt
from pathlib import Path

import click

from reviewer.cli.session import CASE, JSON, LANG, Person, acting, now, progress, tell
from reviewer.desk.wording import system_language

DAY = click.DateTime(["%Y-%m-%d"])
LETTER = click.option("--letter", "letters", multiple=True, metavar="NO", help="Left out, every letter.")
PURPOSE = click.option("--reason", required=True, help="What the copy is for; kept with it.")


@click.command()
@CASE
@click.option("--out", "path", required=True, type=click.Path(path_type=Path, dir_okay=False), help=".csv or .xlsx")
@click.option("--reason", default="", help="Who receives it and what for; kept with the export.")
@LANG
@acting
@JSON
def register(
    case: Path,
    path: Path,
    reason: str,
    lang: str | None,
    person: Person,
    as_json: bool,
) -> None:
    """Write the register of letters: issued, replaced, printed again, and how each was delivered."""
    from reviewer.desk.letter_register import write_register

    with person.at_work(case) as (case_file, signer):
        try:
            told = write_register(case_file, signer, path, lang=lang or system_language(), now=now(), reason=reason)
        except ValueError as fault:
            raise click.UsageError(str(fault)) from fault
    tell(told, f"{told['file']}: {told['rows']} letters, SHA-256 {told['sha256']}", as_json=as_json)


@click.command()
@CASE
@click.option("--out", "path", required=True, type=click.Path(path_type=Path), help="One .pdf of all, or a folder.")
@LETTER
@click.option("--lang", type=click.Choice(["ko", "en", "both"]), default="both", show_default=True)
@PURPOSE
@click.option("--recipient", default="", help="Who receives it.")
@click.option("--destroy-by", type=DAY, help="The day by which it is destroyed.")
@acting
@JSON
def reprint(
    case: Path,
    path: Path,
    letters: tuple[str, ...],
    lang: str,
    reason: str,
    recipient: str,
    destroy_by: dt.datetime | None,
    person: Person,
    as_json: bool,
) -> None:
    """Write letters that left once more, byte for byte, and enter it in the register of copies."""
    from reviewer.desk import copying

    with person.at_work(case) as (case_file, signer), progress("letters") as line:
        chosen = copying.chosen(case_file, letters, ("ko", "en") if lang == "both" else (lang,))
        purpose = copying.Purpose(reason, recipient, destroy_by.date() if destroy_by else None)
        told = copying.reprint(case_file, signer, chosen, path, purpose, now=now(), progress=line)
    tell(told, f"{path}: {told['letters']} letters again", as_json=as_json)


@click.command()
@CASE
@click.option("--out", "path", required=True, type=click.Path(path_type=Path, dir_okay=False))
@LETTER
@PURPOSE
@LANG
@acting
@JSON
def labels(
    case: Path,
    path: Path,
    letters: tuple[str, ...],
    reason: str,
    lang: str | None,
    person: Person,
    as_json: bool,
) -> None:
    """Write address labels for the envelopes (A4, 14 labels of 99.1 x 38.1 mm) of letters that left."""
    from reviewer.desk import copying

    with person.at_work(case) as (case_file, signer):
        told = copying.write_labels(
            case_file,
            signer,
            copying.chosen(case_file, letters),
            path,
            lang=lang or system_language(),
            now=now(),
            purpose=copying.Purpose(reason),
        )
    without = f", without address: {' '.join(told['without'])}" if told["without"] else ""
    tell(told, f"{told['file']}: {told['labels']} labels{without}", as_json=as_json)


COMMANDS = (register, reprint, labels)
