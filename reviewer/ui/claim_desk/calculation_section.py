"""The section Calculation: factors with their sources, and every step to the calculated award, live."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer.rules.award import Step, award_flags
from reviewer.rules.bound_facts import OF_FIGURES
from reviewer.rules.damage import Comparison
from reviewer.rules.reckoning import calculation_of, loss_of
from reviewer.rules.sensitivity import Axis, strip
from reviewer.ui.amounts import amount_of
from reviewer.ui.claim_desk.award_sources import AwardSources
from reviewer.ui.claim_desk.calculation_steps import CalculationSteps
from reviewer.ui.claim_desk.factors import (
    FACTORS,
    factor_words,
    is_of_plan,
    plain_factor,
    share_typed,
    source_words,
    standard_factors,
)
from reviewer.ui.claim_desk.method_b import RATIOS, MethodB
from reviewer.ui.claim_desk.own_opinion import reads_blind, recorded
from reviewer.ui.claim_desk.sensitivity_strip import SensitivityStrip
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.drafts import Drafts
from reviewer.ui.elided import NarrowChoice
from reviewer.ui.figure import Days, typed_mark, week_of
from reviewer.ui.flag_words import award_flag_words
from reviewer.ui.offset_lines import OffsetLines
from reviewer.ui.parts import banner, button, empty, label, restyle, row
from reviewer.ui.permission import why_not
from reviewer.ui.sales.sales_state import Entered
from reviewer.ui.sitting import Sitting
from reviewer.ui.source_mark import bound_figure, fact_word, of_the_plan, source_mark, value_shown
from reviewer.ui.wording import listed, tr

FORM = "assess"


class CalculationSection(QWidget):
    """The weeks come from the section above; nobody types the award."""

    shows = Signal(object)
    """Show what a figure comes from: a Place, or Days."""
    reckoned = Signal()
    """The calculation in the form is another one."""

    def __init__(self, sitting: Sitting, record: Callable[[str, dict[str, object]], None]) -> None:
        """`record(act, body)` records on the claim in view."""
        super().__init__()
        self.setObjectName("calculation_section")
        self._sitting, self._record = sitting, record
        self._drafts: Drafts | None = None
        self._weeks: Comparison | None = None
        self._entered = Entered()
        self._page: DeskPage | None = None
        self._is_blind = False
        self.drawn: Callable[[Callable[[], None]], object] = lambda draw: draw()
        """Draws it now, or once it is seen."""
        self.values: dict[str, QLineEdit] = {}
        self.sources: dict[str, QComboBox] = {}
        self.refs: dict[str, QLineEdit] = {}
        self.marks: dict[str, QHBoxLayout] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(self._factors())
        self.method_b = MethodB(sitting.look, self._edited)
        layout.addWidget(self.method_b)
        self.offsets = OffsetLines(sitting.look, self._edited)
        layout.addWidget(self.offsets)
        self.steps = CalculationSteps()
        self.steps.shows.connect(self.shows)
        self.steps.to_factors.connect(lambda: self.values[FACTORS[0]].setFocus(Qt.FocusReason.TabFocusReason))
        self.steps.to_offset.connect(self.offsets.stand_on)
        layout.addWidget(self.steps)
        self.sensitivity = SensitivityStrip()
        layout.addWidget(self.sensitivity)
        self.sources_shown = AwardSources(sitting.look, "calculation")
        self.sources_shown.jump.connect(self.shows)
        layout.addWidget(self.sources_shown)
        self.save = button("record_assessment", tr("Record calculation"), self.record)
        layout.addWidget(self.save)

    def _factors(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for place, (name, says) in enumerate(factor_words().items()):
            value, source, ref = QLineEdit(), NarrowChoice(f"{name}_source", f"{says}, {tr('source')}"), QLineEdit()
            value.setAccessibleName(f"{says}, {tr('value')}")
            ref.setAccessibleName(f"{says}, {tr('reference')}")
            value.setObjectName(f"{name}_value")
            ref.setObjectName(f"{name}_ref")
            value.setFixedWidth(self._sitting.look.px(72))
            for code, text in source_words().items():
                source.addItem(text, code)
            ref.setPlaceholderText(tr("Where it stands"))
            value.textEdited.connect(lambda _: self._edited())
            ref.textEdited.connect(lambda _: self._edited())
            source.activated.connect(lambda _: self._edited())
            self.values[name], self.sources[name], self.refs[name] = value, source, ref
            stands = row(spacing=6)
            self.marks[name] = row(spacing=6)
            stands.addWidget(ref, 1)  # the source is a sentence: it has a line of its own
            stands.addLayout(self.marks[name])
            grid.addWidget(label(says, size=12, tone="soft", wrap=True), place * 2, 0)
            grid.addWidget(value, place * 2, 1)
            grid.addWidget(source, place * 2, 2)
            grid.addLayout(stands, place * 2 + 1, 0, 1, 3)
            grid.setRowMinimumHeight(place * 2 + 1, self._sitting.look.px(40))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        return grid

    # --- content ----------------------------------------------------------------------------------------

    def show_page(self, page: DeskPage, drafts: Drafts, *, same: bool) -> None:
        """Show the recorded calculation, the draft, or the plan's standard values."""
        self._page, self._drafts, self._is_blind = page, drafts, reads_blind(page)
        own = recorded(page, page.person) if self._is_blind else None
        draft, found = drafts.of(FORM), own.assessment if own is not None else page.claim.assessment
        if draft:
            self._put(draft)
        elif found is not None and found.profit_rate is not None:
            self._put({name: _plain(getattr(found, name)) for name in FACTORS} | _recorded_extras(found))
        elif not same:
            self._put(standard_factors(page))
        self.reckon()

    def _put(self, plain: dict[str, Any]) -> None:
        self.method_b.put(plain.get("method_b", {}))
        self.offsets.put(plain.get("offsets", ()))
        for name in FACTORS:
            one = plain.get(name, {})
            self.values[name].setText(one.get("value", ""))
            self.sources[name].setCurrentIndex(max(self.sources[name].findData(one.get("source_type", "")), 0))
            self.refs[name].setText(one.get("source_ref", ""))
            self.refs[name].setCursorPosition(0)
            self.refs[name].setCursorPosition(0)

    def _plain_factors(self) -> dict[str, dict[str, str]]:
        return {
            name: {
                "value": share_typed(self.values[name].text()),
                "source_type": str(self.sources[name].currentData()),
                "source_ref": self.refs[name].text().strip(),
            }
            for name in FACTORS
        }

    def body(self) -> dict[str, Any] | None:
        """The act's body as it stands; None while the weeks are not known. ValueError for an offset without amount."""
        weeks = self._weeks
        if weeks is None or weeks.normal_week_from is None or None in (
            weeks.normal_week_sales, weeks.outage_week_sales,
        ):  # fmt: skip
            return None
        body: dict[str, Any] = {
            "normal_week_from": weeks.normal_week_from.isoformat(),
            "normal_week_sales": weeks.normal_week_sales,
            "outage_week_sales": weeks.outage_week_sales,
        }
        body |= {name: one for name, one in self._plain_factors().items() if one["value"] and one["source_ref"]}
        offsets = self.offsets.body()
        return body | self.method_b.plain() | ({"offsets": offsets} if offsets else {})

    def _unfit(self) -> list[str]:
        """The factors, in words, that are typed in part or cannot be read; none of them may be left out silently."""
        return [
            factor_words()[name]
            for name, one in self._plain_factors().items()
            if one["value"] and (_decimal(one["value"]) is None or not one["source_ref"])
        ]

    def whole_body(self) -> dict[str, Any] | None:
        """The act's body where it can be calculated; None while something of it is missing."""
        if self._unfit():
            return None
        try:
            body = self.body()
            if body is not None:
                calculation_of(body, self._sitting.plan, self._page.claim.claimed_loss if self._page else None)
        except (ValueError, InvalidOperation):
            return None
        return body

    # --- acting -----------------------------------------------------------------------------------------

    def take_weeks(self, found: Comparison | None, entered: Entered) -> None:
        """Take the weeks of the section above, and the days they add up; they count from the next reckoning on."""
        self._weeks, self._entered = found, entered

    def _edited(self) -> None:
        if self._drafts is not None:
            extras = {"method_b": self.method_b.plain(), "offsets": self.offsets.plain()}
            self._drafts.keep(FORM, self._plain_factors() | extras)
        self.reckon()

    def record(self) -> None:
        """Record the calculation as it stands."""
        if self.save.isEnabled() and (body := self.body()) is not None:
            self._record("assess", body)

    def _show_marks(self) -> None:
        """Beside every factor, ratio and deduction where it was read, that it is of the plan, or that it was typed."""
        page = self._page
        if page is None:
            return
        for name, line in self.marks.items():
            empty(line)
            line.addStretch(1)
            if value := share_typed(self.values[name].text()):
                is_plans = is_of_plan(page, name, value, str(self.sources[name].currentData()))
                line.addWidget(self._mark(f"factor_{name}", OF_FIGURES[name], value, is_plans=is_plans))
        for name, (field, line) in self.method_b.lines().items():
            empty(line)
            if value := field.text().strip():
                line.addWidget(self._mark(f"ratio_{name}", OF_FIGURES[name], value))
        for number, offset in enumerate(self.offsets.lines):
            empty(offset.mark)
            if offset.amount.text().strip():
                offset.mark.addWidget(self._offset_mark(f"offset_{number + 1}", amount_of(offset.amount.text())))

    def _mark(self, name: str, code: str, value: str, *, is_plans: bool = False) -> QWidget:
        bound = self._page.bound if self._page is not None else {}
        found, agrees = bound_figure(bound, code, value if _decimal(value) is not None else "")
        if found is not None and not agrees:
            return label(tr("the paper says {value}", value=value_shown(code, found.value)), size=12, tone="bad")
        if found is None and is_plans:
            return of_the_plan(fact_word(code))
        at = found.fact.at if found is not None else None
        return source_mark(name, fact_word(code), at, self.shows.emit, self._sitting.look)

    def _offset_mark(self, name: str, amount: int | None) -> QWidget:
        """The paper that shows this very amount as received already, of the facts bound to papers."""
        every = self._page.bound.values() if self._page is not None else ()
        same = (one for one in every if one.fact.code == "ALREADY_RECEIVED" and one.value == str(amount))
        at = next((one.fact.at for one in same), None)
        return source_mark(name, fact_word("ALREADY_RECEIVED"), at, self.shows.emit, self._sitting.look)

    def stand_on(self, code: str) -> None:
        """Put the keyboard on a line of the calculation."""
        self.steps.stand_on(code)

    def reckon(self) -> None:
        """Calculate anew from what stands in the fields and the weeks."""
        self.drawn(self._draw)
        self.reckoned.emit()

    def _draw(self) -> None:
        self.steps.clear()
        self._show_marks()
        axes = self._shown()
        self.sensitivity.show_axes(axes)
        self.save.setVisible(not self._is_blind and not why_not(self._sitting, "assess"))
        if self._page is not None:
            self.sources_shown.show_page(self._page)

    def _shown(self) -> tuple[Axis, ...]:
        """Show the steps as far as they go, or what is missing; what the award depends on, once it is calculated."""
        for name, one in self._plain_factors().items():
            restyle(self.values[name], fault="true" if one["value"] and _decimal(one["value"]) is None else "false")
            restyle(self.refs[name], fault="true" if one["value"] and not one["source_ref"] else "false")
        try:
            body = self.body()
        except ValueError:
            self.save.setEnabled(False)
            self.steps.add(banner(tr("An amount already received is whole won above 0."), "wait"))
            return ()
        unfit = self._unfit()
        self.save.setEnabled(body is not None and not unfit)
        if body is None:
            self.steps.add(label(tr("Enter both weeks above first."), tone="soft", wrap=True))
            return ()
        try:
            if not unfit:
                return self._show_steps(body)
        except (ValueError, InvalidOperation):
            unfit = [says for name, says in factor_words().items() if name not in body] or list(factor_words().values())
        self.save.setEnabled(False)
        self._show_loss(body)
        text = tr("{factors}: a value between 0 and 1, or a percentage, and where it stands.", factors=listed(unfit))
        self.steps.add(banner(text, "wait"))
        return ()

    def _show_steps(self, body: dict[str, Any]) -> tuple[Axis, ...]:
        page, plan = self._page, self._sitting.plan
        calculated = calculation_of(body, plan, page.claim.claimed_loss if page else None)
        self._show_lines(body, calculated.steps)
        for code in award_flags(calculated, plan.settings.high_profit_rate):
            self.steps.add(banner(award_flag_words()[code], "wait"))
        applicant = page.applicant if page else None
        services, sector = (applicant.services, applicant.sector) if applicant else ((), "")
        return strip(calculated, plan, services, sector)

    def _show_loss(self, body: dict[str, Any]) -> None:
        """The loss is known before the factors are."""
        claimed, plan = self._page.claim.claimed_loss if self._page else None, self._sitting.plan
        loss = loss_of(body["normal_week_sales"], body["outage_week_sales"], plan, claimed)
        self._show_lines(body, [Step("VERIFIED_LOSS", loss)])

    def _show_lines(self, body: dict[str, Any], steps: Sequence[Step]) -> None:
        firsts = dt.date.fromisoformat(body["normal_week_from"]), self._sitting.plan.outage_week[0]
        weeks = []
        for name, first in zip(("normal_week_sales", "outage_week_sales"), firsts, strict=True):
            days = week_of(first)
            weeks.append((days, body[name], self._week_mark(OF_FIGURES[name], days, str(body[name]))))
        self.steps.show_steps(steps, weeks)

    def _week_mark(self, code: str, days: Days, amount: str) -> QWidget:
        """Where the total of a week was read, else which of its days were."""
        found, agrees = bound_figure(self._page.bound if self._page is not None else {}, code, amount)
        if found is not None and agrees and found.fact.at is not None:
            name = f"step_{code}"
            return source_mark(name, fact_word(code), found.fact.at, self.shows.emit, self._sitting.look)
        sold = () if days.dates[0] in self._entered.totals else self._entered.days
        return typed_mark(f"step_{code}", fact_word(code), days, sold, self._entered.places)


def _plain(record: Any) -> dict[str, str]:
    return {} if record is None else plain_factor(record.value, record.source_type, record.source_ref)


def _recorded_extras(found: Any) -> dict[str, Any]:
    """Offsets and method B of a recorded calculation, as a draft holds them."""
    ratios = {name: str(getattr(found, name)) for name in RATIOS if getattr(found, name) is not None}
    offsets = [{"amount": f"{one.amount:,}", "reason": one.reason} for one in found.offsets]
    return {"method_b": ratios if found.method == "B" else {}, "offsets": offsets}


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value <= 1 else None
