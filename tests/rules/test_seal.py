"""The short code of a seal: what it is made of, how it may be typed, and which slips it finds."""

import hashlib
import itertools

import pytest

from reviewer.rules.problem import Problem
from reviewer.rules.seal import LENGTH, code_of, in_groups, read_code
from reviewer.rules.typed_code import ALPHABET

HASH = hashlib.sha256(b"a seal").hexdigest()
CODE = code_of(HASH)


def test_a_code_is_four_groups_of_four_and_always_the_same() -> None:
    assert [len(group) for group in CODE.split("-")] == [4, 4, 4, 4]
    assert code_of(HASH) == CODE
    assert code_of(hashlib.sha256(b"another").hexdigest()) != CODE
    assert not set("ILOU") & set(ALPHABET)


def test_a_code_follows_its_description_by_another_way() -> None:
    """As somebody would do it who has only ADR 15: 75 bits of scrypt, then a check over the field of 32."""
    told = hashlib.scrypt(bytes.fromhex(HASH), salt=b"1015 daily seal", n=8192, r=8, p=1, dklen=10)
    bits = "".join(f"{byte:08b}" for byte in told)[:75]
    values = [int(bits[place : place + 5], 2) for place in range(0, 75, 5)]
    powers = [1]
    for _ in range(15):
        doubled = powers[-1] * 2
        powers.append(doubled ^ 0b100101 if doubled > 31 else doubled)

    def times(one: int, other: int) -> int:
        return 0 if 0 in (one, other) else powers_of[(powers_of.index(one) + powers_of.index(other)) % 31]

    powers_of = [1]
    while len(powers_of) < 31:
        doubled = powers_of[-1] * 2
        powers_of.append(doubled ^ 0b100101 if doubled > 31 else doubled)
    check = 0
    for place, value in enumerate(values):
        check ^= times(value, powers[15 - place])
    assert in_groups("".join(ALPHABET[value] for value in (*values, check))) == CODE


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " – "),
        lambda code: f"  {code} \n",
        lambda code: code.replace("0", "o").replace("1", "l"),
        lambda code: "".join(chr(ord(one) + 0xFEE0) for one in code),
    ],
)
def test_a_code_may_be_typed_in_many_ways(change: object) -> None:
    for number in range(8):
        code = code_of(hashlib.sha256(bytes([number])).hexdigest())
        assert read_code(change(code)) == code  # type: ignore[operator]


def test_every_single_slip_and_every_exchange_of_two_characters_is_noticed() -> None:
    letters = CODE.replace("-", "")
    slips = {letters[:place] + other + letters[place + 1 :] for place in range(LENGTH) for other in ALPHABET}
    for one, other in itertools.combinations(range(LENGTH), 2):
        changed = list(letters)
        changed[one], changed[other] = changed[other], changed[one]
        slips.add("".join(changed))
    slips |= {letters[1:], letters + "0", "", "한글"}
    for slip in slips - {letters}:
        with pytest.raises(Problem, match="SealCodeMistyped"):
            read_code(slip)
