"""The access log on paper or as a table: what one member looked at, or who looked at one claim."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reviewer.casefile import journal, standing
from reviewer.casefile.access_lines import AccessLine, access_lines
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.engine import Connection
from reviewer.casefile.keys import Signer
from reviewer.casefile.standing import member_names
from reviewer.desk.reviewing import korean_day
from reviewer.desk.wording import done_word, word_for
from reviewer.letters.content import Column, Table
from reviewer.letters.plain_list import PlainList, as_csv, render
from reviewer.letters.whole_file import once_recorded
from reviewer.rules.calendar import KOREA
from reviewer.rules.korean import fill
from reviewer.rules.privacy import mask_patterns


@dataclasses.dataclass(frozen=True)
class Asked:
    """Whose accesses, about which claim, between which Korean days (both included), and why the list is needed."""

    member: str = ""
    claim: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    reason: str = ""


def write_access_log(
    case_file: CaseFile, signer: Signer, path: Path, asked: Asked, *, lang: str, now: dt.datetime
) -> dict[str, Any]:
    """Write the list as .pdf or .csv and record that it was printed or exported; raises ClaimUnknown."""
    listed = access_list(case_file.reader(), asked, lang, day=korean_day(now))
    is_printed = path.suffix.lower() == ".pdf"
    data = render(listed) if is_printed else as_csv(listed)
    count = len(listed.table.rows)
    body: dict[str, Any] = {"what": "ACCESS_LOG", "count": count, "sha256": hashlib.sha256(data).hexdigest()}
    body |= {} if is_printed else {"format": "csv", "masked": "YES"}
    body |= {"reason": asked.reason} if asked.reason.strip() else {}
    with once_recorded(path, data):
        journal.append(case_file, signer, "print" if is_printed else "export", "case", body, made_at=now)
    return {"file": str(path), "rows": count, "sha256": body["sha256"]}


def access_list(conn: Connection, asked: Asked, lang: str, *, day: dt.date) -> PlainList:
    """What stands on the list, the earliest access first."""
    case, names = standing.read_case(conn), member_names(conn)
    if asked.claim:
        standing.read_claim(conn, asked.claim)

    def said(code: str, **values: object) -> str:
        return fill(word_for("print", code, lang), values, lang)

    lines = list(_between(access_lines(conn, member=asked.member, claim=asked.claim), asked))
    rows = tuple(
        (
            _time(line),
            names.get(line.author) or line.author,
            f"{case.roster[line.author].computer if line.author in case.roster else ''} {line.key_id[:8]}".strip(),
            done_word(line.act, lang),
            line.claim or "*",
            details(line, lang),
        )
        for line in lines
    )
    texts = [said("seal_case", name=case.name)]
    texts += [said("access_member", member=names.get(asked.member) or asked.member)] if asked.member else []
    texts += [said("access_claim", claim=asked.claim)] if asked.claim else []
    if lines:
        texts.append(said("access_span", count=f"{len(lines):,}", since=_time(lines[0]), until=_time(lines[-1])))
    texts += [said("access_reason", reason=asked.reason)] if asked.reason.strip() else []
    shares = {"when": 0.15, "who": 0.14, "place": 0.13, "what": 0.14, "about": 0.15, "detail": 0.29}
    columns = tuple(Column(said(f"access_{name}"), share) for name, share in shares.items())
    return PlainList(
        said("access_title"), lang, day, (*texts, said("access_kept")), Table(columns, rows), is_sample=case.is_sample
    )


def details(line: AccessLine, lang: str) -> str:
    """What was looked at, in words; personal data in a reason is masked."""
    facts, said = line.facts, []
    if line.act == "read_paper":
        pages = ", ".join(map(str, facts["pages"]))
        word = word_for("access", "pages" if pages else "paper", lang)
        said.append(fill(word, {"document": facts["document"][:12], "pages": pages}, lang))
    for name in ("role", "what", "masked", "form"):
        if name in facts:
            said.append(word_for("access", facts[name], lang))
    if "fields" in facts:
        said.append(", ".join(word_for("access", name, lang) for name in facts["fields"]))
    if "format" in facts:
        said.append(str(facts["format"]))
    if "count" in facts:
        said.append(fill(word_for("access", "claims", lang), {"n": f"{facts['count']:,}"}, lang))
    if "found" in facts:
        said.append(", ".join(facts["found"]))
    if "letter_no" in facts:
        said.append(str(facts["letter_no"]))
    said += [mask_patterns(str(facts[name])) for name in ("reason", "recipient") if facts.get(name)]
    return " · ".join(said)


def _between(lines: Iterator[AccessLine], asked: Asked) -> Iterator[AccessLine]:
    for line in lines:
        day = _made(line).date()
        if (asked.since is None or day >= asked.since) and (asked.until is None or day <= asked.until):
            yield line


def _made(line: AccessLine) -> dt.datetime:
    return dt.datetime.fromisoformat(line.made_at).astimezone(KOREA)


def _time(line: AccessLine) -> str:
    return f"{_made(line):%Y-%m-%d %H:%M}"
