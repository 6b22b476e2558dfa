"""The payment list for the payer: full account numbers in an encrypted workbook."""

import io
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from msoffcrypto.format.ooxml import OOXMLFile

from reviewer.letters.spreadsheet import Sheet, write_book
from reviewer.rules.numbers import digits
from reviewer.rules.problem import Problem

_LEAST = 4_096

_WORDS = (
    ("claim", "접수번호", "Claim number"),
    ("payee", "받는 사람(상호)", "Payee"),
    ("bank", "은행", "Bank"),
    ("account", "계좌번호", "Account number"),
    ("holder", "예금주", "Account holder"),
    ("amount", "지급액(원)", "Amount (won)"),
    ("batch", "지급 회차", "Batch"),
    ("letter_no", "통지문 번호", "Letter"),
    ("", "", ""),
    ("claim, result, date, amount, reason", "지급 결과로 보내 주실 열", "Columns of the results to send back"),
    ("result", "paid(지급) 또는 failed(실패)", "paid or failed"),
    ("reason", "실패한 까닭(실패한 경우)", "why it failed, where it failed"),
)


@dataclass(frozen=True)
class PaymentLine:
    """One payment: the claim, who is paid to which account, and the amount in won."""

    claim: str
    payee: str
    bank: str
    account: str
    holder: str
    amount: int
    batch: str
    letter_no: str


PAYMENT_COLUMNS = tuple(field.name for field in fields(PaymentLine))


def encrypted_list(lines: Sequence[PaymentLine], passphrase: str) -> bytes:
    """The payment list as a workbook that opens only with its own passphrase (AES, as Excel encrypts).

    Raises AccountMissing for a line without a usable account number, and ValueError for an empty list or
    passphrase, a claim named twice, or an amount that is not above zero.
    """
    if not lines or not passphrase:
        raise ValueError("a payment list needs lines and a passphrase")
    if len({line.claim for line in lines}) < len(lines):
        raise ValueError("a claim stands twice in the list")
    for line in lines:
        if len(digits(line.account)) < 8 or "*" in line.account or not line.bank.strip():
            raise Problem("AccountMissing", claim=line.claim)
        if line.amount <= 0:
            raise ValueError(f"{line.claim}: nothing to pay")
    plain = io.BytesIO()
    rows = [astuple(line) for line in lines]
    sheets = (
        Sheet("payments", PAYMENT_COLUMNS, (16, 28, 14, 24, 18, 14, 12, 16), rows),
        Sheet("columns", ("column", "한국어", "English"), (36, 30, 40), _WORDS),
    )
    # Not packed: msoffcrypto 6 writes a container nobody can open for a workbook below 4,096 bytes.
    write_book(plain, sheets, packed=False)
    if len(plain.getvalue()) <= _LEAST:
        raise RuntimeError("the workbook is too small to be encrypted")
    plain.seek(0)
    locked = io.BytesIO()
    OOXMLFile(plain).encrypt(passphrase, locked)
    return locked.getvalue()
