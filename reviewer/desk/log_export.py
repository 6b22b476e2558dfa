"""Exporting the decision log (domain.md 6.2) with a manifest beside it, and telling whether a log is as it was."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from reviewer.casefile import claims as claim_rows
from reviewer.casefile import journal, queries, registers, sealing, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.check_chains import entry_holds
from reviewer.casefile.closed_lists import require_known
from reviewer.casefile.connections import snapshot
from reviewer.casefile.decision_rows import decision_count, decision_rows
from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import moment, new_uid
from reviewer.casefile.keys import Signer
from reviewer.casefile.standing import member_names
from reviewer.desk.wording import word_for
from reviewer.letters import decision_log
from reviewer.letters.whole_file import sha256_of, sha256_so_far, whole_file
from reviewer.rules.calendar import KOREA
from reviewer.rules.korean import fill
from reviewer.rules.log_row import LOG_SCHEMA_VERSION

Report = Callable[[int, int], None]
_EVERY = 256


@dataclasses.dataclass(frozen=True)
class Wanted:
    """Which decisions: between two Korean days, both included, and of which claims; in full only with a reason."""

    since: dt.date | None = None
    until: dt.date | None = None
    claims: claim_rows.Filter | None = None
    unmasked: bool = False
    reason: str = ""

    @property
    def query(self) -> str:
        """The claims as one canonical text, "" for all."""
        told = "{}" if self.claims is None else queries.query_text(self.claims)
        return "" if told == "{}" else told


def manifest_of(path: Path) -> Path:
    """Where the manifest of a log lies."""
    return path.with_name(f"{path.name}.manifest.json")


def export_log(
    case_file: CaseFile,
    signer: Signer,
    path: Path,
    wanted: Wanted | None = None,
    *,
    now: dt.datetime,
    progress: Report | None = None,
    stood: CaseFile | None = None,
) -> dict[str, Any]:
    """Write the decision log in the format of the file's ending and its manifest, and record the export.

    Everything is read from one moment of the case. Both files take their place once the entry that names them is
    recorded; until then whatever stood there stands. `progress` hears how many decisions were read, of how many; what
    it raises leaves nothing behind. `stood` is the case at an earlier moment, where the log is to be of that one.
    """
    wanted, form = wanted or Wanted(), path.suffix[1:].lower()
    if form not in decision_log.WRITERS:
        raise ValueError(f"{path.name}: the log is .csv, .xlsx or .jsonl")
    if wanted.unmasked and not wanted.reason.strip():
        raise ValueError("an unmasked log needs a reason")
    told: dict[str, Any] = {
        "what": "DECISION_LOG", "file": path.name, "format": form, "export_id": new_uid(now),
        "made_at": moment(now), "by": signer.member, "masked": not wanted.unmasked, "reason": wanted.reason,
        "since": wanted.since and wanted.since.isoformat(), "until": wanted.until and wanted.until.isoformat(),
        "as_of": getattr(stood, "at", None), "case_uid": case_file.uid, "is_sample": case_file.is_sample,
        "schema_version": LOG_SCHEMA_VERSION,
    }  # fmt: skip
    with whole_file(path) as log, whole_file(manifest_of(path)) as beside:
        with snapshot((stood or case_file).reader()) as conn:
            told |= _write(conn, log, wanted, told, progress)
        written = _manifest(told, wanted)
        beside.write(written)
        body = {name: told[name] for name in ("what", "format", "count", "sha256", "export_id")}
        body |= {"masked": "NO" if wanted.unmasked else "YES", "manifest": hashlib.sha256(written).hexdigest()}
        body |= {name: text for name, text in (("reason", wanted.reason), ("query", wanted.query)) if text.strip()}
        journal.append(case_file, signer, "export", "case", body, made_at=now)
    return {"file": str(path), "rows": told["count"], "sha256": told["sha256"], "manifest": str(manifest_of(path))}


def _write(
    conn: Connection, log: Any, wanted: Wanted, told: Mapping[str, Any], progress: Report | None
) -> dict[str, Any]:
    """Write the lines; what the manifest says of them and of the moment they are read from."""
    form = told["format"]
    require_known(conn, wanted.claims.where if wanted.claims is not None else {})
    names = decision_log.columns(form, unmasked=wanted.unmasked)
    chosen = None if wanted.claims is None else frozenset(claim_rows.order(conn, wanted.claims))
    rows = decision_rows(
        conn, names, since=wanted.since, until=wanted.until, claims=chosen, tick=_ticks(decision_count(conn), progress)
    )
    exported = ([told["export_id"], *row[1:]] for row in rows)
    count = decision_log.WRITERS[form](log, names, exported)
    return {
        "count": count,
        "sha256": sha256_so_far(log),
        "columns": list(names),
        "rules_version": standing.read_case(conn).rules_version,
        "heads": sealing.chain_heads(conn),
    }


def _ticks(total: int, progress: Report | None) -> Callable[[], None]:
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        if progress is not None and (done % _EVERY == 1 or done == total):
            progress(done, total)

    return tick


def _manifest(told: Mapping[str, Any], wanted: Wanted) -> bytes:
    """What lies beside the log. What somebody searched for may name a person; beside a masked log it is left out."""
    query = json.loads(wanted.query or "{}")
    if not wanted.unmasked:
        query |= {"words": "*"} if "words" in query else {}
        query |= {name: dict.fromkeys(query[name], "*") for name in ("where", "columns") if name in query}
    return json.dumps({**told, "claims": query or None}, ensure_ascii=False, indent=1).encode() + b"\n"


def compare_log(case_file: CaseFile, path: Path) -> dict[str, Any]:
    """Whether a log is as this case exported it, and whether the manifest beside it is too.

    `outcome` is `as_exported`, `changed` (the manifest is known, the log differs) or `unknown`; `manifest` is
    `as_exported`, `changed` or `missing`; `journal` says whether the entries that the manifest names still stand.
    """
    conn, beside = case_file.reader(), manifest_of(path)
    digest, told = sha256_of(path), beside.read_bytes() if beside.is_file() else b""
    told_digest = hashlib.sha256(told).hexdigest() if told else ""
    logs = [one for one in registers.acts_of_case(conn, ("export",)) if one.body["what"] == "DECISION_LOG"]
    by_log = [one for one in logs if one.body.get("sha256") == digest]
    by_manifest = [one for one in logs if told and one.body.get("manifest") == told_digest]
    entry = next(iter([one for one in by_log if one in by_manifest] or by_log or by_manifest), None)
    if entry is None or not entry_holds(conn, entry.uid):
        return {"outcome": "unknown", "file": str(path), "sha256": digest}
    is_told = entry in by_manifest
    return {
        "outcome": "as_exported" if entry in by_log else "changed",
        "file": str(path),
        "sha256": digest,
        "manifest": "as_exported" if is_told else "changed" if told else "missing",
        "journal": sealing.stand(conn, json.loads(told)["heads"]) if is_told else None,
        "exported_at": entry.made_at,
        "by": entry.author,
        "rows": entry.body["count"],
        "masked": entry.body["masked"] == "YES",
        "entry": entry.uid,
    }


def compared_in_words(case_file: CaseFile, found: Mapping[str, Any], lang: str) -> str:
    """The answer of `compare_log` in a sentence or two."""
    if found["outcome"] == "unknown":
        return word_for("log", "unknown", lang)
    names, made = member_names(case_file.reader()), dt.datetime.fromisoformat(found["exported_at"])
    values = {
        "by": names.get(found["by"]) or found["by"],
        "moment": f"{made.astimezone(KOREA):%Y-%m-%d %H:%M}",
        "rows": f"{found['rows']:,}",
        "masked": word_for("log", "masked" if found["masked"] else "unmasked", lang),
    }
    beside = "journal_broken" if found["journal"] is False else f"manifest_{found['manifest']}"
    return f"{fill(word_for('log', found['outcome'], lang), values, lang)} {word_for('log', beside, lang)}"
