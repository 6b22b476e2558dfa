"""Commands for what leaves the house: letters, payments, triage results."""

import contextlib
import dataclasses
import os
from pathlib import Path

import click

from reviewer.casefile.keys import default_folder
from reviewer.cli.session import (
    CASE,
    JSON,
    LANG,
    SIGN_PASSPHRASE,
    Person,
    acting,
    now,
    passphrase_from,
    print_json,
    progress,
    secret_in,
    sign_passphrase,
    typed,
)
from reviewer.desk.wording import system_language, word_for
from reviewer.rules.problem import Problem


@click.command()
@CASE
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option("--claim", "numbers", multiple=True, metavar="NO")
@click.option("--lang", type=click.Choice(["ko", "en", "both"]), default="both", show_default=True)
@click.option("--merged", is_flag=True, help="Also write one print file with bookmarks.")
@SIGN_PASSPHRASE
@acting
@JSON
def letters(
    case: Path,
    folder: Path,
    numbers: tuple[str, ...],
    lang: str,
    merged: bool,
    sign_passphrase_file: Path | None,
    person: Person,
    as_json: bool,
) -> int:
    """Write and record the letters that may leave now, or those of the claims named.

    Cut off and run again, it goes on: no gap, no number twice, and what its folder lost is written again.
    """
    from reviewer.desk import certificate
    from reviewer.desk.issuing import issue_letters

    keys_at = person.key_folder or default_folder()
    with contextlib.ExitStack() as entered:
        case_file = entered.enter_context(person.opened(case))
        line = entered.enter_context(progress("letters"))
        signer = person.signer(case_file)
        signing = None
        if certificate.is_installed(keys_at):
            signing = entered.enter_context(certificate.opened(keys_at, sign_passphrase(sign_passphrase_file)))
        done = issue_letters(
            case_file,
            signer,
            folder,
            now=now(),
            numbers=numbers,
            languages=("ko", "en") if lang == "both" else (lang,),
            merged=merged,
            signing=signing,
            progress=line,
        )
    if as_json:
        print_json(dataclasses.asdict(done))
    else:
        click.echo(f"letters: {done.letters}, files: {len(done.files)}, waiting for the outbox hour: {done.waiting}")
        if done.mended:
            click.echo(f"written again after an interruption: {len(done.mended)}")
        for stopped in done.stopped:
            words = word_for("why", stopped["why"], system_language())
            click.echo(f"held back: {stopped['claim']} {stopped['code']}: {words}", err=True)
    return 1 if done.stopped and not done.letters else 0


@click.command()
@CASE
@click.option("--out", "path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--batch", default="", help="Name of the batch; today's date by default.")
@click.option("--results", type=click.Path(path_type=Path, exists=True), help="Table of what was paid or failed.")
@click.option(
    "--list-passphrase-file", type=click.Path(path_type=Path, exists=True), help="Passphrase of the list itself."
)
@acting
@JSON
def payments(
    case: Path,
    path: Path | None,
    batch: str,
    results: Path | None,
    list_passphrase_file: Path | None,
    person: Person,
    as_json: bool,
) -> None:
    """Write the encrypted payment list, or take the payer's results back."""
    from reviewer.desk import paying
    from reviewer.desk.payment_results import not_taken, read_payment_results
    from reviewer.desk.wording import system_language, word_for

    if (path is None) == (results is None):
        raise click.UsageError("give either --out FILE or --results FILE")
    with person.at_work(case) as (case_file, signer):
        if results is not None:
            told = paying.take_payment_results(case_file, signer, read_payment_results(results), now=now())
            for one in told["refused"] if not as_json else ():
                lang = system_language()
                why = not_taken(one, lang)
                line = word_for("payment_line", "line", lang).format(n=one["row"], claim=one["claim"] or "–", why=why)
                click.echo(line, err=True)
        else:
            assert path is not None
            secret = _list_passphrase(
                list_passphrase_file, person.passphrase_file, is_used=case_file.is_locked or signer.has_passphrase
            )
            name = batch or f"{now():%Y%m%d-%H%M%S}"
            told = paying.list_payments(case_file, signer, path, secret, batch=name, now=now())
    if as_json:
        print_json(told)
    else:
        for name, value in told.items():
            click.echo(f"{name}: {len(value) if name == 'refused' else value}")


def _list_passphrase(own: Path | None, general: Path | None, *, is_used: bool) -> str:
    """The passphrase of the list, which is told to the payer: never the one that opens a key or the case.

    What is given in the general way is taken only where nothing else needed it. Raises ListPassphraseMissing.
    """
    general_secret = passphrase_from(general, "", ask=False)
    given = secret_in(own) if own is not None else os.environ.get("CLAIM_REVIEWER_LIST_PASSPHRASE")
    if not given and not is_used:
        given = general_secret
    given = given or typed("Passphrase for the payment list", is_new=True)
    if not given or (is_used and given == general_secret):
        raise Problem("ListPassphraseMissing")
    return given


@click.command()
@CASE
@click.option("--out", "path", required=True, type=click.Path(path_type=Path, dir_okay=False), help=".csv or .xlsx")
@click.option("--route", default="", metavar="CODE", help="One lane; left out, every lane that comes to a list.")
@click.option("--reason", default="", help="Who receives it and what for; kept with the export.")
@LANG
@acting
@JSON
def lanes(
    case: Path,
    path: Path,
    route: str,
    reason: str,
    lang: str | None,
    person: Person,
    as_json: bool,
) -> None:
    """Write the triage result list for the customer centre, masked."""
    from reviewer.desk.lane_lists import write_lane_list

    with person.at_work(case) as (case_file, signer):
        try:
            told = write_lane_list(
                case_file, signer, path, lang=lang or system_language(), now=now(), route=route, reason=reason
            )
        except ValueError as fault:
            raise click.UsageError(str(fault)) from fault
    if as_json:
        print_json(told)
    else:
        waits = f", {told['waiting']} wait for a second look" if told["waiting"] else ""
        click.echo(f"{told['file']}: {told['rows']} rows{waits}, SHA-256 {told['sha256']}")


COMMANDS = (letters, payments, lanes)
