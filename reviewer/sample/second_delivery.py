"""The papers that sample claimants send when they are asked for more evidence: the same kinds, now in order."""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from reviewer.sample.applications import Application, PaperPlan
from reviewer.sample.faults import BY_CODE
from reviewer.sample.papers.press import make_paper
from reviewer.sample.reports import Reports
from reviewer.sample.truth import paper_truth

ANSWER = 9
"""The number of a paper that answers a request, so that its name differs from the first one's."""
FORMS = {
    "SBC": "pdf",
    "BRC": "pdf",
    "SLS": "xlsx",
    "SUS": "png-screenshot",
    "BNK": "jpeg-photo",
    "APP": "pdf",
    "CNS": "pdf",
}


def send_papers(folder: Path, claims: int, seed: int, wanted: Collection[str]) -> list[dict[str, Any]]:
    """Write papers in order for the claims `wanted` into `folder`/proofs; returns their lines of truth.

    `claims` and `seed` are those of the first delivery. The same arguments give the same bytes.
    """
    applications = Reports(claims, seed).applications
    lines = []
    for number in range(applications.total):
        claim = applications.get(number)
        if claim.claim not in wanted:
            continue
        home = folder / "proofs" / claim.claim
        home.mkdir(parents=True)
        for plan in _answers(claim):
            paper = make_paper(applications, claim, plan)
            file = home / f"{plan.kind}_{plan.number}.{paper.extension}"
            file.write_bytes(paper.data)
            path = f"{folder.name}/{file.relative_to(folder).as_posix()}"
            lines.append(json.loads(json.dumps(paper_truth(claim, paper, path, twins=False))))
            assert lines[-1]["sha256"] == hashlib.sha256(paper.data).hexdigest()
    return lines


def _answers(claim: Application) -> Iterator[PaperPlan]:
    """One paper without fault for every kind whose paper was at fault or missing."""
    seen = set()
    for plan in claim.papers:
        if plan.faults and plan.kind in FORMS and plan.kind not in seen:
            seen.add(plan.kind)
            yield replace(plan, number=ANSWER, form=FORMS[plan.kind], faults=(), months="both")
    for fault in claim.faults:
        for kind in BY_CODE[fault].kinds if fault.startswith("missing_") else ():
            if kind in FORMS and kind not in seen:
                seen.add(kind)
                yield PaperPlan(kind, ANSWER, FORMS[kind])
