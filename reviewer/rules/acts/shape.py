"""The shape of an act: what its body may hold, who may do it, at which stages, and what it changes."""

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from reviewer.rules.calendar import korean_day
from reviewer.rules.claim import Claim
from reviewer.rules.council import SEATED, Case, Member
from reviewer.rules.plan import Plan
from reviewer.rules.privacy import mask_rrns
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage

HEX64 = re.compile(r"[0-9a-f]{64}")
RATE = re.compile(r"[0-9]+(\.[0-9]+)?")


@dataclasses.dataclass(frozen=True)
class Field:
    """One field of a body. Kinds: word text won count date rate flag digest list record map.

    A text is a person's words, in which resident numbers are masked on the way in, unless it is kept `whole`.
    """

    kind: str
    optional: bool = False
    choices: tuple[str, ...] = ()
    inside: "Field | Mapping[str, Field] | None" = None
    whole: bool = False


def word(*choices: str, optional: bool = False) -> Field:
    """A code or identifier; one of `choices` where given."""
    return Field("word", optional, choices)


def text(*, optional: bool = False, whole: bool = False) -> Field:
    """Free text of a person; the store keeps it apart under a salted digest, so that it can be destroyed.

    `whole` texts (a plan, an account) are kept to the character; in others resident numbers are masked.
    """
    return Field("text", optional, whole=whole)


def won(*, optional: bool = False) -> Field:
    """An integer amount of won, zero or more."""
    return Field("won", optional)


def count(*, optional: bool = False) -> Field:
    """A whole number, zero or more."""
    return Field("count", optional)


def date(*, optional: bool = False) -> Field:
    """A calendar date as YYYY-MM-DD."""
    return Field("date", optional)


def rate(*, optional: bool = False) -> Field:
    """A rate as a decimal string such as "0.124"; never a float."""
    return Field("rate", optional)


def flag(*, optional: bool = False) -> Field:
    """True or false."""
    return Field("flag", optional)


def digest(*, optional: bool = False) -> Field:
    """A SHA-256 as 64 hex digits."""
    return Field("digest", optional)


def many(inside: Field | Mapping[str, Field], *, optional: bool = False) -> Field:
    """A list of `inside`."""
    return Field("list", optional, inside=inside)


def record(optional: bool = False, **fields: Field) -> Field:
    """An object with these fields and no others."""
    return Field("record", optional, inside=fields)


def place(*, optional: bool = False) -> Field:
    """A place in a paper (rules/places.py): its document, page or sheet, and box."""
    inside = {
        "document": digest(),
        "page": count(optional=True),
        "sheet": count(optional=True),
        "box": many(count()),
    }
    return Field("record", optional, inside=inside)


def by_key(inside: Field, *, optional: bool = False) -> Field:
    """An object from free keys to `inside`."""
    return Field("map", optional, inside=inside)


@dataclasses.dataclass(frozen=True)
class Scene:
    """An act about to be judged or applied: who does what, when, and what stood before."""

    act: str
    subject: str
    author: str
    made_at: str
    uid: str
    body: Mapping[str, Any]
    case: Case
    plan: Plan
    hash: str = ""
    claims: Mapping[str, Claim] = dataclasses.field(default_factory=dict)

    @property
    def day(self) -> dt.date:
        """The Korean calendar day of the act."""
        return korean_day(self.made_at)

    @property
    def claim(self) -> Claim:
        """The claim the act is about; only for acts whose subject is one claim."""
        return self.claims[self.subject]

    @property
    def member(self) -> Member:
        """The author's line on the roster."""
        return self.case.roster[self.author]

    def date(self, name: str) -> dt.date:
        """A date of the body."""
        return dt.date.fromisoformat(self.body[name])


Refusals = Iterator[Problem]
ANYONE = frozenset({"MEMBER", "CHAIR", "SECRETARY", "STAFF"})
MEMBERS = SEATED
READERS = ANYONE | {"OBSERVER", "AUDITOR"}


def _nothing(scene: Scene) -> Refusals:
    return iter(())


def _its_stage(claim: Claim) -> Stage:
    return claim.stage


@dataclasses.dataclass(frozen=True)
class Act:
    """One kind of entry the journal can hold."""

    name: str
    subject: str  # claim, case, meeting or delivery
    body: Mapping[str, Field]
    example: Mapping[str, Any]
    roles: frozenset[str] = ANYONE
    stages: frozenset[Stage] = frozenset()  # empty: at any stage
    stands: Callable[[Claim], Stage] = _its_stage  # where the claim stands for this act
    deciding: bool = True
    writes: bool = False  # decides nothing, and still leaves a person's words on the claim
    also: str = ""  # the field of the body that names another claim the entry is about
    while_held: bool = False
    by_recused: bool = False
    refuse: Callable[[Scene], Refusals] = _nothing
    on_claim: Callable[[Claim, Scene], Claim] | None = None
    on_case: Callable[[Case, Scene], Case] | None = None

    @property
    def edits(self) -> bool:
        """Whether it is none for who stepped aside or has still to answer, and for nobody once the case is closed."""
        return self.deciding or self.writes


def shape_faults(fields: Mapping[str, Field], body: Mapping[str, Any], where: str = "") -> Refusals:
    """Yield BadActBody for every field that is missing, unknown or of the wrong kind."""
    for name in body:
        if name not in fields:
            yield Problem("BadActBody", field=f"{where}{name}", why="unknown")
    for name, field in fields.items():
        if name in body:
            yield from _value_faults(field, body[name], f"{where}{name}")
        elif not field.optional:
            yield Problem("BadActBody", field=f"{where}{name}", why="missing")


def _value_faults(field: Field, value: Any, where: str) -> Refusals:
    if field.kind == "list" and isinstance(value, list):
        for place, item in enumerate(value):
            yield from _inner_faults(field.inside, item, f"{where}[{place}]")
    elif field.kind == "map" and isinstance(value, Mapping):
        for key, item in value.items():
            yield from _inner_faults(field.inside, item, f"{where}.{key}")
    elif field.kind == "record" and isinstance(value, Mapping):
        yield from _inner_faults(field.inside, value, where)
    elif not _fits(field, value):
        yield Problem("BadActBody", field=where, why=f"not a {field.kind}", value=str(value)[:80])
    elif field.choices and value not in field.choices:
        yield Problem("BadActBody", field=where, why="not one of " + " ".join(field.choices), value=value)


def _inner_faults(inside: Field | Mapping[str, Field] | None, value: Any, where: str) -> Refusals:
    if isinstance(inside, Field):
        yield from _value_faults(inside, value, where)
    elif isinstance(inside, Mapping):
        if isinstance(value, Mapping):
            yield from shape_faults(inside, value, f"{where}.")
        else:
            yield Problem("BadActBody", field=where, why="not a record")


def _fits(field: Field, value: Any) -> bool:
    match field.kind:
        case "word" | "text":
            return isinstance(value, str) and (value.strip() != "" or field.optional)
        case "won" | "count":
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**15
        case "flag":
            return isinstance(value, bool)
        case "digest":
            return isinstance(value, str) and HEX64.fullmatch(value) is not None
        case "date":
            return isinstance(value, str) and _is_date(value)
        case "rate":
            return isinstance(value, str) and RATE.fullmatch(value) is not None and _is_decimal(value)
    return False


def _is_date(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_decimal(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def replace_texts(fields: Mapping[str, Field], body: Mapping[str, Any], put: Callable[[str], str]) -> dict[str, Any]:
    """Return the body with every free text replaced by what `put` gives for it (its digest)."""
    return _walked(fields, body, lambda _, value: put(value))


def mask_texts(fields: Mapping[str, Field], body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body with resident numbers masked in every free text that is not kept whole (domain.md 6)."""
    return _walked(fields, body, lambda field, value: value if field.whole else mask_rrns(value)[0])


Put = Callable[[Field, str], str]


def _walked(fields: Mapping[str, Field], body: Mapping[str, Any], put: Put) -> dict[str, Any]:
    return {name: _replaced(fields[name], value, put) if name in fields else value for name, value in body.items()}


def _replaced(field: Field, value: Any, put: Put) -> Any:
    if field.kind == "text":
        return put(field, value)
    if field.kind == "list":
        if isinstance(field.inside, Field) and field.inside.kind not in ("text", "list", "map", "record"):
            return value  # nothing of a person's words inside; an act may list 100,000 claims
        return [_inner_replaced(field.inside, item, put) for item in value]
    if field.kind == "map":
        return {key: _inner_replaced(field.inside, item, put) for key, item in value.items()}
    if field.kind == "record":
        return _inner_replaced(field.inside, value, put)
    return value


def _inner_replaced(inside: Field | Mapping[str, Field] | None, value: Any, put: Put) -> Any:
    if isinstance(inside, Field):
        return _replaced(inside, value, put)
    return _walked(inside or {}, value, put)


def first(problems: Iterable[Problem]) -> Problem | None:
    """The first problem, if there is any."""
    return next(iter(problems), None)
