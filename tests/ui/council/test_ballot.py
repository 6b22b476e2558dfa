"""Giving votes: who may vote how, what is missing, and every step can be taken back."""

from reviewer.ui.meeting.ballot import Ballot

SEATS = ("a", "b", "c", "d")


def test_nobody_has_voted_at_first_but_recusals_and_absences_are_known() -> None:
    ballot = Ballot(SEATS, {"b": "COI1"}, absent=["d"])
    assert ballot.votes == {"b": "RECUSED", "d": "ABSENT"}
    assert ballot.missing() == ("a", "c")


def test_the_first_press_is_for_and_the_next_ones_go_on() -> None:
    ballot = Ballot(SEATS, {}, aside=True)
    seen = []
    for _ in range(6):
        ballot.cycle("a")
        seen.append(ballot.votes["a"])
    assert seen == ["FOR", "AGAINST", "ABSTAIN", "RECUSED", "ABSENT", "FOR"]


def test_a_recused_member_can_only_stay_out_or_be_absent() -> None:
    ballot = Ballot(SEATS, {"b": "COI4"})
    ballot.set("b", "FOR")
    assert ballot.votes["b"] == "RECUSED"
    ballot.cycle("b")
    assert ballot.votes["b"] == "ABSENT"
    ballot.rest_for()
    assert ballot.votes == {"a": "FOR", "b": "ABSENT", "c": "FOR", "d": "FOR"}


def test_nobody_steps_aside_where_no_ground_can_stand() -> None:
    ballot = Ballot(SEATS, {})
    ballot.set("a", "RECUSED")
    assert (ballot.votes, ballot.choices("a")) == ({}, ("FOR", "AGAINST", "ABSTAIN", "ABSENT"))


def test_who_steps_aside_now_says_on_what_ground_and_takes_it_back_with_the_vote() -> None:
    ballot = Ballot(SEATS, {"b": "COI4"}, aside=True)
    ballot.set("a", "RECUSED")
    assert ballot.missing_grounds() == ("a",)
    ballot.state("c", "COI2")  # votes, so states none
    ballot.state("a", "COI2")
    assert (ballot.missing_grounds(), ballot.stated) == ((), {"a": "COI2"})
    ballot.undo()
    assert ballot.missing_grounds() == ("a",)
    ballot.state("a", "COI7")
    ballot.set("a", "FOR")
    assert ballot.stated == {}


def test_an_amount_is_a_vote_and_staying_out_takes_it_back() -> None:
    ballot = Ballot(SEATS, {})
    ballot.set_amount("a", 300_000)
    ballot.set("b", "FOR")
    assert ballot.votes["a"] == "FOR"
    assert ballot.missing_amounts() == ("b",)
    ballot.set("a", "ABSENT")
    assert ballot.amounts == {}


def test_every_step_can_be_taken_back_until_nothing_is_left() -> None:
    ballot = Ballot(SEATS, {})
    ballot.set("a", "FOR")
    ballot.set_amount("b", 5)
    ballot.rest_for()
    for _ in range(3):
        assert ballot.can_undo
        ballot.undo()
    assert (ballot.votes, ballot.amounts, ballot.can_undo) == ({}, {}, False)
    ballot.undo()
    assert ballot.votes == {}


def test_the_same_vote_again_is_no_step() -> None:
    ballot = Ballot(SEATS, {})
    ballot.set("a", "FOR")
    ballot.set("a", "FOR")
    ballot.undo()
    assert ballot.votes == {}


def test_who_came_late_votes_and_what_others_gave_stays() -> None:
    ballot = Ballot(SEATS, {"b": "COI1"}, absent=["b", "d"])
    ballot.set("a", "AGAINST")
    ballot.set_amount("c", 40_000)
    ballot.attend(["c"])
    assert ballot.votes == {"a": "AGAINST", "b": "RECUSED", "c": "ABSENT"}
    assert ballot.amounts == {}
    assert ballot.missing() == ("d",)
    ballot.undo()
    assert ballot.votes == {"a": "AGAINST", "b": "ABSENT", "c": "FOR", "d": "ABSENT"}
