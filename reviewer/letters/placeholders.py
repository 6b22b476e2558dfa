"""Every name a wording may use: the values, conditions, lists and tables that letters know."""

from reviewer.rules.reopening import LANE_LETTERS

VALUES = frozenset({
    "account_by", "account_fix_by", "account_last", "account_masked", "address", "already_paid", "alt", "alt_word",
    "appeal_date",
    "appeal_days", "appeal_decide_days", "appeal_where", "applied", "assessed", "award", "award_plain", "band",
    "bank", "calculated", "claim_no", "claimed", "closing_day", "company",
    "contact_name", "council", "date", "doc_no", "docs_until",
    "documents", "documents_accepted", "due", "email", "fax", "fixed_ceiling", "fixed_review_due", "floor_amount",
    "failed_amount", "false_records",
    "holder_masked", "home", "hours", "keeper", "labour", "letter_no", "loss", "loss_reasons", "meeting_date",
    "meeting_no", "name", "new_evidence_until", "normal", "not_accepted", "number", "old_award", "old_date",
    "old_doc_no", "old_outcome", "outage", "outage_from", "outage_to", "outcome",
    "override_reason", "papers", "pay_by", "pay_days", "payer",
    "phone", "profit", "reason", "received_date", "records_until", "ref", "referral_contact", "referral_due", "rent",
    "reopen_until", "representative", "requested_on", "rest_to_pay", "resolution", "resolution_no", "return_account",
    "return_amount", "return_reason", "return_reply_due", "review_outcome", "review_result", "right", "round",
    "round_up_to", "rounded_amount", "rules_date", "rules_meeting", "rules_resolution", "rules_version",
    "safe_due", "service", "share", "title",
    "trade_name", "week_from", "week_to", "withdrawn_on", "wrong", "zip",
})  # fmt: skip
"""Values a line or word may print as {name}; which of them a letter has depends on its kind."""

ALIKE = (
    frozenset({"appeal_days", "appeal_decide_days", "pay_days"}),
    frozenset({"documents", "documents_accepted"}),
    frozenset({"alt", "labour", "profit", "rent", "share"}),
    frozenset({"right", "wrong"}),
    frozenset({
        "already_paid", "assessed", "award", "award_plain", "calculated", "claimed", "failed_amount", "fixed_ceiling",
        "floor_amount",
        "loss", "normal", "not_accepted", "old_award", "outage", "rest_to_pay", "return_amount", "rounded_amount",
    }),
    frozenset({
        "account_by", "account_fix_by", "appeal_date", "closing_day", "date", "docs_until", "due", "fixed_review_due",
        "meeting_date", "new_evidence_until", "old_date", "outage_from", "outage_to", "pay_by", "received_date",
        "records_until", "referral_due", "reopen_until", "requested_on", "return_reply_due", "rules_date", "safe_due",
        "week_from", "week_to", "withdrawn_on",
    }),
)  # fmt: skip
"""Values one of which may stand for the other by mistake, and the letter would look right."""

CONDITIONS = frozenset({
    "account", "appeal", "assessed", "below_loss", "both_languages", "channel_cash", "chosen", "claimed_known",
    "converted", "documents", "facts", "failed_before", "false_record", "floor", "full", "liability", "method_a",
    "method_b", "n06", "n06_alone", "new_records", "no_account", "not_accepted_documents", "on_its_way", "optional",
    "paid_all", "paid_before", "partial", "plus_fixed", "required", "rounded", "rules_adopted", "set_by_council",
})  # fmt: skip
"""What `when` may ask for."""

LISTS = frozenset({"reasons", "notes"})
"""What `each` may repeat a line for; every turn has one {sentence}."""

TABLES = frozenset({"required", "optional"})
"""Tables that stand inside a letter: the records asked for, and those that would help."""

ANNEXES = frozenset({"documents", "calculation"})
"""What may be enclosed."""

SENDER = (
    "contact_name", "phone", "fax", "email", "home", "zip", "address", "appeal_where", "keeper",
)  # fmt: skip
"""Who writes; the council fills these in."""

WORDS = (
    "to", "subject", "reference", "claim_no", "date", "to_person", "to_company", "to_one", "postal", "doc_no",
    "resolution", "applied_on", "applied", "all", "part", "enclosures", "closing", "seal", "secretary", "chair",
    "resolved", "foot_issued", "foot_address", "foot_contact", "annex", "copies", "documents_title",
    "calculation_title", "column_number", "column_document", "column_sent", "column_result", "column_reason",
    "column_item", "column_value", "column_source", "column_why", "column_send", "sent_first", "sent_round",
    "accepted", "not_accepted", "not_looked_at", "no_documents", "see_letter", "any_service", "customer_centre",
    "explanation", "other_services", "normal_week",
    "outage_week", "verified_loss", "profit_rate", "labour_ratio", "rent_ratio", "alt_factor", "share_factor",
    "assessed_amount", "rounded", "floor", "plus_fixed", "offset", "fixed_amount", "calculated_award", "award",
    "source_sales", "source_weeks", "source_formula", "source_formula_b", "source_rules", "source_band",
    "source_resolution", "source_own", "received", "received_in_part", "not_received", "review_change", "review_keep",
)  # fmt: skip
"""Short words and phrases used in heads, feet and tables."""

LATER_WORDS = ("review_outcome",)
"""Words that wordings adopted before they were known may lack; a letter that needs one is held back."""

LETTERS = (
    "APPROVED", "CONVERTED_FIXED", "FIXED", "NOT_APPROVED", "INADMISSIBLE", "REFERRED", "WITHDRAWN", "CORRECTION",
    "REVIEW", "RETURN_REQUEST", "SUPPLEMENT", "RECEIPT", "REMINDER", "EXTENSION", "DELAY", "PAYMENT_FAILED",
)  # fmt: skip
"""Every kind of letter; dispositions first, then kinds of decision, then letters that decide nothing."""

LATER_LETTERS = ("FIXED_STAYS", "REVIEW_EXTENSION", "HEARING", "ACCOUNT_MISSING", *LANE_LETTERS)
"""Letters that wordings adopted before they were known may lack; such a letter is held back."""

MESSAGES = (
    "RECEIPT", "SUPPLEMENT", "REMINDER", "EXTENSION", "DELAY",
)  # fmt: skip
"""Letters whose text message every wording has."""

LATER_MESSAGES = tuple(name for name in (*LETTERS, *LATER_LETTERS) if name not in MESSAGES)
"""Text messages that wordings adopted before they were known may lack; the letter then has none."""
