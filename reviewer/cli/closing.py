"""Commands of what follows decisions: sample checks, what is still open, closing, destruction."""

from pathlib import Path
from typing import Any

import click

from reviewer.cli.session import CASE, JSON, LANG, Person, acting, now, print_json, tell
from reviewer.desk.wording import system_language


@click.command()
@CASE
@click.option(
    "--out", "path", type=click.Path(path_type=Path, dir_okay=False), help="The list of what is open: .pdf or .csv"
)
@click.option("--finish", is_flag=True, help="Close every claim on which nothing is left to do.")
@click.option("--seal", "seals", is_flag=True, help="Close the case for good; needs the council's resolution.")
@click.option("--sheet", type=click.Path(path_type=Path, dir_okay=False), help="Write the closing sheet (.pdf).")
@LANG
@acting
@JSON
def closing(
    case: Path,
    path: Path | None,
    finish: bool,
    seals: bool,
    sheet: Path | None,
    lang: str | None,
    person: Person,
    as_json: bool,
) -> None:
    """List what is still open, each line with a person and a date; close what is finished, and the case itself."""
    from reviewer.casefile.closing import open_lines
    from reviewer.desk import closing as desk
    from reviewer.desk.reviewing import korean_day

    if path is not None and path.suffix.lower() not in (".pdf", ".csv"):
        raise click.UsageError("--out ends in .pdf or .csv")
    words, acts = lang or system_language(), bool(path or finish or seals or sheet)
    told: dict[str, Any] = {}
    with person.opened(case, writing=acts) as case_file:
        signer = person.signer(case_file) if acts else None
        if signer is not None and finish:
            told["closed"] = desk.close_finished(case_file, signer, now=now())
        if signer is not None and seals:
            told["code"] = desk.close_case(case_file, signer, now=now()).code
        if signer is not None and path is not None:
            told["list"] = desk.write_open_list(case_file, signer, path, lang=words, now=now())
        if signer is not None and sheet is not None:
            told["sheet"] = desk.write_closing_sheet(case_file, signer, sheet, lang=words, now=now())
        conn, today = case_file.reader(), korean_day(now())
        told["open"] = desk.told(open_lines(conn, today))
        listed = desk.open_list(conn, words, day=today)
    if as_json:
        print_json(told)
        return
    for line, cells in zip(told["open"], listed.table.rows, strict=True):
        click.echo(f"{'!' if line['must'] else ' '} {'  '.join(cells)}")
    for text in listed.texts:
        click.echo(text)
    if "code" in told:
        click.echo(told["code"])


@click.command()
@CASE
@click.option(
    "--what", default="PAPERS", show_default=True, help="PAPERS,TEXTS,FACTS,ACCOUNTS: one or more, by commas."
)
@click.option("--claim", "claims", multiple=True, metavar="NO", help="Only these; default: all whose period is over.")
@click.option("--propose", "step", flag_value="propose", help="Record what the dry run lists, for another person.")
@click.option("--confirm", "step", flag_value="confirm", help="Confirm what another person proposed: then it is gone.")
@click.option("--drop", "step", flag_value="drop", help="Drop the proposal that waits.")
@click.option("--certificate", type=click.Path(path_type=Path, dir_okay=False), help="Write the certificate (.pdf).")
@LANG
@acting
@JSON
def destroy(
    case: Path,
    what: str,
    claims: tuple[str, ...],
    step: str | None,
    certificate: Path | None,
    lang: str | None,
    person: Person,
    as_json: bool,
) -> None:
    """List exactly what may be destroyed today; propose it, confirm it, write the certificate."""
    from reviewer.casefile import journal
    from reviewer.desk import destroying
    from reviewer.desk.reviewing import korean_day
    from reviewer.rules.destruction import SCOPES

    scopes, acts = [one.strip() for one in what.split(",")], bool(step or certificate)
    if not set(scopes) <= set(SCOPES):
        raise click.UsageError(f"--what is of {','.join(SCOPES)}")
    today = korean_day(now())
    with person.opened(case, writing=acts) as case_file:
        signer = person.signer(case_file) if acts else None
        waits = destroying.waiting(case_file.reader())
        if waits is not None and step != "propose":
            entry, found = waits
        else:
            entry, found = "", destroying.dry_run(case_file.reader(), scopes, today, claims or None)
        told = destroying.told(found, today) | {"waits": entry}
        if signer is not None and step == "propose":
            told["waits"] = destroying.propose(case_file, signer, found, now=now()).uid
        if signer is not None and step == "confirm":
            told |= {"destroyed": destroying.confirm(case_file, signer, now=now()).uid, "waits": ""}
        if signer is not None and step == "drop":
            journal.append(case_file, signer, "drop_destruction", "case", {"entry": entry}, made_at=now())
            told["waits"] = ""
        if signer is not None and certificate is not None:
            words = lang or system_language()
            told["certificate"] = destroying.write_certificate(case_file, signer, certificate, lang=words, now=now())
    if as_json:
        print_json(told)
        return
    for name in ("claims", "papers", "clippings", "rows", "shared"):
        click.echo(f"{name}: {len(told[name]):,}")
        for one in told[name]:
            click.echo(f"  {one}")
    click.echo(f"texts: {told['texts']:,}")
    click.echo(f"waits for a second person: {told['waits'] or '-'}")


@click.command()
@CASE
@click.option("--out", "path", required=True, type=click.Path(path_type=Path, dir_okay=False), help=".pdf or .csv")
@LANG
@acting
@JSON
def quality(
    case: Path,
    path: Path,
    lang: str | None,
    person: Person,
    as_json: bool,
) -> None:
    """List the sample checks: what was drawn with its seed, who looked, and what they found."""
    from reviewer.desk.quality_list import write_quality_list

    if path.suffix.lower() not in (".pdf", ".csv"):
        raise click.UsageError("--out ends in .pdf or .csv")
    with person.at_work(case) as (case_file, signer):
        told = write_quality_list(case_file, signer, path, lang=lang or system_language(), now=now())
    tell(told, f"{told['file']}: {told['rows']} rows, SHA-256 {told['sha256']}", as_json=as_json)


COMMANDS = (quality, closing, destroy)
