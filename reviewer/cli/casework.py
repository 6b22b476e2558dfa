"""Commands of the case work: find, show, act."""

import codecs
import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import click

from reviewer.cli.session import (
    AS_OF,
    CASE,
    JSON,
    Person,
    acting,
    ending,
    nobody_reads,
    now,
    print_json,
    standing_at,
)
from reviewer.desk.wording import line_in_words, system_language
from reviewer.rules.problem import Problem

WHERE = click.option("--where", multiple=True, metavar="FIELD=VALUE", help="A column of claims_view and its value.")
UNMASKED = click.option("--unmasked", is_flag=True, help="Show personal data in full; needs --reason, is recorded.")
REASON = click.option("--reason", default="", help="Why personal data is needed.")


def needs_reason(unmasked: bool, reason: str) -> None:
    """Personal data is shown only for a reason; wrong usage without one."""
    if unmasked and not reason.strip():
        raise click.UsageError("--unmasked needs --reason TEXT")


@click.command()
@CASE
@click.argument("words", nargs=-1)
@WHERE
@click.option("--sort", default="claim", show_default=True, help="A column of claims_view; -COLUMN downwards.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True)
@AS_OF
@UNMASKED
@REASON
@acting
@JSON
def find(
    case: Path,
    words: tuple[str, ...],
    where: tuple[str, ...],
    sort: str,
    limit: int,
    at: dt.datetime | None,
    unmasked: bool,
    reason: str,
    person: Person,
    as_json: bool,
) -> None:
    """Find claims as the search box does."""
    from reviewer.desk import showing

    needs_reason(unmasked, reason)
    conditions = conditions_of(where)
    with person.opened(case, writing=unmasked) as case_file:
        try:
            with standing_at(case_file, at) as stood:
                found = showing.find(
                    stood,
                    " ".join(words),
                    where=conditions,
                    sort=sort,
                    limit=limit,
                    unmasked=unmasked,
                    person=person.who or "",
                )
        except ValueError as fault:
            raise click.UsageError(str(fault)) from fault
        if unmasked:
            signer = person.signer(case_file)
            showing.record_unmasked(case_file, signer, "FIND", len(found["claims"]), reason, now=now())
    if as_json:
        print_json(found)
        return
    click.echo(f"{found['count']:,} claim{'' if found['count'] == 1 else 's'}")
    for line in found["claims"]:
        loss = "" if line["claimed_loss"] is None else f"{line['claimed_loss']:,}"
        told = (line["claim"], line["stage"], line["route"] or "-", loss, line["trade_name"], line["representative"])
        click.echo("  ".join(told) + _where_found(line["matched"]))


def _where_found(matched: Iterable[Mapping[str, Any]]) -> str:
    """In which fields the words were found, with the words: `  [address: 강남]`."""
    told = (f"{one['field']}: {one['words'] or ' '.join(one['codes'])}" for one in matched)
    return "".join(f"  [{one}]" for one in told)


def conditions_of(where: Iterable[str]) -> dict[str, str]:
    """The conditions of `--where`; wrong usage for anything but FIELD=VALUE."""
    return dict(_condition(one) for one in where)


def _condition(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not equals or not field:
        raise click.UsageError(f"--where {text}: write FIELD=VALUE")
    return field, value


@click.command()
@CASE
@click.argument("claim")
@AS_OF
@UNMASKED
@REASON
@acting
@JSON
def show(
    case: Path,
    claim: str,
    at: dt.datetime | None,
    unmasked: bool,
    reason: str,
    person: Person,
    as_json: bool,
) -> None:
    """Show one claim: facts, proofs, checks, calculation, standing, timeline."""
    from reviewer.desk import showing

    needs_reason(unmasked, reason)
    with person.opened(case, writing=unmasked) as case_file:
        with standing_at(case_file, at) as stood:
            found = showing.show(stood, claim, unmasked=unmasked)
        if unmasked:
            signer = person.signer(case_file)
            showing.record_unmasked(case_file, signer, "SHOW", 1, reason, now=now(), claim=claim)
    if as_json:
        print_json(found)
    else:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=str))


@click.command()
@click.argument("case", required=False, type=click.Path(path_type=Path))
@click.argument("acts", required=False, type=click.File("rb"), default=None)
@click.option("--list", "list_acts", is_flag=True, help="Print every act with an example, and stop.")
@acting
@JSON
def act(
    case: Path | None,
    acts: BinaryIO | None,
    list_acts: bool,
    person: Person,
    as_json: bool,
) -> int:
    """Carry out acts, one JSON object a line, from a file or stdin; stops at the first refusal."""
    if list_acts:
        try:
            _list_acts(as_json)
        except BrokenPipeError:
            nobody_reads()  # who asks for the first lines only has what they wanted
        return 0
    if case is None:
        raise click.UsageError("name the case file, or use --list")
    with person.at_work(case) as (case_file, signer):
        for done, (number, line) in enumerate(_lines(acts)):
            try:
                entry = _carry_out(case_file, signer, line)
            except Problem as problem:
                facts = {name: _plain(value) for name, value in problem.facts.items()}
                click.echo(
                    json.dumps({"line": number, "problem": {"code": problem.code, "facts": facts}}, ensure_ascii=False)
                )
                click.echo(line_in_words(number, done, system_language()), err=True)
                return ending(problem, as_json=False)
            click.echo(json.dumps({"line": number, "uid": entry.uid, "hash": entry.hash}))
    return 0


def _lines(acts: BinaryIO | None) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, with their numbers; the mark Windows puts in front of a text is no part of one."""
    for number, line in enumerate(acts if acts is not None else sys.stdin.buffer, start=1):
        wish = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if wish.strip():
            yield number, wish


def _plain(value: object) -> object:
    return value if isinstance(value, int | str) else str(value)


def _carry_out(case_file: Any, signer: Any, line: bytes) -> Any:
    from reviewer.casefile import journal, sealing
    from reviewer.cli.not_by_act import need_act

    try:
        wish = json.loads(line.decode("utf-8"), object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as fault:
        raise Problem("BadActBody", field="line", why=f"not JSON: {fault}", value=_shown(line)) from fault
    if not isinstance(wish, dict) or not isinstance(wish.get("act"), str) or not isinstance(wish.get("subject"), str):
        raise Problem("BadActBody", field="act, subject", why="missing", value=_shown(line))
    need_act(wish)
    if wish["act"] == "replace_by_masked_copy" and "masked" not in wish:
        from reviewer.desk.masking import make_and_replace

        return make_and_replace(case_file, signer, wish, now=_moment(case_file, wish.get("at")))
    place = wish.get("at") if isinstance(wish.get("at"), dict) else None  # `at` is a moment, or a place in a paper
    body = {name: value for name, value in wish.items() if name not in ("act", "subject", "saw", "at")}
    if place is not None:
        body["at"] = place
    if wish["act"] == "route_claims" and "claims" not in body:
        from reviewer.desk.triage import routing_of

        query, route = (str(body.get(name, "")) for name in ("query", "route"))
        found = routing_of(case_file.writer, signer.member, query, route, body.get("left_out", ()))
        body = found | body
    if wish["act"] == "assign_claims" and "pairs" not in body:
        from reviewer.desk.assigning import draw_of

        body = draw_of(case_file.writer, str(body.get("seed", "")), body.get("claims")).body({})
    if wish["act"] == "write_lane_letters" and "claims" not in body:
        from reviewer.desk.lane_letters import letters_body

        body = letters_body(case_file.writer, signer.member, now=_moment(case_file, wish.get("at")))
    if wish["act"] == "split_claim":
        from reviewer.desk.splitting import split

        return split(case_file, signer, str(wish["subject"]), body, now=_moment(case_file, wish.get("at")))
    if wish["act"] == "issue_letter":
        from reviewer.desk.issuing import issue_as_written

        at, saw = _moment(case_file, wish.get("at")), wish.get("saw")
        return issue_as_written(case_file, signer, wish["subject"], body, now=at, saw=saw)
    if wish["act"] == sealing.SEALING:
        body.setdefault("chains", sealing.chain_heads(case_file.writer))
    return journal.append(
        case_file,
        signer,
        wish["act"],
        wish["subject"],
        body,
        made_at=_moment(case_file, None if place is not None else wish.get("at")),
        saw=wish.get("saw"),
    )


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of a line; of two values with one name nobody can say which was meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise Problem("BadActBody", field=next(name for name in names if names.count(name) > 1), why="twice")
    return found


def _shown(line: bytes) -> str:
    return line[:80].decode("utf-8", "replace").strip()


def _moment(case_file: Any, at: object) -> dt.datetime:
    if at is None:
        return now()
    if not case_file.is_sample:
        raise Problem("BadActBody", field="at", why="only in sample cases", value=str(at))
    try:
        moment = dt.datetime.fromisoformat(str(at))
        if moment.tzinfo is not None:
            moment = moment.astimezone(dt.UTC)
    except (ValueError, OverflowError) as fault:
        raise Problem("BadActBody", field="at", why="not a time", value=str(at)) from fault
    if moment.tzinfo is None:
        raise Problem("BadActBody", field="at", why="without a time zone", value=str(at))
    return moment


def _list_acts(as_json: bool) -> None:
    from reviewer.rules.acts import ACTS

    listed = [
        {
            "act": one.name,
            "subject": one.subject,
            "deciding": one.deciding,
            "roles": sorted(one.roles),
            "stages": sorted(stage.value for stage in one.stages),
            "example": {"act": one.name, "subject": _subject_example(one.subject), **one.example},
        }
        for one in ACTS.values()
    ]
    if as_json:
        print_json(listed)
        return
    for one in listed:
        click.echo(json.dumps(one["example"], ensure_ascii=False))


def _subject_example(kind: str) -> str:
    return {"claim": "2023-000123", "meeting": "meeting:1", "delivery": "delivery:" + "ab" * 32}.get(kind, "case")


COMMANDS = (find, show, act)
