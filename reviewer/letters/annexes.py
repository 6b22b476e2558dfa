"""The tables of a letter: records asked for, documents considered, and the calculation line by line."""

from collections.abc import Iterable, Iterator

from reviewer.letters.amounts import shows_calculation
from reviewer.letters.content import Annex, Column, Origin, Table
from reviewer.letters.particulars import kind_name
from reviewer.letters.sentences import in_language, is_accepted, offsets_taken, percent, source_of, why_not_accepted
from reviewer.rules.assessment import Assessment, FactorRecord
from reviewer.rules.claim import Decision, Paper
from reviewer.rules.korean import fill, won_plain

NOTHING = "–"
"""Stands in a cell that has nothing to say, so that who hears the table or copies it keeps its columns apart."""


def request_table(origin: Origin, *, optional: bool, level: int = 0) -> Table:
    """The records a request asks for, or (`optional`) those that would only help (domain.md 4.6)."""
    word, lang = origin.word, origin.lang
    asked = origin.supplement
    rows: list[tuple[str, ...]] = []
    for item in asked.items if asked else ():
        reason = origin.plan.supplement_reasons[item.reason]
        if reason.optional is optional:
            rows.append((str(len(rows) + 1), kind_name(item.kind, origin), reason.why.in_(lang), reason.send.in_(lang)))
    columns = (
        Column(word("column_number"), 0.08, "center"),
        Column(word("column_document"), 0.2),
        Column(word("column_why"), 0.36),
        Column(word("column_send"), 0.36),
    )
    return Table(columns, tuple(rows), level)


def annexes(names: Iterable[str], origin: Origin) -> Iterator[Annex]:
    """The enclosures by their names in the wording, `documents` or `calculation`; a table without rows is none."""
    number = 0
    for name in names:
        table = documents_table(origin) if name == "documents" else calculation_table(origin)
        if table.rows:
            number += 1
            heading = fill(origin.word("annex"), {"number": number}, origin.lang)
            yield Annex(heading, origin.word(f"{name}_title"), (table,))


def documents_table(origin: Origin) -> Table:
    """Every document considered, when it came, whether it was accepted, and otherwise why not (domain.md 4.2)."""
    word = origin.word
    rows = [_document_row(number, paper, origin) for number, paper in enumerate(origin.papers, 1)]
    columns = (
        Column(word("column_number"), 0.07, "center"),
        Column(word("column_document"), 0.23),
        Column(word("column_sent"), 0.14),
        Column(word("column_result"), 0.15),
        Column(word("column_reason"), 0.41),
    )
    return Table(columns, tuple(rows))


def _document_row(number: int, paper: Paper, origin: Origin) -> tuple[str, ...]:
    word = origin.word
    sent = word("sent_first")
    if paper.arrived:
        sent = fill(word("sent_round"), {"round": paper.arrived}, origin.lang)
    if is_accepted(paper):
        result, why = word("accepted"), NOTHING
    else:
        result = word("not_accepted") if paper.verdict else word("not_looked_at")
        why = why_not_accepted(paper, origin)
    return str(number), kind_name(paper.kind, origin), sent, result, why


Row = tuple[str, str, str]


def calculation_table(origin: Origin) -> Table:
    """The calculation from the two weeks to the payment, with the source of every line (domain.md 2.9, 4.2)."""
    word, decision = origin.word, origin.decision
    rows: list[Row] = []
    if decision is not None and decision.assessment is not None and shows_calculation(decision):
        rows = list(_steps(decision, decision.assessment, origin))
    columns = (
        Column(word("column_item"), 0.32),
        Column(word("column_value"), 0.24),
        Column(word("column_source"), 0.44),
    )
    return Table(columns, tuple(rows), bold_rows=frozenset({len(rows) - 1}) if rows else frozenset())


def _steps(decision: Decision, done: Assessment, origin: Origin) -> Iterator[Row]:
    word, lang = origin.word, origin.lang
    yield word("normal_week"), won_plain(done.normal_week_sales, lang), word("source_sales")
    yield word("outage_week"), won_plain(done.outage_week_sales, lang), word("source_sales")
    yield word("verified_loss"), won_plain(done.verified_loss, lang), word("source_weeks")
    if done.assessed_amount is not None:
        yield from _factors(done, origin)
        yield from _individual(done, origin)
    elif (band := origin.plan.band_of(done.verified_loss)) is not None:
        source = fill(word("source_band"), {"band": band.label.in_(lang)}, lang)
        yield word("fixed_amount"), won_plain(band.award or 0, lang), source
        yield from _after_offsets(done, origin)
    reason = fill(word("source_resolution"), {"resolution": _resolution(decision, origin)}, lang)
    yield word("award"), won_plain(decision.award, lang), reason if decision.resolution_no else ""


def _resolution(decision: Decision, origin: Origin) -> str:
    return fill(origin.word("resolution"), {"resolution_no": decision.resolution_no}, origin.lang)


def _factors(done: Assessment, origin: Origin) -> Iterator[Row]:
    word = origin.word
    if done.profit_rate is not None:
        yield _factor_row("profit_rate", done.profit_rate, origin)
    for name, ratio in (("labour_ratio", done.labour_ratio), ("rent_ratio", done.rent_ratio)):
        if ratio is not None:
            yield word(name), f"{percent(ratio)}%", word("source_sales")
    for name, factor in (("alt_factor", done.alt_factor), ("share_factor", done.share_factor)):
        if factor is not None:
            yield _factor_row(name, factor, origin)


def _factor_row(name: str, factor: FactorRecord, origin: Origin) -> Row:
    source = source_of(factor, origin)
    if factor.source_type == "OWN_EVIDENCE":
        source = fill(origin.word("source_own"), {"ref": source}, origin.lang)
    return origin.word(name), f"{percent(factor.value)}%", source


def _individual(done: Assessment, origin: Origin) -> Iterator[Row]:
    word, lang = origin.word, origin.lang
    formula = "source_formula_b" if done.method == "B" else "source_formula"
    amount = done.assessed_amount or 0
    yield word("assessed_amount"), won_plain(amount, lang), word(formula)
    if done.rounded is not None:
        amount = done.rounded
        rounded = fill(word("rounded"), {"round_up_to": won_plain(done.round_up_to, lang)}, lang)
        yield rounded, won_plain(amount, lang), word("source_rules")
    if done.floor_applied:
        yield word("floor"), won_plain(done.floor, lang), word("source_rules")
    elif origin.plan.settings.individual_base == "plus_fixed":
        yield word("plus_fixed"), won_plain(amount + done.floor, lang), word("source_rules")
    yield from _after_offsets(done, origin)


def _after_offsets(done: Assessment, origin: Origin) -> Iterator[Row]:
    """What was already received, and what the calculation gives; a fixed amount with nothing taken off stands alone."""
    word, lang, taken = origin.word, origin.lang, offsets_taken(done, origin.plan)
    for offset in taken:
        yield word("offset"), "−" + won_plain(offset.amount, lang), in_language(offset.reason, origin.plan, lang)
    if taken or done.assessed_amount is not None:
        yield word("calculated_award"), won_plain(done.calculated_award, lang), word("source_rules")
