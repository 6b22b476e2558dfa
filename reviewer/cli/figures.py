"""Commands of the figures: what they count, and the report of the closing."""

import datetime as dt
from pathlib import Path

import click

from reviewer.cli.session import (
    AS_OF,
    CASE,
    JSON,
    PASSPHRASE,
    Person,
    acting,
    now,
    opened,
    print_json,
    progress,
    standing_at,
    tell,
)
from reviewer.desk.wording import system_language


@click.command()
@CASE
@AS_OF
@click.option("--hints", is_flag=True, help="Also compare the hints of every answered paper with the answers.")
@PASSPHRASE
@JSON
def figures(case: Path, at: dt.datetime | None, hints: bool, passphrase_file: Path | None, as_json: bool) -> None:
    """Count the figures of the scheme: progress, ages, outcomes, reasons, load, checks. They name no claimant."""
    from reviewer.casefile import standing
    from reviewer.casefile.standing import member_names
    from reviewer.desk import figures as desk
    from reviewer.desk.figure_words import Worded
    from reviewer.desk.reviewing import korean_day

    with opened(case, passphrase_file, writing=False) as case_file, standing_at(case_file, at) as stood:
        conn, day = stood.reader(), korean_day(at or now())
        found = [desk.read_figure(conn, code, day) for code in desk.FIGURES]
        if hints:
            found += desk.read_hints(conn, case_file.reader())
        worded = Worded(standing.plan_in_force(conn), system_language(), at or now(), member_names(conn))
    if as_json:
        print_json({"day": day.isoformat(), "figures": [desk.plain(figure) for figure in found]})
        return
    for figure in found:
        chart, table = worded.chart(figure), worded.table(figure)
        click.echo(f"{chart.title}  ({chart.about})")
        for row in (tuple(column.heading for column in table.columns), *table.rows):
            click.echo("  " + "  ".join(row))
        for note in chart.notes:
            click.echo(f"  {note}")


@click.command()
@CASE
@click.option("--out", "path", required=True, type=click.Path(path_type=Path, dir_okay=False), help=".pdf or .csv")
@click.option("--lang", type=click.Choice(["ko", "en", "both"]), default="both", show_default=True)
@AS_OF
@acting
@JSON
def report(
    case: Path,
    path: Path,
    lang: str,
    at: dt.datetime | None,
    person: Person,
    as_json: bool,
) -> None:
    """Write the damage support report: the figures for everybody, small numbers withheld, in Korean and English."""
    from reviewer.desk.report import write_report

    if path.suffix.lower() not in (".pdf", ".csv"):
        raise click.UsageError("--out ends in .pdf or .csv")
    langs = ("ko", "en") if lang == "both" else (lang,)
    with person.at_work(case) as (case_file, signer), progress("figures") as told_of:
        told = write_report(case_file, signer, path, langs=langs, now=now(), at=at, progress=told_of)
    tell(told, f"{told['file']}: {told['figures']} figures, SHA-256 {told['sha256']}", as_json=as_json)


COMMANDS = (figures, report)
