"""Why a person cannot do an act at all, in words, before anything is filled in."""

from reviewer.rules.acts import act_named
from reviewer.rules.problem import Problem
from reviewer.ui.problems import what
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr


def why_not(sitting: Sitting, act: str) -> str:
    """Empty when the person may do this; else what is missing: the key, the role, or the right to write."""
    if not sitting.case_file.is_writing:
        return tr("This file is open to read only.")
    if sitting.signer is None:
        return what(Problem("KeyLocked", author="", folder=""))
    member = sitting.member
    if member is None or member.role not in act_named(act).roles:
        return what(Problem("NotYourRole", act=act, author=sitting.person, role=member.role if member else ""))
    return ""
