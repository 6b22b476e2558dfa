"""Brings proof files to their claims: by a list that came with them, else by their path."""

from collections.abc import Mapping, Sequence

from reviewer.casefile import intake
from reviewer.casefile.engine import Connection
from reviewer.casefile.intake import PaperRow
from reviewer.desk.proof_paths import (
    Listed,
    claim_of,
    kind_of,
    listed_as,
    manifest_columns,
    manifest_line,
    words_of,
)
from reviewer.desk.sources import ProofFile, Table
from reviewer.documents.delivery import read_table


def read_manifests(tables: Sequence[Table]) -> dict[str, Listed]:
    """What the lists say of each file, by its plain path; DeliveryUnreadable when one cannot be read."""
    found: dict[str, Listed] = {}
    for table in tables:
        with read_table(table.content, table.name) as lines:
            columns = manifest_columns(lines.header)
            for _, cells in lines:
                line = manifest_line(columns, cells) if columns else None
                if line:
                    found[line[0]] = line[1]
    return found


class PaperMatcher:
    """The proof files of one intake, handed out claim by claim; each is given to one delivery only."""

    def __init__(self, files: Sequence[ProofFile], manifest: Mapping[str, Listed]) -> None:
        """`manifest` by plain path."""
        self._waiting = list(files)
        self._listed = {file.path: listed_as(file.path, manifest) for file in files} if manifest else {}
        self._words = {
            file.path: [word for part in words_of(file.path) for word in part]
            + ([told.claim] if (told := self._listed.get(file.path)) else [])
            for file in files
        }
        self._seen: set[tuple[str, str]] = set()
        self.known = 0
        self.unmatched: list[str] = []

    def papers_for_new(self, conn: Connection, delivery: str) -> list[PaperRow]:
        """The papers of claims that this delivery brings; the rest keeps waiting."""
        claims = self._claims(conn, delivery)
        new = {claim for claim in set(claims.values()) if intake.is_new_in(conn, delivery, claim)}
        papers: list[PaperRow] = []
        rest: list[ProofFile] = []
        for file in self._waiting:
            claim, kind = self._read(file, claims)
            if claim not in new:
                rest.append(file)
            elif self._is_first(file, claim):
                papers.append(PaperRow(file.path, file.document, file.bytes, claim, kind, "NEW"))
        self._waiting = rest
        return papers

    def papers_for_known(self, conn: Connection) -> list[PaperRow]:
        """Everything that is left and not known yet: LATER for known claims, UNMATCHED for none."""
        claims = self._claims(conn, "")
        papers: list[PaperRow] = []
        for file in self._waiting:
            claim, kind = self._read(file, claims)
            if not claim:
                self.unmatched.append(file.path)
            if intake.paper_is_known(conn, file.document, claim, file.path):
                self.known += 1 if claim else 0
            elif not claim or self._is_first(file, claim):
                relation = "LATER" if claim else "UNMATCHED"
                papers.append(PaperRow(file.path, file.document, file.bytes, claim, kind, relation))
        self._waiting = []
        return papers

    def _claims(self, conn: Connection, delivery: str) -> dict[str, str]:
        words = {word for file in self._waiting for word in self._words[file.path]}
        return intake.claims_named(conn, sorted(words), delivery) if words else {}

    def _read(self, file: ProofFile, claims: Mapping[str, str]) -> tuple[str, str]:
        told = self._listed.get(file.path)
        if told is not None and told.claim in claims:
            return claims[told.claim], told.kind
        return claim_of(file.path, claims), kind_of(file.path)

    def _is_first(self, file: ProofFile, claim: str) -> bool:
        """The same bytes twice for one claim are one paper."""
        if (file.document, claim) in self._seen:
            self.known += 1
            return False
        self._seen.add((file.document, claim))
        return True
