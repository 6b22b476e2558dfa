"""Gives every paper of a sample an invented text, as if all had been read: a search looks through them, too."""

import random
from pathlib import Path

from reviewer.casefile import readings
from reviewer.casefile.case_file import open_case
from reviewer.desk.reading_papers import VERSION
from reviewer.rules.reading import Reading, Word

LETTERS = 1_500
"""About a page and a half of a list of sales."""
KEY_WORDS = (
    "카드매출 내역",
    "현금영수증",
    "사업자등록번호",
    "승인 취소",
    "조회기간",
    "합계",
    "배달의민족",
    "입금",
    "정산",
)


def fill(case: Path) -> int:
    """Keep a text of names, places, amounts and such words for each paper; returns how many papers there are."""
    rng = random.Random(1)
    with open_case(case) as case_file:
        conn = case_file.reader()
        names = [str(row[0]) for row in conn.execute("SELECT trade_name FROM claims WHERE trade_name <> '' LIMIT 5000")]
        places = [str(row[0]) for row in conn.execute("SELECT address FROM claims WHERE address <> '' LIMIT 5000")]
        papers = conn.execute("SELECT document, min(kind) FROM papers GROUP BY document").fetchall()
        with case_file.writing() as writing:
            for document, kind in papers:
                words, long = list[Word](), 0
                while long < LETTERS:
                    said = rng.choice((rng.choice(names), rng.choice(places), rng.choice(KEY_WORDS),
                                       f"{rng.randrange(1_000, 900_000):,}"))  # fmt: skip
                    words += [Word(word, 1, (0, 0, 1, 1)) for word in said.split()]
                    long += len(said)
                readings.keep(writing, readings.READ, Reading(document, kind, "TEXT", tuple(words), ()), VERSION)
    return len(papers)
