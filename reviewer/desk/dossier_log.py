"""The log in the dossier of a claim: every entry in words, with its time, the person by role, and its hash."""

import datetime as dt
from collections.abc import Callable, Iterator

from reviewer.casefile.claim_facts import timeline
from reviewer.desk.entry_words import entry_in_words, person_by_role
from reviewer.desk.minutes_items import Held
from reviewer.desk.wording import paper_word
from reviewer.letters.content import Column, Table
from reviewer.letters.office_paper import Block, Part, Text
from reviewer.rules.calendar import KOREA
from reviewer.rules.claim import Claim
from reviewer.rules.korean import date_en, date_ko

GROUP = 16
"""A hash is printed in groups of so many characters, so that two can be compared by eye."""


def in_groups(digest: str) -> str:
    """A hash with a space after every group, where a line may end."""
    return " ".join(digest[at : at + GROUP] for at in range(0, len(digest), GROUP))


def moment_in(made_at: str, lang: str) -> str:
    """The Korean day and time of an entry, to the second."""
    at = dt.datetime.fromisoformat(made_at).astimezone(KOREA)
    return f"{date_ko(at.date()) if lang == 'ko' else date_en(at.date())} {at:%H:%M:%S}"


def log_blocks(held: Held, claim: Claim, mask: Callable[[str], str]) -> Iterator[Block]:
    """What the log shows, the earliest entry first; free texts through `mask`."""

    def said(code: str) -> str:
        return paper_word("dossier", code, held.lang)

    lines = timeline(held.conn, claim.number)
    rows = tuple(
        (
            str(number), moment_in(line.made_at, held.lang),
            person_by_role(line.author, held.plan, held.case, held.lang),
            f"{entry_in_words(line, held.plan, held.case, held.lang, mask)} {in_groups(line.hash)}",
        )
        for number, line in enumerate(lines, 1)
    )  # fmt: skip
    columns = (
        Column(said("entry_no"), 0.07, "center"), Column(said("when"), 0.17), Column(said("who"), 0.15),
        Column(said("what"), 0.61),
    )  # fmt: skip
    yield Text(said("log_means"))
    yield Table(columns, rows)
    yield Part(said("people"), 2)
    people = sorted({line.author for line in lines} & set(held.case.roster))
    yield Table(
        (Column(said("id"), 0.2), Column(said("name"), 0.3), Column(said("role"), 0.2), Column(said("body"), 0.3)),
        tuple((one, held.name(one), *_seat(held, one)) for one in people),
    )


def _seat(held: Held, member: str) -> tuple[str, str]:
    line = held.case.roster[member]
    role = held.plan.roles[line.role].in_(held.lang) if line.role in held.plan.roles else ""
    return role, held.plan.bodies[line.body].name.in_(held.lang) if line.body in held.plan.bodies else ""
