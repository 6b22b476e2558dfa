"""Command for the decision log: exports it, and tells whether one that was exported is as it was."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from reviewer.cli.casework import REASON, UNMASKED, WHERE, conditions_of, needs_reason
from reviewer.cli.session import (
    AS_OF,
    CASE,
    JSON,
    LANG,
    Person,
    acting,
    now,
    opened,
    progress,
    standing_at,
    tell,
)
from reviewer.desk.wording import system_language

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@CASE
@click.argument("words", nargs=-1)
@click.option("--out", "path", type=click.Path(path_type=Path, dir_okay=False), help=".csv, .xlsx or .jsonl")
@click.option("--compare", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="A log to look at again.")
@click.option("--since", type=DAY, help="First Korean day of the decision.")
@click.option("--until", type=DAY, help="Last Korean day of the decision.")
@WHERE
@AS_OF
@UNMASKED
@REASON
@LANG
@acting
@JSON
def log(
    case: Path,
    words: tuple[str, ...],
    path: Path | None,
    compare: Path | None,
    since: dt.datetime | None,
    until: dt.datetime | None,
    where: tuple[str, ...],
    at: dt.datetime | None,
    unmasked: bool,
    reason: str,
    lang: str | None,
    person: Person,
    as_json: bool,
) -> int:
    """Export the decision log with its manifest, of all claims or those that `find` finds; or compare one."""
    if (path is None) == (compare is None):
        raise click.UsageError("give either --out FILE or --compare FILE")
    if compare is not None:
        with opened(case, person.passphrase_file, writing=False) as case_file:
            return _compare(case_file, compare, lang or system_language(), as_json)
    assert path is not None
    from reviewer.casefile.claims import Filter
    from reviewer.desk.log_export import Wanted, export_log

    needs_reason(unmasked, reason)
    if path.suffix.lower() not in (".csv", ".xlsx", ".jsonl"):
        raise click.UsageError("--out ends in .csv, .xlsx or .jsonl")
    conditions = conditions_of(where)
    wanted = Wanted(
        since.date() if since else None,
        until.date() if until else None,
        Filter(" ".join(words), where=conditions) if words or conditions else None,
        unmasked,
        reason,
    )
    with person.at_work(case) as (case_file, signer), progress("log") as line:
        try:
            with standing_at(case_file, at) as stood:
                told = export_log(case_file, signer, path, wanted, now=now(), progress=line, stood=stood)
        except ValueError as fault:
            raise click.UsageError(str(fault)) from fault
    tell(told, f"{told['file']}: {told['rows']} rows, SHA-256 {told['sha256']}", as_json=as_json)
    return 0


def _compare(case_file: Any, path: Path, lang: str, as_json: bool) -> int:
    """Say in words whether the log is as it was exported; 1 when it, its manifest or the journal is not."""
    from reviewer.desk.log_export import compare_log, compared_in_words

    found = compare_log(case_file, path)
    tell(found, compared_in_words(case_file, found, lang), as_json=as_json)
    holds = found["outcome"] == "as_exported" and found["manifest"] != "changed" and found["journal"] is not False
    return 0 if holds else 1


COMMANDS = (log,)
