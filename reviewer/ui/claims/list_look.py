"""How a list of claims is looked at: what narrows it, how it is sorted, its columns; as one text that can be kept."""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from reviewer.ui.claim_columns import COLUMNS, PLACE, USUAL

USUAL_COLUMNS = tuple((column.name, 0) for column in COLUMNS[:USUAL])


@dataclasses.dataclass(frozen=True)
class ListLook:
    """`columns` are names with their widths at 100 % text, 0 for the usual one; `conditions` are by field."""

    words: str = ""
    routes: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    mine: bool = False
    conditions: Mapping[str, str] = dataclasses.field(default_factory=dict)
    sort: str = "claim"
    descending: bool = False
    columns: tuple[tuple[str, int], ...] = USUAL_COLUMNS

    @property
    def narrows(self) -> bool:
        """Whether it leaves out any claim."""
        return bool(self.words.strip() or self.routes or self.stages or self.mine or self.conditions)

    def filter_for(self, person: str, *, composing: bool = False, composed: str = "") -> Any:
        """The filter of the case file; "mine" is whoever looks.

        `composing`, or the condition `composed`, ends in a syllable still being typed.
        """
        from reviewer.casefile.claims import Filter

        return Filter(
            words=self.words,
            route=self.routes,
            stage=self.stages,
            lead=person if self.mine else "",
            columns=self.conditions,
            composing=composing,
            composed=composed,
            texts=bool(self.words.strip()),
            person=person,
        )

    def content(self, **more: object) -> str:
        """The text of a saved view (docs/decisions/0028); `more` stands beside it."""
        from reviewer.casefile.queries import query_text

        kept = {
            "query": json.loads(query_text(self.filter_for(""))),
            "mine": self.mine,
            "sort": self.sort,
            "descending": self.descending,
            "columns": [list(one) for one in self.columns],
            **more,
        }
        return json.dumps(kept, ensure_ascii=False)


def read_look(content: str) -> tuple[ListLook, dict[str, Any]]:
    """The look a text stands for and all that stands in it; the usual one for a text that cannot be read.

    A column this program does not know is left out.
    """
    from reviewer.casefile.queries import read_query
    from reviewer.rules.problem import Problem

    try:
        plain: dict[str, Any] = json.loads(content)
        query = read_query(json.dumps(plain.get("query", {})))
        columns = tuple((str(name), int(width)) for name, width in plain.get("columns", ()) if name in PLACE)
    except (ValueError, TypeError, AttributeError, Problem):
        return ListLook(), {}
    sort = str(plain.get("sort", "claim"))
    known = {column.field for column in COLUMNS}
    return (
        ListLook(
            query.words, query.route, query.stage, bool(plain.get("mine")), dict(query.columns),
            sort if sort in known else "claim", bool(plain.get("descending")), columns or USUAL_COLUMNS,
        ),
        plain,
    )  # fmt: skip
