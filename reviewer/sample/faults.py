"""Everything that may be wrong with a sample paper, what it looks like, and which checks it fails."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

PDF, SCAN, PHOTO, SCREEN = "pdf", "jpeg-scan", "jpeg-photo", "png-screenshot"
HEIC, PDF_SCAN, SCREEN_PHOTO = "heic-photo", "pdf-scan", "screen-photo"
XLSX, CSV, HWPX = "xlsx", "csv-cp949", "hwpx"
PICTURES = frozenset({SCAN, PHOTO, SCREEN, HEIC, SCREEN_PHOTO})
WITH_TEXT = frozenset({PDF, XLSX, CSV, HWPX})
_JPEGS = (PHOTO, SCAN)


@dataclass(frozen=True, slots=True)
class Fault:
    """One known way a paper can be wrong.

    `kinds` may carry it, in the `forms` given (any form when empty); `expected` replaces the results of a clean paper
    (of the checks its kind has); `reason` is the supplement reason it calls for; `blocking` says whether the decision
    must wait.
    """

    code: str
    kinds: tuple[str, ...]
    looks_like: str
    expected: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    blocking: bool = True
    forms: tuple[str, ...] = ()
    unreadable: bool = False
    missing: bool = False


def _fails(*checks: str) -> dict[str, str]:
    return dict.fromkeys(checks, "FAIL")


_UNSURE = {"G5": "UNCLEAR"}


FAULTS: tuple[Fault, ...] = (
    Fault("expired", ("SBC",), "validity period ended before 15 Oct 2022", _fails("SBC4"), "R04"),
    Fault(
        "other_name",
        ("SBC", "BRC"),
        "the paper names another trade name, same number and representative",
        _fails("SBC6", "BRC2", "G3"),
        "R05",
    ),
    Fault("other_brn", ("SBC",), "a valid registration number, but another business's", _fails("SBC5", "G3"), "R05"),
    Fault(
        "bad_brn_check",
        ("SBC", "BRC"),
        "the claimant's number with its last digit off by one (check digit wrong)",
        _fails("SBC5", "BRC1", "G3"),
        "R05",
    ),
    Fault(
        "other_representative",
        ("SBC", "BRC"),
        "another person signs as representative (owner changed)",
        _fails("SBC7", "BRC3", "G3"),
        "R05",
    ),
    Fault("not_micro", ("SBC",), "title says 소기업 only, not 소상공인", _fails("SBC2"), "R03"),
    Fault("wrong_kind", ("SBC",), "a 사업자등록증 filed as SBC", _fails("SBC1", "SBC2", "SBC3", "SBC4", "G4"), "R03"),
    Fault(
        "other_sector", ("SBC",), "the main industry belongs to another sector than the application's", _fails("SBC8")
    ),
    Fault(
        "monday_weeks",
        ("SLS",),
        "two Monday-to-Sunday weeks only (17-23 Oct against one in September): 15 and 16 Oct are not there",
        _fails("SLS1", "SLS2", "SLS13"),
        "R07",
    ),
    Fault(
        "other_month",
        ("SLS",),
        "the normal week is taken from August 2022; September is not in the table",
        _fails("SLS2", "SLS13"),
        "R07",
    ),
    Fault("monthly_totals_only", ("SLS",), "one line a month, no days", _fails("SLS1", "SLS2", "SLS13"), "R06"),
    Fault(
        "cropped",
        ("SBC", "SLS", "SUS"),
        "part of the picture is cut away: the head of the paper",
        _fails("G2"),
        "R02",
        forms=(SCREEN, PHOTO, SCAN),
    ),
    Fault("no_period", ("SLS",), "no query period, and days without a year", _fails("SLS5"), "R09"),
    Fault("period_differs", ("SLS",), "the printed query period ends before the days it shows", _fails("SLS5"), "R09"),
    Fault(
        "sum_wrong", ("SLS",), "the printed total is higher than the sum of the days", _fails("SLS6") | _UNSURE, "R10"
    ),
    Fault("refunds_kept", ("SLS",), "cancelled sales were not taken off the amounts that count", _fails("SLS6"), "R10"),
    Fault(
        "same_file_in_two_claims",
        ("SLS",),
        "the very same bytes as a paper of the claim before (X5); it names the other business",
        _fails("G3", "SLS4", "SLS13", "SLS8"),
        "R05",
    ),
    Fault(
        "affiliate_service",
        ("SUS",),
        "the screen belongs to a sister company's service although the application names one of Kakao's own",
        _fails("SUS2"),
    ),
    Fault("after_outage_only", ("SUS",), "every date on the screen is after 21 Oct 2022", _fails("SUS4"), "R11"),
    Fault(
        "other_channel_owner",
        ("SUS",),
        "channel or account stands in another business's name",
        _fails("SUS3", "G3"),
        "R12",
    ),
    Fault(
        "other_holder",
        ("BNK",),
        "the account holder is neither the business nor its representative",
        _fails("BNK1", "G3"),
        "R14",
        blocking=False,
    ),
    Fault(
        "account_differs",
        ("BNK",),
        "two digits of the account are swapped against the application",
        _fails("BNK3"),
        "R15",
        blocking=False,
    ),
    Fault(
        "holder_of_other_form",
        ("BNK",),
        "a sole trader's account in the trade name, or a company's in its representative's name",
        reason="R14",
        blocking=False,
    ),
    Fault("unsigned", ("CNS",), "consent boxes ticked, no signature", _fails("CNS2"), "R17"),
    Fault("words_differ", ("APP",), "the loss in words is another than in figures", _fails("APP3") | _UNSURE),
    Fault("service_left_out", ("APP",), "no service is named, only the time", _fails("APP4"), "R13"),
    Fault("other_number", ("APP",), "the numbers of another application", _fails("APP2")),
    Fault("opened_late", ("BRC",), "the business opened after the outage", _fails("BRC4"), "R13"),
    Fault(
        "other_type_number",
        ("BRC",),
        "a valid number of the other kind: a company's for a sole trader, or the reverse",
        _fails("BRC11", "G3"),
        "R05",
    ),
    Fault(
        "edited", ("SBC", "SLS"), "a PDF whose properties name a program for changing pictures", _UNSURE, forms=(PDF,)
    ),
    Fault("rrn_visible", ("BRC", "APP", "PRX"), "a whole resident registration number can be read", _fails("G6")),
    Fault(
        "blurred",
        ("SBC", "SLS", "SUS", "BNK"),
        "photographed out of focus, nothing can be read",
        reason="R01",
        forms=(PHOTO,),
        unreadable=True,
    ),
    Fault(
        "password_pdf",
        ("SBC", "SLS"),
        "a PDF that opens only with a password (values.password)",
        reason="R01",
        forms=(PDF,),
        unreadable=True,
    ),
    Fault(
        "damaged_file",
        ("SBC", "SLS", "SUS"),
        "the upload broke off: the first third of the file, then zeros",
        reason="R01",
        forms=(PDF, *_JPEGS),
        unreadable=True,
    ),
    Fault(
        "wrong_extension",
        ("SBC", "SLS", "SUS", "BNK"),
        "a JPEG named .pdf, or a PDF or PNG named .jpg; otherwise in order",
        forms=(PDF, *_JPEGS, SCREEN),
    ),
    Fault("missing_sbc", ("SBC",), "no SBC in the folder", reason="R03", missing=True),
    Fault("missing_sls", ("SLS",), "no SLS in the folder", reason="R06", missing=True),
    Fault("missing_sus", ("SUS",), "no SUS in the folder", reason="R11", missing=True),
    Fault("missing_bnk", ("BNK",), "no BNK in the folder", reason="R15", blocking=False, missing=True),
)
BY_CODE: Mapping[str, Fault] = {fault.code: fault for fault in FAULTS}

# What a cut-off head leaves unseen, by kind.
CROPPED_AWAY: Mapping[str, Mapping[str, str]] = {
    "SBC": {"SBC2": "UNCLEAR", "SBC3": "FAIL"},
    "SLS": {"SLS4": "FAIL", "SLS5": "FAIL", "G3": "UNCLEAR"},
    "SUS": {"SUS1": "UNCLEAR", "SUS3": "UNCLEAR", "SUS10": "FAIL", "G3": "UNCLEAR"},
}


def places_of(codes: Sequence[str], kinds: Collection[str]) -> list[tuple[str, ...]]:
    """Every way to put these faults on papers of these kinds, one fault a kind; none where they do not fit together."""
    choices = ([kind for kind in BY_CODE[code].kinds if kind in kinds] for code in codes)
    return [chosen for chosen in product(*choices) if len(set(chosen)) == len(chosen)]
