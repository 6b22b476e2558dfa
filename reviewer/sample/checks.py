"""What a careful reviewer should find on each sample paper, check by check."""

from collections.abc import Sequence

from reviewer.sample.faults import BY_CODE, CROPPED_AWAY

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
        if code in ("other_holder", "holder_of_other_form"):
            results["BNK5" if is_company else "BNK4"] = "FAIL"
    return {check: results[check] for check in checks_of(kind)}
