"""Makes the sample folder: a delivery, a case made from it by intake, and decided claims with their letters."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reviewer import RESOURCES
from reviewer.casefile import claims as claim_rows
from reviewer.casefile import keys, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.desk import issuing, paying, receiving
from reviewer.desk.founding import found_case
from reviewer.desk.log_export import export_log
from reviewer.sample.council import SampleCouncil, Sent, Truth
from reviewer.sample.delivery import make_delivery
from reviewer.sample.seats import REVIEWERS, SECRETARY, STAFF, roster
from reviewer.sample.second_delivery import send_papers

Progress = Callable[[int, int], None]


def make_demo(folder: Path, *, claims: int, seed: int, review: int, progress: Progress | None = None) -> dict[str, Any]:
    """Write the sample into `folder` (truth.jsonl, delivery/, keys/, demo.casedb) and say what it holds.

    The same seed gives the same delivery. With `review`, that many claims are decided through two people and a
    meeting, and their letters and the decision log are written beside the case.
    """
    tell = progress or (lambda done, total: None)
    delivered = folder / "delivery"
    made = make_delivery(delivered, claims, seed, tell)
    truth = _beside(made.truth, folder)
    claims_truth = made.claims_truth.replace(folder / "claims_truth.jsonl")
    signers = {who: keys.make_key(folder / "keys", who, None) for who in (SECRETARY, STAFF, *REVIEWERS)}
    case_file = found_case(
        folder / "demo.casedb",
        founder=signers[SECRETARY],
        roster=roster({who: signer.public_key for who, signer in signers.items()}),
        name="1015 피해지원 (견본)",
        controller="주식회사 카카오 (견본)",
        legal_ground="정보주체의 동의 (견본)",
        passphrase=None,
        is_sample=True,
        now=dt.datetime(2023, 1, 27, 1, tzinfo=dt.UTC),
    )
    with case_file:
        report = receiving.take_in(
            case_file,
            signers[SECRETARY],
            [delivered],
            mapping=None,
            now=dt.datetime(2023, 6, 30, 8, tzinfo=dt.UTC),
            progress=tell,
        )
        told = {
            "case": str(case_file.path),
            "delivery": str(delivered),
            "truth": str(truth),
            "rows": report.rows,
            "accepted": report.accepted,
            "refused": report.refused,
            "documents": report.documents,
        }
        if review:
            council = SampleCouncil(case_file, signers, _truths(truth, claims_truth), seed)
            council.found_the_rules()
            post = _Post(case_file, signers, folder, truth, claims, seed)
            kept = _kept_for_later(claims_truth)
            council.decide(_candidates(case_file, claims_truth, kept), review, post.send, tell)
            told |= _answer(case_file, signers, folder, council) | {"decided": council.decided}
            council.leave_work(kept)
    return told


def _beside(truth: Path, folder: Path) -> Path:
    """Move the truth out of the delivery, where intake would not know what to do with it; paths stay right."""
    target = folder / "truth.jsonl"
    with target.open("w", encoding="utf-8", newline="\n") as out:
        for line in _lines(truth):
            line["path"] = f"{truth.parent.name}/{line['path']}"
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    truth.unlink()
    return target


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _truths(papers: Path, claims: Path) -> dict[str, Truth]:
    answers: dict[str, dict[str, Mapping[str, str]]] = {}
    for line in _lines(papers):
        answers.setdefault(line["claim"], {})[line["sha256"]] = line["expected"]
    return {
        line["claim"]: Truth(
            line["expected_disposition"], line["normal_week_from"], line["daily"], answers.get(line["claim"], {})
        )
        for line in _lines(claims)
    }


class _Post:
    """Stands for the claimants: sends papers in order for those who were asked, as a second delivery."""

    def __init__(
        self, case_file: CaseFile, signers: Mapping[str, keys.Signer], folder: Path, truth: Path, claims: int, seed: int
    ) -> None:
        self._case_file, self._signers, self._folder, self._truth = case_file, signers, folder, truth
        self._claims, self._seed = claims, seed

    def send(self, asked: Sequence[str], at: dt.datetime) -> dict[str, list[Sent]]:
        """Send the letters that ask; what came for each claim is taken in and waits, and its truth joins the rest."""
        issuing.issue_letters(self._case_file, self._signers[SECRETARY], self._folder / "letters", now=at)
        if not asked:
            return {}
        delivered = self._folder / "delivery-2"
        lines = send_papers(delivered, self._claims, self._seed, asked)
        receiving.take_in(self._case_file, self._signers[STAFF], [delivered], mapping=None, now=at)
        came: dict[str, list[Sent]] = {}
        with self._truth.open("a", encoding="utf-8", newline="\n") as out:
            for line in lines:
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
                came.setdefault(line["claim"], []).append(Sent(line["sha256"], line["kind"], line["expected"]))
        return came


def _kept_for_later(claims_truth: Path) -> list[str]:
    """Applications in good order that are left unfinished, so that the window has work to show."""
    good = [
        line["claim"]
        for line in _lines(claims_truth)
        if line["expected_disposition"] in ("APPROVED_FULL", "APPROVED_PARTIAL", "CONVERTED_FIXED")
    ]
    return good[len(good) - min(5, len(good) // 2) :]


def _candidates(case_file: CaseFile, claims_truth: Path, kept: Sequence[str]) -> Iterator[str]:
    """Full applications first, then reports that went to individual review without papers."""
    conn = case_file.writer
    known = set(kept)
    for line in _lines(claims_truth):
        if line["claim"] in known:
            continue
        known.add(line["claim"])
        claim = standing.read_claim(conn, line["claim"])
        if claim.stage.value == "ROUTED" and (claim.is_fixed or claim.route == "INDIVIDUAL"):
            yield line["claim"]
    for number in claim_rows.routed(conn, "INDIVIDUAL"):
        if number not in known:
            yield number


def _answer(
    case_file: CaseFile, signers: Mapping[str, keys.Signer], folder: Path, council: SampleCouncil
) -> dict[str, Any]:
    """Issue the letters after the outbox hour, list the payments, write the decision log."""
    secretary = signers[SECRETARY]
    later = council.at + dt.timedelta(hours=3)
    issued = issuing.issue_letters(case_file, secretary, folder / "letters", now=later, merged=True)
    paid = paying.list_payments(
        case_file, secretary, folder / "payments.xlsx", "sample", batch="2023-08", now=later + dt.timedelta(hours=1)
    )
    logged = {
        ending: export_log(case_file, secretary, folder / f"decision-log.{ending}", now=later + dt.timedelta(hours=2))[
            "rows"
        ]
        for ending in ("csv", "xlsx", "jsonl")
    }
    (folder / "README.txt").write_text((RESOURCES / "i18n" / "demo.txt").read_text("utf-8"), encoding="utf-8")
    return {
        "letters": issued.letters,
        "letters_stopped": issued.stopped,
        "payments": paid["claims"],
        "log_rows": logged["jsonl"],
    }
