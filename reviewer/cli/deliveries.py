"""Commands that bring things in: a sample delivery, a real one, and a look at any file."""

import json
from pathlib import Path
from typing import Any

import click

from reviewer.casefile.case_file import take_away
from reviewer.casefile.journal import entries
from reviewer.cli.session import (
    CASE,
    JSON,
    PASSPHRASE,
    Person,
    acting,
    asked_for,
    now,
    passphrase_from,
    print_json,
    progress,
    secret_in,
    text_of,
)
from reviewer.desk.wording import sample_in_words, system_language
from reviewer.rules.problem import Problem

FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))


@click.command()
@FOLDER
@click.option("--claims", type=click.IntRange(10, 1_000_000), default=5_000, show_default=True)
@click.option("--seed", type=int, default=1015, show_default=True)
@click.option("--review", type=click.IntRange(0), default=0, help="Let six simulated reviewers decide this many.")
@JSON
def demo(folder: Path, claims: int, seed: int, review: int, as_json: bool) -> int:
    """Write a realistic sample delivery and a sample case made from it."""
    from reviewer.sample.demo import make_demo

    for there in (folder / "delivery", folder / "demo.casedb"):
        if there.exists():
            raise Problem("FileExists", file=str(there))
    try:
        with progress("demo") as line:
            made = make_demo(folder, claims=claims, seed=seed, review=review, progress=line)
    except (click.Abort, KeyboardInterrupt):
        click.echo(sample_in_words("stopped", system_language(), folder=folder), err=True)
        return 1
    if as_json:
        print_json(made)
    else:
        for name, value in made.items():
            click.echo(f"{name}: {value}")
    decided = made.get("decided", 0)
    if decided < review:
        click.echo(sample_in_words("fewer", system_language(), asked=review, decided=decided), err=True)
    return 0


@click.command()
@CASE
@click.option("--roster", type=click.Path(path_type=Path, exists=True), required=True, help="The people (TOML).")
@click.option("--name", default="", help="Name of the case; default: that of the file.")
@click.option("--controller", default="", help="Who answers for the personal data (개인정보처리자).")
@click.option("--legal-ground", default="", help="Why the council may receive it (제공 근거).")
@click.option("--plan", "plan_file", type=click.Path(path_type=Path, exists=True), help="Another plan (TOML).")
@click.option("--unlocked", is_flag=True, help="Make the case without a passphrase (accounts are kept masked).")
@acting
@JSON
def found(
    case: Path,
    roster: Path,
    name: str,
    controller: str,
    legal_ground: str,
    plan_file: Path | None,
    unlocked: bool,
    person: Person,
    as_json: bool,
) -> None:
    """Found a case before any delivery: its council, and who answers for the data."""
    from reviewer.desk import founding

    lines = founding.read_roster(text_of(roster))
    controller = asked_for("--controller", "Controller of the personal data (개인정보처리자)", controller)
    legal_ground = asked_for("--legal-ground", "Legal ground for the council to receive it (제공 근거)", legal_ground)
    given = passphrase_from(person.passphrase_file, f"New passphrase for {case.name}", is_new=True)
    made, signer = founding.found_with(
        case, lines, person.key_folder, given, who=person.who or "", is_locked=not unlocked, now=now(), name=name,
        controller=controller, legal_ground=legal_ground, plan=text_of(plan_file) if plan_file else "",
    )  # fmt: skip
    made.close()
    if as_json:
        print_json({"case": str(case), "member": signer.member, "key_id": signer.key_id})
    else:
        click.echo(f"{case}: {signer.member}, key {signer.key_id}")


@click.command()
@CASE
@click.argument("deliveries", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--map", "map_file", type=click.Path(path_type=Path, exists=True), help="Column map (TOML).")
@click.option("--roster", type=click.Path(path_type=Path, exists=True), help="Roster of a new case (TOML).")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--unlocked", is_flag=True, help="Make a new case without a passphrase (accounts are kept masked).")
@acting
@JSON
def intake(
    case: Path,
    deliveries: tuple[Path, ...],
    map_file: Path | None,
    roster: Path | None,
    dry_run: bool,
    unlocked: bool,
    person: Person,
    as_json: bool,
) -> None:
    """Take deliveries in: tables and the proof files beside them. Makes the case when it is missing."""
    from reviewer.desk import receiving
    from reviewer.desk.founding import found_for_intake
    from reviewer.desk.map_file import read_map

    mapping = read_map(text_of(map_file)) if map_file else None
    if dry_run and not case.exists():
        with progress("intake") as line:
            report = receiving.try_out(deliveries, mapping=mapping, now=now(), progress=line)
        _need_rows(report, deliveries)
        _tell(report, as_json)
        return
    is_new = False
    if not case.exists():
        given = passphrase_from(person.passphrase_file, f"Passphrase for {case.name} and your key", is_new=True)
        founded, _ = found_for_intake(
            case, roster, person.key_folder, given, who=person.who or "", is_locked=not unlocked, now=now()
        )
        founded.close()
        is_new = True
    fault = None
    with person.opened(case) as case_file, progress("intake") as line:
        try:
            if dry_run:
                report = receiving.try_out(deliveries, mapping=mapping, now=now(), progress=line, case_file=case_file)
            else:
                signer = person.signer(case_file)
                report = receiving.take_in(case_file, signer, deliveries, mapping=mapping, now=now(), progress=line)
                if is_new:
                    _need_rows(report, deliveries)
        except Problem as problem:
            fault = problem
            is_empty = problem.facts.get("reason") == "no_rows" or sum(1 for _ in entries(case_file.reader())) == 1
            is_new = is_new and is_empty
    if fault is not None:
        if is_new:
            take_away(case)
        raise fault
    _tell(report, as_json)


def _need_rows(report: Any, deliveries: tuple[Path, ...]) -> None:
    """A new case comes from a table; without a row it would be a council without a claim (`found` makes that)."""
    if not report.rows:
        raise Problem("DeliveryUnreadable", reason="no_rows", file=deliveries[0].name)


def _tell(report: Any, as_json: bool) -> None:
    plain = report.as_json()
    if as_json:
        print_json(plain)
        return
    for name, value in plain.items():
        if not isinstance(value, list | tuple):
            click.echo(f"{name}: {value}")
    for refused in plain.get("refusals", [])[:20]:
        click.echo("refused: " + json.dumps(refused, ensure_ascii=False))
    for path in plain.get("unmatched_files", [])[:20]:
        click.echo(f"unmatched: {path}")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--png", "png_folder", type=click.Path(path_type=Path), help="Also write the pages as PNG here.")
@PASSPHRASE
@JSON
def inspect(paths: tuple[Path, ...], png_folder: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """Say what the glovebox makes of any file, however bad the file is."""
    from reviewer.desk.looking import inspect_files

    password = secret_in(passphrase_file) if passphrase_file else None
    with progress("inspect") as line:
        found = inspect_files(paths, password=password, png_folder=png_folder, progress=line)
    if as_json:
        print_json(found)
        return
    for one in found:
        state = "ok" if one["opened"] else f"cannot be shown: {one['problem']}"
        parts = [one["kind"], state, f"pages {one['pages']}"]
        parts += [f"sheets {len(one['sheets'])}"] if one["sheets"] else []
        parts += [" ".join(one["warnings"])] if one["warnings"] else []
        click.echo(f"{one['file']}: {', '.join(parts)}")


COMMANDS = (found, demo, intake, inspect)
