"""The section Calculation: factors with their sources, and every step to the calculated award, live."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer.rules.award import Calculation, Offset, award_flags, calculate
from reviewer.rules.bound_facts import OF_FIGURES
from reviewer.rules.damage import Comparison
from reviewer.rules.reckoning import reckon, terms_of
from reviewer.ui.award_sources import AwardSources
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.drafts import Drafts
from reviewer.ui.flag_words import award_flag_words
from reviewer.ui.method_b import RATIOS, MethodB
from reviewer.ui.offset_lines import OffsetLines
from reviewer.ui.parts import banner, button, empty, label, restyle, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.source_mark import bound_figure, fact_word, source_mark, value_shown
from reviewer.ui.wording import language, tr, won

FORM = "assess"
FACTORS = ("profit_rate", "alt_factor", "share_factor")


class CalculationSection(QWidget):
    """The weeks come from the section above; nobody types the award."""

    shows = Signal(object)
    """Show where a figure stands: a Place."""

    def __init__(self, sitting: Sitting, record: Callable[[str, dict[str, object]], None]) -> None:
        """`record(act, body)` records on the claim in view."""
        super().__init__()
        self.setObjectName("calculation_section")
        self._sitting, self._record = sitting, record
        self._drafts: Drafts | None = None
        self._weeks: Comparison | None = None
        self._page: DeskPage | None = None
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
        self._steps = QVBoxLayout()
        self._steps.setSpacing(2)
        layout.addLayout(self._steps)
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
            value, source, ref = QLineEdit(), QComboBox(), QLineEdit()
            value.setAccessibleName(f"{says}, {tr('value')}")
            source.setAccessibleName(f"{says}, {tr('source')}")
            ref.setAccessibleName(f"{says}, {tr('reference')}")
            value.setObjectName(f"{name}_value")
            source.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            source.setMinimumContentsLength(8)
            source.setObjectName(f"{name}_source")
            ref.setObjectName(f"{name}_ref")
            value.setFixedWidth(self._sitting.look.px(72))
            for code, text in _source_words().items():
                source.addItem(text, code)
            ref.setPlaceholderText(tr("Where it stands"))
            value.textEdited.connect(lambda _: self._edited())
            ref.textEdited.connect(lambda _: self._edited())
            source.activated.connect(lambda _: self._edited())
            self.values[name], self.sources[name], self.refs[name] = value, source, ref
            head = self.marks[name] = row(spacing=6)
            grid.addWidget(label(says, size=12, tone="soft"), place * 2, 0, 1, 2)
            grid.addLayout(head, place * 2, 2)
            grid.addWidget(value, place * 2 + 1, 0)
            grid.addWidget(source, place * 2 + 1, 1)
            grid.addWidget(ref, place * 2 + 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        return grid

    # --- content ----------------------------------------------------------------------------------------

    def show_page(self, page: DeskPage, drafts: Drafts, *, same: bool) -> None:
        """Show the recorded calculation, the draft, or the plan's standard values."""
        self._page, self._drafts = page, drafts
        draft, found = drafts.of(FORM), page.claim.assessment
        if draft:
            self._put(draft)
        elif found is not None and found.profit_rate is not None:
            self._put({name: _plain(getattr(found, name)) for name in FACTORS} | _recorded_extras(found))
        elif not same:
            self._put(self._standard(page))
        self._reckon()
        self.sources_shown.show_page(page)

    def _standard(self, page: DeskPage) -> dict[str, dict[str, str]]:
        """The values of the plan: the sector's rate, no alternative, the share of the service named first."""
        plan = page.plan
        rate = plan.profit_rate(page.applicant.sector)
        shares = [plan.services[key] for key in page.applicant.services if key in plan.services]
        share = next((service for service in shares if service.share is not None), None)
        return {
            "profit_rate": _factor(rate.rate, "STANDARD_TABLE", rate.source.in_(language()) if rate.source else ""),
            "alt_factor": _factor(plan.alt_bands[0].value, "COUNCIL_RULE", plan.alt_bands[0].word.in_(language())),
            "share_factor": _factor(
                share.share if share else None,
                "STANDARD_TABLE",
                share.share_source.in_(language()) if share and share.share_source else "",
            ),
        }

    def _put(self, plain: dict[str, Any]) -> None:
        self.method_b.put(plain.get("method_b", {}))
        self.offsets.put(plain.get("offsets", ()))
        for name in FACTORS:
            one = plain.get(name, {})
            self.values[name].setText(one.get("value", ""))
            self.sources[name].setCurrentIndex(max(self.sources[name].findData(one.get("source_type", "")), 0))
            self.refs[name].setText(one.get("source_ref", ""))
            self.refs[name].setCursorPosition(0)

    def _plain_factors(self) -> dict[str, dict[str, str]]:
        return {
            name: {
                "value": self.values[name].text().strip(),
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

    # --- acting -----------------------------------------------------------------------------------------

    def show_weeks(self, found: Comparison | None) -> None:
        """Take the weeks of the section above."""
        self._weeks = found
        self._reckon()

    def _edited(self) -> None:
        if self._drafts is not None:
            extras = {"method_b": self.method_b.plain(), "offsets": self.offsets.plain()}
            self._drafts.keep(FORM, self._plain_factors() | extras)
        self._reckon()

    def record(self) -> None:
        """Record the calculation as it stands."""
        if self.save.isEnabled() and (body := self.body()) is not None:
            self._record("assess", body)

    def _show_marks(self) -> None:
        """Beside every factor the place it was read at; a value of the standard table or a rule needs none."""
        for name, line in self.marks.items():
            empty(line)
            line.addStretch(1)
            if self._page is not None and (self.values[name].text().strip()):
                line.addWidget(self._mark(name, self._page))

    def _mark(self, name: str, page: DeskPage) -> QWidget:
        code, value = OF_FIGURES[name], self.values[name].text().strip()
        found, agrees = bound_figure(page.bound, code, value if _decimal(value) is not None else "")
        if found is not None and not agrees:
            return label(tr("the paper says {value}", value=value_shown(code, found.value)), size=12, tone="bad")
        if found is None and str(self.sources[name].currentData()) != "OWN_EVIDENCE":
            return label("", size=12)
        at = found.fact.at if found is not None else None
        return source_mark(f"factor_{name}", fact_word(code), at, self.shows.emit, self._sitting.look)

    def _reckon(self) -> None:
        empty(self._steps)
        self._show_marks()
        for field in self.values.values():
            restyle(field, fault="true" if field.text().strip() and _decimal(field.text()) is None else "false")
        try:
            body = self.body()
        except ValueError:
            self.save.setEnabled(False)
            self._steps.addWidget(banner(tr("An amount already received is whole won above 0."), "wait"))
            return
        self.save.setEnabled(body is not None)
        if body is None:
            self._steps.addWidget(label(tr("Enter both weeks above first."), tone="soft", wrap=True))
            return
        try:
            self._show_steps(body)
        except (ValueError, InvalidOperation):
            self.save.setEnabled(False)
            text = tr("Each factor needs a value between 0 and 1 and where it stands.")
            self._steps.addWidget(banner(text, "wait"))

    def _show_steps(self, body: dict[str, Any]) -> None:
        found = reckon(body, self._sitting.plan, "", "", self._page.claim.claimed_loss if self._page else None)
        terms = terms_of(self._sitting.plan)
        if found.verified_loss > terms.high_edge and any(name not in body for name in FACTORS):
            raise ValueError
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        calculated = _calculated(found, terms)
        for place, step in enumerate(calculated.steps):
            last = step.code == "CALCULATED_AWARD"
            grid.addWidget(label(step_words()[step.code], bold=last, wrap=True), place, 0)
            value = label(won(step.amount), bold=last, size=15 if last else 13)
            grid.addWidget(value, place, 1)
        grid.setColumnStretch(0, 1)
        self._steps.addLayout(grid)
        for code in award_flags(calculated, self._sitting.plan.settings.high_profit_rate):
            self._steps.addWidget(banner(award_flag_words()[code], "wait"))


def _calculated(found: Any, terms: Any) -> Calculation:
    from reviewer.rules.award import Factor

    profit, alt, share = (
        None if one is None else Factor(one.value, one.source_type, one.source_ref)
        for one in (found.profit_rate, found.alt_factor, found.share_factor)
    )
    offsets = [Offset(one.amount, one.reason) for one in found.offsets]
    method = "A" if found.labour_ratio is None else found.method  # within the bands no ratio is used
    return calculate(
        found.verified_loss, profit, alt, share, offsets, terms, method, found.labour_ratio, found.rent_ratio
    )


def _factor(value: Decimal | None, kind: str, ref: str) -> dict[str, str]:
    return {"value": "" if value is None else str(value), "source_type": kind, "source_ref": ref}


def _plain(record: Any) -> dict[str, str]:
    return {} if record is None else _factor(record.value, record.source_type, record.source_ref)


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


def factor_words() -> dict[str, str]:
    """The three factors, in words."""
    return {
        "profit_rate": tr("Operating-profit rate"),
        "alt_factor": tr("Alternative service"),
        "share_factor": tr("Kakao share"),
    }


def _source_words() -> dict[str, str]:
    return {
        "STANDARD_TABLE": tr("Standard table"),
        "OWN_EVIDENCE": tr("Claimant's evidence"),
        "COUNCIL_RULE": tr("Council rule"),
    }


def step_words() -> dict[str, str]:
    """The lines of the calculation sheet, in words."""
    return {
        "VERIFIED_LOSS": tr("Verified sales loss"),
        "ASSESSED_AMOUNT": tr("Assessed amount (loss × factors)"),
        "ROUNDED_UP": tr("Rounded up"),
        "FLOOR": tr("Raised to the floor"),
        "PLUS_FIXED": tr("With the fixed amount"),
        "FIXED_AMOUNT": tr("Fixed amount of the band"),
        "OFFSET": tr("Deduction"),
        "CALCULATED_AWARD": tr("Calculated award"),
    }
