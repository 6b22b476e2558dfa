"""Commands for the papers of a meeting: its minutes."""

from pathlib import Path

import click

from reviewer.cli.session import CASE, JSON, LANG, acting, now, opened, print_json, signer_for
from reviewer.desk.wording import system_language

MEETING = click.option("--meeting", "number", required=True, type=click.IntRange(1), metavar="N")
PDF = click.option("--out", "path", required=True, type=click.Path(path_type=Path, dir_okay=False), help="A .pdf file.")


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
    who: str | None,
    key_folder: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Write the minutes of a meeting as a PDF, from the journal alone; a draft until the meeting is closed."""
    from reviewer.desk.minutes import print_minutes

    with opened(case, passphrase_file, writing=True, key_folder=key_folder) as case_file:
        signer = signer_for(case_file, who, key_folder, passphrase_file)
        told = print_minutes(case_file, signer, path, number, lang=lang or system_language(), now=now())
    if as_json:
        print_json(told)
    else:
        click.echo(f"{told['file']}: {'draft, ' if told['draft'] else ''}SHA-256 {told['sha256']}")


COMMANDS = (minutes,)
