"""Commands of a person's own key: its recovery sheet, and going on from one on another computer."""

import sys
from pathlib import Path
from typing import TextIO

import click

from reviewer.casefile import keys
from reviewer.cli.session import (
    AS,
    CASE,
    JSON,
    KEYS,
    LANG,
    PASSPHRASE,
    SIGN_PASSPHRASE,
    now,
    opened,
    passphrase_from,
    print_json,
    sign_passphrase,
)
from reviewer.desk.wording import system_language
from reviewer.rules.problem import Problem


@click.command("recovery-sheet")
@click.option("--out", "path", required=True, type=click.Path(path_type=Path, dir_okay=False), help="PDF.")
@LANG
@AS
@KEYS
@PASSPHRASE
@JSON
def recovery_sheet(
    path: Path, lang: str | None, who: str | None, key_folder: Path | None, passphrase_file: Path | None, as_json: bool
) -> None:
    """Print the sheet from which a key of this computer can be brought back on another one."""
    from reviewer.desk.recovering import print_sheet

    folder = key_folder or keys.default_folder()
    found = [one for one in keys.keys_in(folder) if who in (None, one.member)]
    if not found:
        raise Problem("KeyLocked", author=who or "", folder=str(folder))
    if len(found) > 1:
        members = ", ".join(sorted({one.member for one in found}))
        raise click.UsageError(f"several keys are on this computer; say whose with --as ID ({members})")
    key = found[0]
    given = passphrase_from(passphrase_file, f"Passphrase of {key.member}")
    if given is None:
        raise Problem("KeyLocked", author=key.member, folder=str(folder))
    told = print_sheet(folder, key.key_id, given, path, name=key.member, lang=lang or system_language(), now=now())
    if as_json:
        print_json(told)
    else:
        click.echo(f"{told['file']}: key {told['key_id']}")


@click.command("restore-key")
@CASE
@click.argument("lines", required=False, type=click.File("r", encoding="utf-8-sig"), default=None)
@KEYS
@PASSPHRASE
@click.option(
    "--case-passphrase-file", "case_file_passphrase", type=click.Path(path_type=Path, exists=True),
    help="File that holds the passphrase of the locked case, where it is another one.",
)  # fmt: skip
@JSON
def restore_key(
    case: Path,
    lines: TextIO | None,
    key_folder: Path | None,
    passphrase_file: Path | None,
    case_file_passphrase: Path | None,
    as_json: bool,
) -> None:
    """Go on with a new key on this computer, vouched for by the one whose sheet is typed: LINES, or stdin."""
    from reviewer.desk.recovering import restore

    typed = (lines if lines is not None else sys.stdin).read()
    given = passphrase_from(passphrase_file, "Passphrase of the key on the sheet")
    if given is None:
        raise Problem("KeyLocked", author="", folder="")
    with opened(case, case_file_passphrase or passphrase_file, writing=True, key_folder=key_folder) as case_file:
        signer = restore(case_file, key_folder or keys.default_folder(), typed, given, now=now())
    told = {"member": signer.member, "key_id": signer.key_id, "public_key": signer.public_key}
    if as_json:
        print_json(told)
    else:
        click.echo(f"{told['member']}: new key {told['key_id']}")


@click.command()
@click.option("--install", "source", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="PKCS#12.")
@click.option("--remove", "is_removed", is_flag=True, help="Sign letters no more.")
@SIGN_PASSPHRASE
@KEYS
@JSON
def certificate(
    source: Path | None, is_removed: bool, sign_passphrase_file: Path | None, key_folder: Path | None, as_json: bool
) -> None:
    """Install the council's certificate on this computer, so that letters are signed when they leave (PAdES)."""
    from reviewer.desk import certificate as council

    if source is not None and is_removed:
        raise click.UsageError("--install and --remove do not go together")
    folder = key_folder or keys.default_folder()
    told: dict[str, object]
    if source is not None:
        found = council.install(folder, source, sign_passphrase(sign_passphrase_file))
        told = {"installed": True, "subject": found.subject, "until": found.until.isoformat(), "sha256": found.sha256}
    else:
        told = {"removed": council.remove(folder)} if is_removed else {"installed": council.is_installed(folder)}
    if as_json:
        print_json(told)
    else:
        for name, value in told.items():
            click.echo(f"{name}: {value}")


COMMANDS = (recovery_sheet, restore_key, certificate)
