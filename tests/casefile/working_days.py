"""Days of work at random: acts of every kind are tried on a real case, and those that are legal are done."""

import datetime as dt
from collections.abc import Callable, Iterator

from reviewer.rules.claim import Claim
from reviewer.rules.problem import Problem
from tests.casefile.further_moves import (
    challenge,
    council,
    follow,
    hand_over,
    hold,
    link,
    look,
    read,
    reopen,
    take_back,
    take_facts,
    talk,
    whole_road,
    withdraw,
    wording,
)
from tests.casefile.review_moves import (
    answer,
    assess,
    assign,
    assign_many,
    blind,
    check_all,
    check_one,
    fixed_list,
    leave_fixed,
    meeting,
    propose,
    record_sales,
    route,
    route_many,
    second,
    supplement,
)
from tests.casefile.worked_case import Try, WorkedCase

Move = Callable[[WorkedCase, Claim], Iterator[Try]]

MOVES: tuple[Move, ...] = (
    route, route_many, assign, assign, check_all, check_all, check_one, assess, record_sales, propose, propose, second,
    second, meeting, meeting, fixed_list, supplement, answer, answer, hold, take_back, council, look, link, withdraw,
    whole_road, whole_road, whole_road, reopen, read, wording, take_facts, take_facts, talk,
    hand_over, challenge, assign_many, leave_fixed, blind, blind, follow, follow,
)  # fmt: skip


class WorkingDays(WorkedCase):
    """The case, and people who work on it."""

    def work(self, tries: int) -> None:
        """Try so many acts; the journal keeps the legal ones."""
        for _ in range(tries):
            self.room.at += dt.timedelta(hours=self.chance.choice((0, 1, 20)))
            move = self.chance.choice(MOVES)
            claim = self.room.claim(self.chance.choice(self.claims))
            for who, act, subject, body in move(self, claim):
                try:
                    self.room.do(who, act, subject, body)
                    self.done += 1
                except Problem:
                    pass
