"""The command that makes a backup, and says what the case lacked."""

from pathlib import Path

import click

from reviewer.cli.session import CASE, JSON, PASSPHRASE, opened, print_json, progress
from reviewer.desk.wording import system_language, wanting_in_words, word_for


@click.command()
@CASE
@click.argument("dest", type=click.Path(path_type=Path))
@PASSPHRASE
@JSON
def backup(case: Path, dest: Path, passphrase_file: Path | None, as_json: bool) -> int:
    """Make a verified copy of both files while the window may be open.

    DEST is a folder, in which a folder with the time is made, or the copy itself (NAME.casedb).
    Papers that the case lacks are told, and end in status 1; the copy of everything else is good.
    """
    from reviewer.casefile.backup import back_up, back_up_as

    with opened(case, passphrase_file, writing=False) as case_file, progress("backup") as line:
        if dest.suffix.lower() == case_file.path.suffix.lower():
            made, lacks = back_up_as(case_file, dest, line)
        else:
            folder, lacks = back_up(case_file, dest, line)
            made = folder / case_file.path.name
    if as_json:
        print_json({"backup": str(made), "problems": [one._asdict() for one in lacks]})
    else:
        click.echo(str(made))
    if lacks:
        click.echo(word_for("wanting", "lead", system_language()), err=True)
    for one in lacks:
        click.echo(wanting_in_words(one.code, one.where, one.claims, system_language()), err=True)
    return 1 if lacks else 0


COMMANDS = (backup,)
