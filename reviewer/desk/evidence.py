"""Making a fact ready to be recorded: its value in one form, and its clipping stored before the entry names it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from reviewer.casefile import journal, proofs
from reviewer.casefile.case_file import CaseFile
from reviewer.rules.bound_facts import plain_value
from reviewer.rules.privacy import mask_account


def ready_to_bind(
    case_file: CaseFile, author: str, claim: str, body: Mapping[str, Any], clipping: bytes, now: dt.datetime
) -> dict[str, Any]:
    """The body of `bind_fact` as it is to be recorded: in one form, with the clipping (PNG) stored beforehand.

    In an unlocked case that is no sample an account number is kept masked. Raises the first reason why the act is not
    allowed, before anything is stored.
    """
    wanted = dict(body)
    try:
        wanted["value"] = plain_value(str(body["fact"]), str(body["value"]))
    except (KeyError, ValueError):
        wanted["value"] = str(body["value"])  # the rules say what is wrong with it
    if body["fact"] == "ACCOUNT" and not (case_file.is_locked or case_file.is_sample):
        wanted["value"] = mask_account(wanted["value"])
        clipping = b""  # it shows the whole number
    for problem in journal.refusals_now(case_file.writer, author, "bind_fact", claim, wanted, now):
        raise problem
    if clipping and "at" in wanted:
        wanted["clipping"] = proofs.put(case_file, clipping)
    return wanted
