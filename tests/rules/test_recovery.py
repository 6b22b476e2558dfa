"""The lines of a recovery sheet find every slip and name its line."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules.problem import Problem
from reviewer.rules.recovery import LINES, SEALED, line_is_right, lines_of, sealed_of
from reviewer.rules.typed_code import ALPHABET

SECRET = bytes(range(SEALED))


@given(st.binary(min_size=SEALED, max_size=SEALED))
def test_what_is_printed_is_what_is_read(sealed: bytes) -> None:
    lines = lines_of(sealed)
    assert len(lines) == LINES == 6
    assert sealed_of("\n".join(lines)) == sealed


def test_people_type_it_their_own_way() -> None:
    lines = lines_of(SECRET)
    bare = ["".join(line.split()[1:]) for line in lines]
    assert sealed_of("\n".join(bare)) == SECRET
    assert sealed_of("\n\n".join(line.lower().replace("0", "o").replace("1", "l") for line in bare)) == SECRET
    assert sealed_of("\r\n".join(f"{n}) {line[:6]}-{line[6:]}" for n, line in enumerate(bare, 1))) == SECRET
    wide = "".join(chr(ord(one) + 0xFEE0) for one in bare[0])
    assert sealed_of("\n".join([wide, *bare[1:]])) == SECRET


def test_every_single_slip_and_every_exchange_is_told_by_its_line() -> None:
    lines = lines_of(SECRET)
    for number, line in enumerate(lines, 1):
        letters = "".join(line.split()[1:])
        slips = {letters[:at] + other + letters[at + 1 :] for at in range(len(letters)) for other in ALPHABET}
        for one in range(len(letters)):
            for two in range(one + 1, len(letters)):
                changed = list(letters)
                changed[one], changed[two] = changed[two], changed[one]
                slips.add("".join(changed))
        slips.discard(letters)
        assert not any(line_is_right(number, slip) for slip in slips)
        for slip in sorted(slips)[:20]:
            typed = [slip if n == number else other for n, other in enumerate(lines, 1)]
            with pytest.raises(Problem) as found:
                sealed_of("\n".join(typed))
            assert (found.value.code, found.value.facts["lines"]) == ("RecoveryMistyped", str(number))


def test_lines_that_changed_places_are_told() -> None:
    lines = list(lines_of(os.urandom(SEALED)))
    lines[1], lines[4] = lines[4], lines[1]
    with pytest.raises(Problem) as found:
        sealed_of("\n".join(lines))
    assert found.value.facts["lines"] == "2, 5"


@pytest.mark.parametrize(("kept", "told"), [(4, "5, 6"), (0, "1, 2, 3, 4, 5, 6")])
def test_missing_lines_are_told(kept: int, told: str) -> None:
    with pytest.raises(Problem) as found:
        sealed_of("\n".join(lines_of(SECRET)[:kept]))
    assert found.value.facts["lines"] == told


def test_a_line_too_many_is_told() -> None:
    with pytest.raises(Problem) as found:
        sealed_of("\n".join([*lines_of(SECRET), "1. ABC"]))
    assert found.value.facts["lines"] == "7"


def test_lines_of_two_sheets_are_not_taken_for_one() -> None:
    first, second = lines_of(SECRET), lines_of(bytes(SEALED))
    with pytest.raises(Problem) as found:
        sealed_of("\n".join([*first[:3], *second[3:]]))
    assert found.value.facts["lines"] == "1-6"
