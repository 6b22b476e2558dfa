"""Who acts, with which key and passphrase, and how answers and problems are printed."""

import contextlib
import dataclasses
import datetime as dt
import functools
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from reviewer.casefile import keys, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.keys import Signer
from reviewer.casefile.unlocking import open_with
from reviewer.desk.wording import problem_in_words, system_language
from reviewer.rules.calendar import KOREA
from reviewer.rules.council import Case
from reviewer.rules.problem import Problem

CASE = click.argument("case", type=click.Path(path_type=Path))
AS = click.option("--as", "who", metavar="ID", help="Roster id of the person acting.")
KEYS = click.option("--keys", "key_folder", type=click.Path(path_type=Path), help="Folder of key files.")
PASSPHRASE = click.option(
    "--passphrase-file", type=click.Path(path_type=Path, exists=True), help="File that holds the passphrase."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
LANG = click.option("--lang", type=click.Choice(["ko", "en"]), default=None, help="Default: the system's language.")


class Moment(click.ParamType[dt.datetime]):
    """A moment such as 2023-04-20T18:00+09:00; a day alone is its end in Korea."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        """The moment, aware."""
        try:
            found = dt.datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no moment; write 2023-04-20 or 2023-04-20T18:00+09:00", param, ctx)
        if len(str(value)) == len("2023-04-20"):
            found = found.replace(hour=23, minute=59, second=59, microsecond=999_999)
        return found if found.tzinfo else found.replace(tzinfo=KOREA)


PDF = click.option("--out", "path", required=True, type=click.Path(path_type=Path, dir_okay=False), help="A .pdf file.")
AS_OF = click.option("--as-of", "at", type=Moment(), metavar="T", help="The case as it stood at this day or moment.")


@contextlib.contextmanager
def standing_at(case_file: CaseFile, at: dt.datetime | None) -> Iterator[CaseFile]:
    """The case itself, or as it stood at this moment; its count and heads are told on stderr."""
    if at is None:
        yield case_file
        return
    from reviewer.casefile.as_of import as_of

    with as_of(case_file, at) as past:
        told = past.told()
        last = ", ".join(f"{key} {head['number']} {head['hash'][:12]}" for key, head in told["heads"].items())
        click.echo(f"as of {told['at']}: {told['entries']:,} entries ({last})", err=True)
        yield past


@dataclasses.dataclass(frozen=True)
class Person:
    """Who acts, and where their key and passphrase are, as the options of a command say."""

    who: str | None
    key_folder: Path | None
    passphrase_file: Path | None

    def opened(self, case: Path, *, writing: bool = True) -> contextlib.AbstractContextManager[CaseFile]:
        """The case file, opened with what they know."""
        return opened(case, self.passphrase_file, writing=writing, key_folder=self.key_folder)

    def signer(self, case_file: CaseFile) -> Signer:
        """Their key; see `signer_for`."""
        return signer_for(case_file, self.who, self.key_folder, self.passphrase_file)

    @contextlib.contextmanager
    def at_work(self, case: Path) -> Iterator[tuple[CaseFile, Signer]]:
        """The case file open for writing, and their key."""
        with self.opened(case) as case_file:
            yield case_file, self.signer(case_file)


def acting(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that needs a person; it is given them as `person`."""

    @functools.wraps(command)
    def with_person(who: str | None, key_folder: Path | None, passphrase_file: Path | None, **rest: Any) -> Any:
        return command(person=Person(who, key_folder, passphrase_file), **rest)

    return AS(KEYS(PASSPHRASE(with_person)))


def now() -> dt.datetime:
    """This moment, aware."""
    return dt.datetime.now(dt.UTC)


def passphrase_from(file: Path | None, prompt: str, *, ask: bool = True, is_new: bool = False) -> str | None:
    """The passphrase from a file, then the environment, then a prompt on a terminal; else None."""
    if file is not None:
        return secret_in(file)
    if given := os.environ.get("CLAIM_REVIEWER_PASSPHRASE"):
        return given
    return typed(prompt, is_new=is_new) if ask else None


def typed(prompt: str, *, is_new: bool = False) -> str | None:
    """A secret typed on a terminal, a new one twice; None where there is no terminal."""
    if sys.stdin.isatty() and sys.stderr.isatty():
        return str(click.prompt(prompt, hide_input=True, err=True, confirmation_prompt=is_new))
    return None


def asked_for(option: str, prompt: str, given: str) -> str:
    """What was given with an option, else what a person types on a terminal: nothing is recorded by itself."""
    while not given.strip():
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise click.UsageError(f"{option} TEXT is missing: state it; it is recorded with the founding")
        given = str(click.prompt(prompt, err=True))
    return given.strip()


SIGN_PASSPHRASE = click.option(
    "--sign-passphrase-file", type=click.Path(path_type=Path, exists=True), help="Passphrase of the certificate."
)


def sign_passphrase(file: Path | None) -> str:
    """The passphrase of the council's certificate: from a file, CLAIM_REVIEWER_SIGN_PASSPHRASE, or a terminal."""
    if file is not None:
        return secret_in(file)
    if given := os.environ.get("CLAIM_REVIEWER_SIGN_PASSPHRASE"):
        return given
    if sys.stdin.isatty() and sys.stderr.isatty():
        return str(click.prompt("Passphrase of the certificate", hide_input=True, err=True))
    raise Problem("CertificateUnusable", why="certificate_password")


def secret_in(file: Path) -> str:
    """The passphrase a file holds, without the end of its line and the mark Windows puts in front of a text.

    Raises FileUnusable for a file without one.
    """
    if secret := text_of(file).rstrip("\r\n"):
        return secret
    raise Problem("FileUnusable", file=str(file), why="empty")


def text_of(file: Path) -> str:
    """A small text file that a person wrote; raises FileUnusable when it is no UTF-8."""
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Problem("FileUnusable", file=str(file), why="not UTF-8") from None


@contextlib.contextmanager
def opened(path: Path, file: Path | None, *, writing: bool, key_folder: Path | None = None) -> Iterator[CaseFile]:
    """The case file, asked for its passphrase only when it is locked.

    The passphrase may be the case's own, or that of a person's key file that knows the case.
    """
    given = passphrase_from(file, "", ask=False)
    try:
        case_file, _ = open_with(path, given, writing=writing, keys_folder=key_folder)
    except Problem as problem:
        if problem.code != "CaseFileLocked":
            raise
        asked = passphrase_from(file, f"Passphrase of {path.name}")
        if asked is None:
            raise
        case_file, _ = open_with(path, asked, writing=writing, keys_folder=key_folder)
    with case_file:
        if case_file.updated is not None:
            version, kept = case_file.updated
            click.echo(f"brought up to date from shape {version}; as it was, it is kept as {kept}", err=True)
        yield case_file


def signer_for(case_file: CaseFile, who: str | None, key_folder: Path | None, file: Path | None) -> Signer:
    """The key of the person acting: `--as`, else the only key of this computer that is on the roster."""
    conn = case_file.writer
    case = standing.read_case(conn)
    folders = [key_folder] if key_folder else [keys.default_folder()]
    beside = case_file.path.parent / "keys"
    if key_folder is None and case.is_sample and beside.is_dir():
        folders.append(beside)
    found = [(folder, key, member) for folder in folders for key, member in _enrolled(case, folder)]
    mine = [one for one in found if who is None or one[2] == who]
    if who is not None and who not in case.roster:
        raise click.UsageError(f"--as {who}: not on the roster ({', '.join(sorted(case.roster))})")
    if who is None and len({member for _, _, member in mine}) > 1:
        raise click.UsageError("several people have a key on this computer; say who acts with --as ID")
    if not mine:
        raise Problem("KeyLocked", author=who or "", folder=str(folders[0]))
    folder, key, member = mine[0]
    given = passphrase_from(file, f"Passphrase of {member}") if key.is_encrypted else None
    if key.is_encrypted and given is None:
        raise Problem("KeyLocked", author=member, folder=str(folder))
    signer = keys.unlock(folder, key.key_id, given)
    if key.is_encrypted and case_file.key is not None and signer.case_key(case_file.path) is None:
        signer = keys.remember_case(folder, signer, given, case_file.path, case_file.key)
    return signer if signer.member == member else signer.acting_as(member)


def _enrolled(case: Case, folder: Path) -> Iterator[tuple[keys.KeyFile, str]]:
    owners = {public: member.id for member in case.roster.values() for public in member.public_keys}
    for key in keys.keys_in(folder):
        if key.public_key in owners:
            yield key, owners[key.public_key]


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))


def tell(found: dict[str, Any], text: str, *, as_json: bool) -> None:
    """Print what a command did: as one JSON document, or as a line for people."""
    if as_json:
        print_json(found)
    else:
        click.echo(text)


def nobody_reads() -> None:
    """Whoever read the answer has gone: Python must not try to write the rest of it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def ending(problem: Problem, as_json: bool) -> int:
    """Say what went wrong and return exit status 1."""
    if as_json:
        facts = {name: value if isinstance(value, int) else str(value) for name, value in problem.facts.items()}
        with contextlib.suppress(OSError):  # nothing can be written there any more; the words below still say why
            print_json({"problem": {"code": problem.code, "facts": facts}})
    click.echo(problem_in_words(problem, system_language()), err=True)
    return 1


class Progress:
    """A line on the terminal for work that lasts longer than a second; silent elsewhere."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._began = time.monotonic()
        self._last = 0.0
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        moment = time.monotonic()
        if not sys.stderr.isatty() or moment - self._began < 1 or moment - self._last < 0.1:
            return
        self._last, self._shown = moment, True
        share = f"{100 * done // total:3d} %" if total else ""
        click.echo(f"\r{self._label}: {done:,}/{total:,} {share}", err=True, nl=False)

    def close(self) -> None:
        """End the line."""
        if self._shown:
            click.echo("", err=True)


@contextlib.contextmanager
def progress(label: str) -> Iterator[Progress]:
    """A progress line that ends with its block."""
    line = Progress(label)
    try:
        yield line
    finally:
        line.close()
