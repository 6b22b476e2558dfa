"""Says why a claim gets what it gets, to be read to the claimant on the phone, in Korean and English."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from reviewer import RESOURCES
from reviewer.casefile import standing
from reviewer.desk.composing import origin_now
from reviewer.desk.reviewing import korean_day
from reviewer.letters.telling import Telling, kind_of, matter_of, tell
from reviewer.rules.blind import as_seen
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.plan import Plan
from reviewer.rules.supplement import Supplement

LANGUAGES = ("ko", "en")


@cache
def _sentences(lang: str) -> Mapping[str, Any]:
    return tomllib.loads((RESOURCES / "i18n" / f"why.{lang}.toml").read_text(encoding="utf-8"))


def why_this_amount(conn: Any, number: str) -> dict[str, Telling]:
    """The paragraph by language, from what stands now; its dates are those of the letter that left. ClaimUnknown."""
    claim, plan = as_seen(standing.read_claim(conn, number), ""), standing.plan_in_force(conn)
    matter = matter_of(claim, plan)
    day = _told_on(claim, matter, plan)
    origins = {lang: origin_now(conn, claim, kind_of(matter), matter, lang, issued_on=day) for lang in LANGUAGES}
    return {lang: tell(origin, _sentences(lang)) for lang, origin in origins.items()}


def _told_on(claim: Claim, matter: Decision | Supplement | None, plan: Plan) -> dt.date:
    """The Korean day the letter left; before that no date is promised, and any day the calendar knows will do."""
    number = matter.letter_no if matter is not None else ""
    sent = next((one for one in claim.letters if number and one.letter_no == number), None)
    if sent is None:
        return plan.closing
    return korean_day(dt.datetime.fromisoformat(sent.issued_at))
