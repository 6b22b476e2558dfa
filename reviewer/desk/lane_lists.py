"""What a lane comes to: the triage result list for the customer centre, once the second looks were taken."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from reviewer.casefile import claims, journal, lanes
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.keys import Signer
from reviewer.casefile.standing import plan_in_force
from reviewer.desk.wording import word_for
from reviewer.letters.lane_list import write_lanes
from reviewer.letters.table_file import WRITERS
from reviewer.letters.whole_file import sha256_so_far, whole_file
from reviewer.rules.plan import Plan
from reviewer.rules.privacy import mask_name


def write_lane_list(
    case_file: CaseFile,
    signer: Signer,
    path: Path,
    *,
    lang: str,
    now: dt.datetime,
    route: str = "",
    reason: str = "",
    cancelled: Callable[[], bool] | None = None,
) -> dict[str, Any]:
    """Write the triage result list of one lane, or of all whose outcome is a list, and record the export.

    Claims that wait for their second look are left out until it was taken; `waiting` says how many. Raises
    ValueError for another ending than .csv and .xlsx, or a lane that comes to no list.
    """
    conn = case_file.reader()
    plan = plan_in_force(conn)
    listed = frozenset(code for code, outcome in plan.lanes.items() if outcome == "LIST")
    form = path.suffix[1:].lower()
    if form not in WRITERS:
        raise ValueError(f"{path.name}: the list is .csv or .xlsx")
    if route and route not in listed:
        raise ValueError(f"{route}: this lane comes to no list")
    routes = frozenset({route}) if route else listed
    waiting = lanes.looks_due(conn, plan.settings.second_look)
    rows = (_cells(row, plan, lang) for row in lanes.lane_rows(conn, routes, waiting))
    with whole_file(path) as file:
        count = write_lanes(rows, file, form, lang, cancelled)
        body: dict[str, Any] = {
            "what": "LANE_LIST",
            "format": form,
            "count": count,
            "sha256": sha256_so_far(file),
            "masked": "YES",
        }
        body |= {"reason": reason} if reason else {}
        journal.append(case_file, signer, "export", "case", body, made_at=now)
    held = sum(line.route in routes for line in claims.lines(conn, waiting))
    return {"file": str(path), "rows": count, "waiting": held, "sha256": body["sha256"]}


def _cells(row: Mapping[str, Any], plan: Plan, lang: str) -> tuple[str, ...]:
    services = [plan.services[key] for key in json.loads(row["services"]) if key in plan.services]
    firms = dict.fromkeys(plan.operators[one.operator].name.in_(lang) for one in services if one.affiliate)
    contacts = dict.fromkeys(one.referral_contact for one in services if one.affiliate and one.referral_contact)
    return (
        row["claim"],
        row["report_number"],
        row["received_on"],
        mask_name(row["representative"]) if row["representative"] else "",
        word_for("reporter", row["reporter_type"], lang) if row["reporter_type"] else "",
        word_for("paid", row["paid"], lang) if row["paid"] else "",
        ", ".join(one.name.in_(lang) for one in services),
        plan.routes[row["route"]].in_(lang),
        ", ".join((*firms, *contacts)) if row["route"] == "AFFILIATE" else "",
    )
