"""Gives papers of a sample an invented text, as if they had been read: a search looks through them, too."""

import random
from pathlib import Path

from reviewer.casefile import readings
from reviewer.casefile.case_file import open_case
from reviewer.desk.reading_papers import VERSION
from reviewer.rules.reading import Reading, Word

MOST, LETTERS = 5_000, 1_500
"""So many papers at most, and about a page and a half of a list of sales in each."""
HEADS = (
    "카드매출 내역",
    "현금영수증 매출",
    "사업자등록번호",
    "조회기간",
    "신용카드 매출자료 조회",
    "부가가치세 과세표준증명",
)
ITEMS = ("승인", "승인 취소", "카드매출", "현금영수증", "배달의민족 정산", "계좌 입금", "주문", "예약금", "합계")


def fill(case: Path) -> int:
    """Keep a text for each paper, with the name and place of its claim and rows of sales; returns for how many."""
    rng = random.Random(1)
    with open_case(case) as case_file:
        papers = case_file.reader().execute(
            "SELECT p.document, min(p.kind), c.trade_name, c.address, c.brn FROM papers p "
            "JOIN claims c ON c.claim = p.claim GROUP BY p.document LIMIT ?",
            (MOST,),
        )
        rows = papers.fetchall()
        with case_file.writing() as writing:
            for document, kind, *facts in rows:
                text = [rng.choice(HEADS), *map(str, facts)]
                while sum(map(len, text)) < LETTERS:
                    text.append(f"2022-{rng.randrange(8, 11):02d}-{rng.randrange(1, 29):02d} {rng.choice(ITEMS)} "
                                f"{rng.randrange(1_000, 900_000):,}")  # fmt: skip
                words = tuple(Word(word, 1, (0, 0, 1, 1)) for word in " ".join(text).split())
                readings.keep(writing, readings.READ, Reading(document, kind, "TEXT", words, ()), VERSION)
    return len(rows)
