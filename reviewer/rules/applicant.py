"""The facts of a claim as its claimant gave them: who, where, which service, which loss."""

import dataclasses
import datetime as dt
from collections.abc import Mapping


@dataclasses.dataclass(frozen=True)
class Applicant:
    """One accepted row of a delivery; personal data, so never part of a journal entry. Amounts in won."""

    claim: str
    report_number: str = ""
    received_on: dt.date | None = None
    reporter_type: str = ""  # USER, MICRO, LARGER, or empty when the delivery does not say
    trade_name: str = ""
    representative: str = ""
    latin_name: str = ""
    brn: str = ""
    corporate_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    sector: str = ""
    services: tuple[str, ...] = ()
    paid: str = ""  # PAID, FREE or empty
    claimed_loss: int | None = None
    story: str = ""
    bank: str = ""
    account: str = ""
    account_holder: str = ""
    assisted_by: str = ""
    litigation: str = ""
    extra: Mapping[str, str] = dataclasses.field(default_factory=dict)  # columns the program has no field for

    @property
    def is_company(self) -> bool:
        """Whether the middle digits of the registration number are those of a company (domain.md 3.2)."""
        return self.brn[3:5] in ("81", "82", "83", "84", "85", "86", "87", "88", "89")
