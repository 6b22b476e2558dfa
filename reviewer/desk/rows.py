"""One row of a delivery: read, checked and routed, or refused by itself with every reason (domain.md 1.4, 6, 7)."""

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from reviewer.casefile.closed_cells import is_closed
from reviewer.casefile.intake_rows import PLACE, FactRow, RefusedCell, made_number
from reviewer.desk.columns import BoundColumns
from reviewer.desk.service_names import ServiceNames, paid_word, reporter_word
from reviewer.rules.numbers import brn_is_valid, corporate_number_is_valid, digits, parse_date, parse_won
from reviewer.rules.plan import Plan
from reviewer.rules.privacy import mask_account, mask_rrns
from reviewer.rules.routing import WITHOUT_NAMES, route_at_intake

LONGEST: Mapping[str, int] = {
    "report_number": 60, "trade_name": 200, "representative": 200, "latin_name": 200, "address": 500, "phone": 60,
    "email": 254, "sector": 200, "story": 20_000, "bank": 60, "account": 60, "account_holder": 200,
    "assisted_by": 200, "litigation": 500, "corporate_number": 60, "services": 1_000,
}  # fmt: skip
"""The most characters a fact may have; longer cells are a sign that columns have slipped."""
LONGEST_EXTRA = 4_000
_AS_IT_CAME = ("trade_name", "representative", "latin_name", "address", "account_holder")
_PERSONAL = (*_AS_IT_CAME, "email", "bank", "assisted_by", "litigation")
_ALWAYS_KEPT = ("report_number", "sector", "story")
_NO_AMOUNT = frozenset({"-", "모름", "미상", "알 수 없음", "확인 중", "미기재", "해당없음", "?"})
_MOST_WON = 10**15

_CLAIM_NUMBER = re.compile(r"[0-9A-Za-z가-힣][0-9A-Za-z가-힣._()-]{0,39}")
_MEANS_MORE = frozenset({"case", "RULES", "CHAIR"})  # a subject of entries, and items of an agenda
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
# Cheap and too wide: six digits, nothing but marks, seven digits; or digits in boxes.
_MAYBE_RRN = re.compile(r"\d{6}(?:[^\w\x1e]|[_ㆍー])*\d{7}|\d \d \d")
_NOT_TWICE = re.compile("[^\uf900-\ufaff]+")
_PHONE = re.compile(r"(02|050\d|0\d{2})(\d{3,4})(\d{4})")


class RowReader:
    """Reads the rows of one table, whose columns are known."""

    def __init__(self, bound: BoundColumns, plan: Plan, *, delivery: str, keep_accounts: bool) -> None:
        """`delivery` is the SHA-256 of the table; without `keep_accounts` account numbers are masked at once."""
        self._plan, self._delivery, self._keep_accounts = plan, delivery, keep_accounts
        self._width = len(bound.header)
        self._extra = bound.extra
        self._constants: list[str] = []
        self._joined: list[tuple[int, ...]] = []
        self._places: dict[str, int] = {}
        for field, places in bound.places.items():
            self._places[field] = places[0] if len(places) == 1 else self._joining(places)
        for field, value in bound.map.constants.items():
            if field not in self._places:
                self._places[field] = self._width + len(self._constants)
                self._constants.append(value)
        shift = len(self._constants)
        self._places = {
            field: place if place >= 0 else self._width + shift - place - 1 for field, place in self._places.items()
        }
        self._texts = self._slots(_ALWAYS_KEPT)
        self._personal = self._slots(_PERSONAL)
        self._services = ServiceNames(plan)
        self._date_form = bound.map.dates.get("received_on", "")
        self._dates: dict[str, str] = {"": ""}
        told = bound.places.get("services")
        self._service_header = bound.header[told[0]] if told else "services"

    def _joining(self, places: tuple[int, ...]) -> int:
        """Columns to be joined get a cell of their own behind the constants; counted below zero until known."""
        self._joined.append(places)
        return -len(self._joined)

    def _slots(self, fields: Sequence[str]) -> list[tuple[int, str, int, int, bool]]:
        return [
            (PLACE[field], field, self._places[field], LONGEST[field], field in _AS_IT_CAME or field == "story")
            for field in fields
            if field in self._places
        ]

    def read(self, number: int, cells: list[str]) -> FactRow | list[RefusedCell]:
        """The row, or every reason why it is refused; `number` is the row number in the source, from 1."""
        width = self._width
        if len(cells) != width:
            if any(cells[width:]):
                return [RefusedCell(number, "too_many_cells", "", cells[width][:200])]
            cells = (cells + [""] * width)[:width]
        else:
            cells = cells.copy()
        cells += self._constants
        for places in self._joined:
            cells.append(" ".join(cell.strip() for place in places if (cell := cells[place]).strip()))
        whole = "\x1e".join(cells)
        if not (whole.isascii() or unicodedata.is_normalized("NFC", whole)):
            cells = [composed(cell) for cell in cells]
        return _Reading(self, number, cells, whole).result()

    def date(self, value: str) -> str:
        """A date as ISO text; ValueError when it is none."""
        if value not in self._dates:
            if len(self._dates) > 20_000:
                self._dates.clear()
            self._dates[value] = self._read_date(value)
        return self._dates[value]

    def _read_date(self, value: str) -> str:
        if not self._date_form:
            return parse_date(value).isoformat()
        bare = value.removesuffix(".0")
        return dt.datetime.strptime(bare, self._date_form).date().isoformat()  # noqa: DTZ007 - a date has no zone


class _Reading:
    """The reading of one row: facts fill up, faults are collected."""

    def __init__(self, reader: RowReader, number: int, cells: list[str], whole: str) -> None:
        self.reader, self.number, self.cells = reader, number, cells
        self.faults: list[RefusedCell] = []
        self.marks: list[str] = []
        self.facts: list[str | int | None] = [""] * len(PLACE)
        self.is_odd = _BAD.search(whole) is not None
        self.may_hold_rrn = _MAYBE_RRN.search(whole) is not None

    def refuse(self, code: str, field: str, value: str) -> None:
        """One more reason against this row; a resident number or an account in the value is masked."""
        told = mask_account(value)[-200:] if field == "account" else mask_rrns(value[:200])[0]
        self.faults.append(RefusedCell(self.number, code, field, told))

    def cell(self, field: str) -> str:
        """The stripped cell of a field; "" where no column has it."""
        place = self.reader._places.get(field)
        value = self.cells[place].strip() if place is not None else ""
        if self.is_odd and value and _BAD.search(value):
            self.refuse("bad_character", field, _BAD.sub("\ufffd", value))
        return value

    def result(self) -> FactRow | list[RefusedCell]:
        reader = self.reader
        claim, is_made = self.claim_number()
        received = self.received_on()
        loss = self.claimed_loss()
        services = self.services()
        reporter, paid = self.word("reporter_type"), self.word("paid")
        routing = route_at_intake(
            reader._plan, reporter_type=reporter, services=services, paid=paid, claimed_loss=loss,
            received_on=received,
        )  # fmt: skip
        self.marks += routing.marks
        self.texts(reader._texts)
        facts = self.facts
        facts[_EXTRA] = "{}"
        if routing.route not in WITHOUT_NAMES:
            self.texts(reader._personal)
            self.numbers()
            self.extra()
            if not facts[_TRADE] and not facts[_NAME]:
                self.refuse("no_name", "trade_name", "")
        if self.faults:
            return self.faults
        return FactRow(self.number, claim, is_made, routing.route, tuple(self.marks), tuple(facts))

    def claim_number(self) -> tuple[str, bool]:
        claim = self.cell("claim") or self.cell("report_number")
        if not claim:
            return made_number(self.reader._delivery, self.number), True
        if mask_rrns(claim)[1] or not _CLAIM_NUMBER.fullmatch(claim) or claim in _MEANS_MORE:
            self.refuse("bad_claim_number", "claim", claim)
        return claim, False

    def received_on(self) -> dt.date | None:
        value = self.cell("received_on")
        if not value:
            return None
        try:
            iso = self.reader.date(value)
        except ValueError:
            self.refuse("bad_date", "received_on", value)
            return None
        self.facts[PLACE["received_on"]] = iso
        return dt.date.fromisoformat(iso)

    def claimed_loss(self) -> int | None:
        value = self.cell("claimed_loss")
        self.facts[_LOSS] = None
        if not value or value in _NO_AMOUNT:
            return None
        try:
            loss = int(value) if value.isascii() and value.isdigit() and len(value) < 17 else parse_won(value)
            if loss >= _MOST_WON:
                raise ValueError(value)
        except ValueError:
            self.refuse("bad_amount", "claimed_loss", value)
            return None
        self.facts[_LOSS] = loss
        return loss

    def services(self) -> tuple[str, ...]:
        value = self.cell("services")
        if len(value) > LONGEST["services"]:
            self.refuse("too_long", "services", value)
            return ()
        services, _ = self.reader._services.read(value)
        self.facts[_SERVICES] = _services_json(services)
        return services

    def word(self, field: str) -> str:
        value = self.cell(field)
        code = reporter_word(value) if field == "reporter_type" else paid_word(value)
        if code is None:
            self.refuse("unknown_word", field, value)
            return ""
        self.facts[PLACE[field]] = code
        return code

    def texts(self, slots: list[tuple[int, str, int, int, bool]]) -> None:
        """Free text: as it came where it is a name or an address, otherwise without spaces around it."""
        for slot, field, place, longest, as_it_came in slots:
            value = self.cells[place]
            if not value or not (bare := value.strip()):
                continue
            value = value if as_it_came else bare
            if len(value) > longest:
                self.refuse("too_long", field, value)
            if self.is_odd and _BAD.search(value):
                self.refuse("bad_character", field, _BAD.sub("\ufffd", value))
            self.facts[slot] = self.without_rrn(value) if self.may_hold_rrn else value

    def without_rrn(self, value: str) -> str:
        """The text with resident numbers masked; the row is marked so that people know (domain.md 6)."""
        if not _MAYBE_RRN.search(value):
            return value
        masked, count = mask_rrns(value)
        if count and "rrn_masked" not in self.marks:
            self.marks.append("rrn_masked")
        return masked

    def numbers(self) -> None:
        """Registration and phone numbers and the account, each in its one form."""
        brn = self.cell("brn")
        if brn:
            plain = brn.replace("-", "") if brn.isascii() else digits(brn)
            plain = plain if plain.isdigit() else digits(brn)
            if len(plain) != 10 or any(c.isalpha() for c in brn):
                self.refuse("bad_brn", "brn", brn)
            elif not brn_is_valid(plain):
                self.marks.append("brn_check_digit")
            self.facts[PLACE["brn"]] = plain
        self.short("phone", phone_form)
        self.short("account", lambda value: value if self.reader._keep_accounts else mask_account(value))
        self.short("corporate_number", self.corporate_number)

    def short(self, field: str, form: Callable[[str], str]) -> None:
        value = self.cell(field)
        if is_closed(value):  # in a refusals file of another case
            self.refuse("account_closed", field, value)
        elif len(value) > LONGEST[field]:
            self.refuse("too_long", field, value)
        elif value:
            self.facts[PLACE[field]] = form(value)

    def corporate_number(self, value: str) -> str:
        return digits(value) if corporate_number_is_valid(value) else self.without_rrn(value)

    def extra(self) -> None:
        """Cells of columns the program has no field for, and words for services that the plan does not know."""
        found: dict[str, str] = {}
        for place, name in self.reader._extra:
            value = self.cells[place].strip()
            if not value:
                continue
            if len(value) > LONGEST_EXTRA:
                self.refuse("too_long", name, value)
            if self.is_odd:
                value = _BAD.sub("\ufffd", value)
            found[name] = self.without_rrn(value) if self.may_hold_rrn else value
        unknown = self.reader._services.read(self.cell("services"))[1] if "services" in self.reader._places else ""
        if unknown:
            found[self.reader._service_header] = self.without_rrn(unknown)
        if found:
            self.facts[_EXTRA] = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def composed(text: str) -> str:
    """The text in NFC, save the Hanja that KS X 1001 holds twice: a name is kept to the character (`琳` stays)."""
    return _NOT_TWICE.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def phone_form(value: str) -> str:
    """A Korean number as 010-1234-5678; anything else as it came. Sheets that lost the first 0 get it back."""
    number = value.replace("-", "") if value.isascii() else digits(value)
    if not number.isdigit():
        number = digits(value)
        if value.lstrip().startswith("+82"):
            number = "0" + number[2:].removeprefix("0")
    if len(number) == 10 and number.startswith("10"):
        number = "0" + number
    found = _PHONE.fullmatch(number)
    return "-".join(found.groups()) if found else value


def _services_json(services: tuple[str, ...]) -> str:
    return json.dumps(services, ensure_ascii=False, separators=(",", ":")) if services else "[]"


_LOSS, _EXTRA, _SERVICES = PLACE["claimed_loss"], PLACE["extra"], PLACE["services"]
_TRADE, _NAME = PLACE["trade_name"], PLACE["representative"]
