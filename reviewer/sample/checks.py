"""What a careful reviewer should find on each sample paper, and what a good machine hint would say."""

from collections.abc import Sequence

from reviewer.sample.faults import BY_CODE, CROPPED_AWAY, WITH_TEXT

GENERIC = tuple(f"G{n}" for n in range(1, 7))
LENGTHS = {"SBC": 10, "BRC": 11, "SLS": 13, "SUS": 11, "BNK": 8, "APP": 6, "CNS": 3, "PRX": 5}
"""How many checks each kind has beside G1-G6 (domain.md 3.1-3.6)."""

_NOT_PASS = {
    "SBC": {"SBC10": "UNCLEAR"},
    "BRC": {"BRC9": "NA"},
    "SLS": {"SLS11": "NA", "SLS12": "UNCLEAR"},
    "SUS": {"SUS7": "UNCLEAR", "SUS8": "UNCLEAR", "SUS11": "NA"},
    "BNK": {"BNK6": "NA"},
    "APP": {},
    "CNS": {},
    "PRX": {},
}
_READ_FROM_TEXT = {
    "SBC": ("SBC3", "SBC4", "SBC5"),
    "BRC": ("BRC1", "BRC4", "BRC11"),
    "SLS": ("SLS2", "SLS6", "SLS13"),
    "SUS": (),
    "BNK": ("BNK3",),
    "APP": ("APP2",),
    "CNS": (),
    "PRX": (),
}
# Hints that need no text of the paper: the service named in the application decides them.
_READ_FROM_APPLICATION = {"SUS": ("SUS2", "SUS6")}


def checks_of(kind: str) -> tuple[str, ...]:
    """The check list of a kind of paper: G1-G6, then its own."""
    return GENERIC + tuple(f"{kind}{n}" for n in range(1, LENGTHS[kind] + 1))


def expected_results(kind: str, faults: Sequence[str], *, is_company: bool) -> dict[str, str]:
    """PASS, FAIL, UNCLEAR or NA for each check of the paper's list."""
    results = dict.fromkeys(checks_of(kind), "PASS") | _NOT_PASS[kind]
    if kind == "BNK":
        results["BNK4" if is_company else "BNK5"] = "NA"
    for code in faults:
        fault = BY_CODE[code]
        if fault.unreadable:
            results = {check: "NA" if old == "NA" else "UNCLEAR" for check, old in results.items()} | {"G1": "FAIL"}
        results |= fault.expected
        if code == "cropped":
            results |= CROPPED_AWAY[kind]
        if code == "other_holder":
            results["BNK5" if is_company else "BNK4"] = "FAIL"
    return {check: results[check] for check in checks_of(kind)}


def expected_hints(
    kind: str, faults: Sequence[str], *, made_as: str, own_service: bool, loss_agrees: bool | None
) -> dict[str, str]:
    """What a machine could say of the checks marked A; `loss_agrees` is None when no loss was claimed."""
    automatic = ("G3", "G5", "G6", *_READ_FROM_TEXT[kind])
    hints = dict.fromkeys(automatic, "full" if made_as in WITH_TEXT else "no_data")
    if kind == "SLS":
        hints["SLS11"] = "no_data"
        if hints["SLS13"] == "full":
            hints["SLS13"] = "no_data" if loss_agrees is None else "full" if loss_agrees else "partial"
    for check in _READ_FROM_APPLICATION.get(kind, ()):
        hints[check] = "full" if own_service else "none"
    for code in faults:
        fault = BY_CODE[code]
        if fault.unreadable:
            hints |= dict.fromkeys(automatic, "no_data")
        elif made_as in WITH_TEXT:
            hints |= fault.hints
    return hints
