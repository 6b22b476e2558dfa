"""Simulated quality checks: whoever may look over a drawn decision of the sample finds it in order, or nearly so."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from reviewer.casefile import journal, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.keys import Signer
from reviewer.rules.acts.quality import may_check

FOUND = (
    {"outcome": "FINE", "praise": "수치마다 근거 위치가 표시되어 있어 확인이 쉬움"},
    {"outcome": "REMARKS", "deficiencies": ["Q08"], "note": "평소 주간 선택 이유를 메모로 남기면 좋겠음"},
)


def look_over(
    case_file: CaseFile, signers: Mapping[str, Signer], numbers: Iterable[str], tick: Callable[[], dt.datetime]
) -> None:
    """Check every drawn decision among these claims."""
    roster = standing.read_case(case_file.writer).roster
    for number in numbers:
        claim = standing.read_claim(case_file.writer, number)
        checker = next((one.id for one in roster.values() if may_check(claim, one)), "")
        if checker:
            found = FOUND[sum(map(ord, number)) % len(FOUND)]
            journal.append(case_file, signers[checker], "check_quality", number, found, made_at=tick())
