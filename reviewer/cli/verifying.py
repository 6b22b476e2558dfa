"""The command that says whether a letter is genuine: from its file, or from the code scanned from its paper."""

from pathlib import Path

import click

from reviewer.cli.session import JSON, LANG, PASSPHRASE, opened, print_json
from reviewer.desk.wording import system_language


@click.command()
@click.argument("letter", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--code", "typed", metavar="TEXT", help="The code scanned from a letter's paper, instead of its file.")
@click.option("--case", "case", type=click.Path(path_type=Path), help="The case file that issued the letter.")
@click.option("--keep", is_flag=True, help="Keep a genuine file with the case, which had lost it.")
@PASSPHRASE
@LANG
@JSON
def verify(
    letter: Path | None, typed: str | None, case: Path | None, keep: bool, passphrase_file: Path | None,
    lang: str | None, as_json: bool,
) -> int:  # fmt: skip
    """Say whether a letter is genuine and unchanged, what it decides, and whether a later one replaced it."""
    if (letter is None) == (typed is None):
        raise click.UsageError("give either LETTER.pdf or --code TEXT")
    if typed is not None and case is None:
        raise click.UsageError("--code needs --case CASE: the code names the decision, the case holds it")
    if keep and (letter is None or case is None):
        raise click.UsageError("--keep needs LETTER.pdf and --case CASE")
    from reviewer.desk.issued_files import take_back
    from reviewer.desk.verifying import in_words, read_letter, verify_by_case, verify_by_letter, verify_text

    if case is None:
        assert letter is not None
        found = verify_by_letter(read_letter(letter))
        words = in_words(found, lang or system_language())
    else:
        with opened(case, passphrase_file, writing=keep) as case_file:
            conn = case_file.reader()
            if keep and letter is not None:
                take_back(case_file, letter)
            found = verify_text(conn, typed or "") if letter is None else verify_by_case(conn, read_letter(letter))
            words = in_words(found, lang or system_language(), conn)
    if as_json:
        print_json(found.as_json() | {"meaning": words})
    else:
        click.echo(words)
    return 0 if found.genuine else 1


COMMANDS = (verify,)
