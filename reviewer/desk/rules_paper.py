"""Prints the operating rules and the calculation basis from the plan in force (domain.md 5.2)."""

import datetime as dt
import hashlib
from dataclasses import fields
from pathlib import Path
from typing import Any

from reviewer.casefile import journal, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.keys import Signer
from reviewer.desk.reviewing import korean_day
from reviewer.desk.rule_words import RuleWords, percent
from reviewer.letters.content import Table
from reviewer.letters.rules_paper import RulesPaper, Section, render
from reviewer.letters.whole_file import once_recorded
from reviewer.rules.council import Case
from reviewer.rules.korean import fill, won_plain
from reviewer.rules.plan import Check, Plan, Settings

CALCULATION = ("individual_base", "floor", "round_up_to", "fixed_choice", "cap_at_claimed_loss",
               "offsets_reduce_fixed", "full_percent", "own_rate_margin", "peak_week_accepted")  # fmt: skip
SUPPLEMENT = ("supplement_days", "supplement_rounds", "supplement_extensions", "supplement_reminders", "reminder_days")
MEETING = ("notice_days", "notice_days_urgent", "vote_rule", "amount_rule", "recused_leave_seats", "min_voters",
           "tie_favours_claimant", "payer_may_chair", "consent_limit", "blind_second", "opinion_tolerance")  # fmt: skip
QUALITY = ("quality_draw", "quality_rule", "quality_period", "quality_limit", "second_look", "peak_ratio",
           "high_profit_rate", "loss_of_half_year_sales", "tax_gap", "round_number", "edge_margin")  # fmt: skip
RETENTION = ("documents_years", "decisions_years", "payments_years", "log_years", "unmask_seconds", "small_cell")
PROOFS = ("fixed_proofs", "individual_proofs", "payment_proofs")


def print_rules(case_file: CaseFile, signer: Signer, path: Path, *, lang: str, now: dt.datetime) -> dict[str, Any]:
    """Write the rules in force as a PDF and record that they were printed."""
    conn = case_file.reader()
    case, plan = standing.read_case(conn), standing.plan_in_force(conn)
    data = render(rules_paper(case, plan, lang, day=korean_day(now)))
    body = {"what": "RULES", "count": 1, "sha256": hashlib.sha256(data).hexdigest(), "reason": case.rules_version[:16]}
    with once_recorded(path, data):
        journal.append(case_file, signer, "print", "case", body, made_at=now)
    return {"file": str(path), "sha256": body["sha256"], "rules_version": case.rules_version}


def rules_paper(case: Case, plan: Plan, lang: str, *, day: dt.date) -> RulesPaper:
    """What stands on the sheets; before the council adopted it, it is marked as a draft."""
    said = RuleWords(case, plan, lang)
    adopted = case.rules_resolution
    about = [said("version", version=plan.version, id=case.rules_version[:16], day=day)]
    if adopted is None:
        about.append(said("not_adopted"))
    else:
        about.append(said("adopted", meeting=adopted.meeting, date=case.rules_adopted_on, number=adopted.number))
    sections = (
        _bands(plan, said), _proofs(plan, said), _checks(plan, said), _calculation(plan, said), _decisions(plan, said),
        Section(said("supplements"), tables=(said.settings(SUPPLEMENT), _reasons_to_send(plan, said))),
        _meetings(plan, said), Section(said("periods"), tables=(said.settings(_others()),)),
        Section(said("quality"), tables=(said.settings(QUALITY),)),
        Section(said("retention"), tables=(said.settings(RETENTION),)),
    )  # fmt: skip
    title = said("title_draft") if adopted is None else said("title")
    return RulesPaper(
        title, lang, day, plan.council.in_(lang), (*about, said("marks")), sections, is_sample=case.is_sample
    )


def _others() -> tuple[str, ...]:
    """Every setting that no other section prints: the periods, and whatever a later plan adds."""
    printed = {*CALCULATION, *SUPPLEMENT, *MEETING, *QUALITY, *RETENTION, *PROOFS}
    return tuple(field.name for field in fields(Settings) if field.name not in printed)


def _bands(plan: Plan, said: RuleWords) -> Section:
    rows = [
        (
            band.label.in_(said.lang),
            won_plain(band.award, said.lang) if band.award is not None else said("individual"),
            plan.routes[band.route].in_(said.lang),
            said.mark("bands"),
        )
        for band in plan.bands
    ]
    columns = (("band", 0.34), ("award", 0.22), ("route", 0.24), ("mark", 0.2))
    return Section(said("bands"), (said("bands_text"),), (said.table(rows, *columns),))


def _proofs(plan: Plan, said: RuleWords) -> Section:
    own = plan.settings
    text = said(
        "proofs_text", fixed=", ".join(said.kinds(own.fixed_proofs)),
        individual=", ".join(said.kinds(own.individual_proofs)), payment=", ".join(said.kinds(own.payment_proofs)),
    )  # fmt: skip
    rows = [(kind.code, kind.name.in_(said.lang), said.mark(f"proof_kinds.{kind.code}")) for kind in
            plan.proof_kinds.values()]  # fmt: skip
    return Section(said("proofs"), (text,), (said.table(rows, ("code", 0.14), ("rule", 0.6), ("mark", 0.26)),))


def _checks(plan: Plan, said: RuleWords) -> Section:
    """The blocking items of every check list."""
    lists: list[tuple[str, tuple[Check, ...]]] = [(said("checks_all"), plan.generic_checks)]
    lists += [(kind.name.in_(said.lang), kind.checks) for kind in plan.proof_kinds.values()]
    lists.append((said("checks_claim"), plan.claim_checks))
    tables = []
    for caption, checks in lists:
        rows = [(one.code, one.text.in_(said.lang)) for one in checks if one.severity == "B"]
        if rows:
            tables.append(said.table(rows, ("code", 0.14), ("check", 0.86), caption=caption))
    return Section(said("checks"), tables=tuple(tables))


def _calculation(plan: Plan, said: RuleWords) -> Section:
    weeks = said("weeks", **{"from": plan.outage_week[0], "to": plan.outage_week[1]},
                 first=plan.window[0], last=plan.window[1])  # fmt: skip
    lang, none = said.lang, said("none")
    rates = [
        (
            one.name.in_(lang),
            f"{percent(one.rate)} %" if one.rate is not None else none,
            one.source.in_(lang) if one.source else "–",
        )
        for one in plan.profit_rates.values()
    ]
    bands = [(one.word.in_(lang), f"{percent(one.value)} %", said.mark("alt_bands")) for one in plan.alt_bands]
    shares = [
        (
            one.name.in_(lang),
            f"{percent(one.share)} %" if one.share is not None else none,
            one.share_source.in_(lang) if one.share_source else "–",
        )
        for one in plan.services.values()
        if not one.affiliate
    ]
    tables = (
        said.settings(CALCULATION),
        said.table(rates, ("sector", 0.3), ("rate", 0.2), ("source", 0.5), caption=said("rates")),
        said.table(bands, ("rule", 0.5), ("rate", 0.2), ("mark", 0.3), caption=said("alternatives")),
        said.table(shares, ("service", 0.4), ("rate", 0.2), ("source", 0.4), caption=said("shares")),
    )
    return Section(said("calculation"), (weeks, said("rounding")), tables, said("formula"))


def _decisions(plan: Plan, said: RuleWords) -> Section:
    lang = said.lang
    outcomes = [(one.word.in_(lang), one.formal.in_(lang)) for one in plan.dispositions.values()]
    values = said.blanks()
    reasons = [(one.code, fill(one.text.in_(lang), values, lang)) for one in plan.decision_reasons.values()]
    tables = (
        said.table(outcomes, ("rule", 0.5), ("formal", 0.5), caption=said("outcomes")),
        said.table(reasons, ("code", 0.14), ("value", 0.86), caption=said("reasons")),
        said.table(
            [(text.in_(lang),) for text in plan.override_reasons.values()], ("value", 1.0), caption=said("overrides")
        ),
        said.table([(text.in_(lang),) for text in plan.hold_reasons.values()], ("value", 1.0), caption=said("holds")),
    )
    return Section(said("decisions"), tables=tables)


def _reasons_to_send(plan: Plan, said: RuleWords) -> Table:
    rows = [(one.code, one.why.in_(said.lang)) for one in plan.supplement_reasons.values()]
    return said.table(rows, ("code", 0.14), ("value", 0.86), caption=said("reasons"))


def _meetings(plan: Plan, said: RuleWords) -> Section:
    seats = [(body.name.in_(said.lang), str(body.seats)) for body in plan.bodies.values()]
    grounds = [
        (one.code, one.text.in_(said.lang), said("out") if one.excludes else said("in"))
        for one in plan.grounds.values()
    ]
    tables = (
        said.settings(MEETING),
        said.table(seats, ("body", 0.7), ("seats", 0.3), caption=said("seats")),
        said.table(grounds, ("code", 0.14), ("value", 0.62), ("excludes", 0.24), caption=said("grounds")),
    )
    return Section(said("meetings"), (said("meetings_text"),), tables)
