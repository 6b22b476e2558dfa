"""The facts of a report, in words."""

from collections.abc import Mapping

from reviewer.ui.wording import tr


def field_words() -> Mapping[str, str]:
    """The facts a column may stand for, in words."""
    return {
        "claim": tr("Claim number"), "report_number": tr("Report number"), "received_on": tr("Received"),
        "reporter_type": tr("Kind of reporter"), "trade_name": tr("Trade name"),
        "representative": tr("Representative"), "latin_name": tr("Name in Latin letters"),
        "brn": tr("Registration number"), "corporate_number": tr("Corporate number"), "address": tr("Address"),
        "phone": tr("Phone"), "email": tr("E-mail"), "sector": tr("Sector"), "services": tr("Services"),
        "paid": tr("Paid or free"), "claimed_loss": tr("Loss claimed"), "story": tr("What happened"),
        "bank": tr("Bank"), "account": tr("Account"), "account_holder": tr("Account holder"),
        "assisted_by": tr("Helped by"), "litigation": tr("Litigation"),
    }  # fmt: skip
