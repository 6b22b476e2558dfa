"""Commands that prove the journal: seal, and the access log."""

import dataclasses
from pathlib import Path
from typing import Any

import click

from reviewer.cli.session import CASE, JSON, acting, now, opened, print_json, signer_for
from reviewer.desk.wording import system_language

LANG = click.option("--lang", type=click.Choice(["ko", "en"]), default=None, help="Default: the system's language.")


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
    who: str | None,
    key_folder: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> int:
    """Seal everything recorded so far and print the short code, or verify a code typed from the minutes."""
    from reviewer.desk import sealing

    if typed is not None and path is not None:
        raise click.UsageError("--out prints a new seal; it does not go with --verify")
    words = lang or system_language()
    with opened(case, passphrase_file, writing=typed is None, key_folder=key_folder) as case_file:
        if typed is not None:
            return _verify(case_file, typed, words, as_json)
        signer = signer_for(case_file, who, key_folder, passphrase_file)
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


COMMANDS = (seal,)
