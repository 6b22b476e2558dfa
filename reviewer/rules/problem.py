"""Everything that can go wrong that a reviewer can act on."""

from collections.abc import Mapping

CODES = frozenset(
    {
        "AccountMissing",
        "ActNotAllowed",
        "ActUnknown",
        "AlreadyDecided",
        "AmountDiffers",
        "BadActBody",
        "CalendarUnknown",
        "CaseClosed",
        "CaseFileDamaged",
        "CaseFileExists",
        "CaseFileInUse",
        "CaseFileLocked",
        "CaseFileMissing",
        "CaseFileTooNew",
        "ChainForked",
        "ClaimChangedMeanwhile",
        "ClaimOnHold",
        "ClaimUnknown",
        "CloudFolder",
        "DecisionIncomplete",
        "DeliveryUnreadable",
        "DiskFull",
        "DocumentUnreadable",
        "DocumentsMissing",
        "DocumentsOfAnotherCase",
        "ErasureUnfinished",
        "FileExists",
        "FileHeld",
        "FileUnusable",
        "FolderReadOnly",
        "GlyphMissing",
        "InterestTouches",
        "KeyFileDamaged",
        "KeyHasOtherPassphrase",
        "KeyLocked",
        "KeyMapUnreadable",
        "LetterDiffers",
        "LetterStopped",
        "LettersApart",
        "MapInvalid",
        "NameTooLong",
        "NetworkFolder",
        "NoDisplay",
        "NoQuorumPossible",
        "NoRoomToOpen",
        "CertificateUnusable",
        "ListPassphraseMissing",
        "NotACaseFile",
        "NotMadeHere",
        "NotTheLetter",
        "NotYourRole",
        "NoticeTooShort",
        "OurMistake",
        "PaymentResultsInvalid",
        "PlanInvalid",
        "ProofMissing",
        "Recused",
        "RecoveryMistyped",
        "RosterInvalid",
        "RulesNotAdopted",
        "SamePerson",
        "SealCodeMistyped",
        "StageForbids",
        "TwinPaid",
        "ViewOfAnother",
        "WordingInvalid",
        "WrongPassphrase",
        "WrongUsage",
    }
)
"""Every code a `Problem` may carry; its words stand in resources/i18n/problems.*.toml."""


class Problem(Exception):
    """Something a reviewer can act on: a code of `CODES` and the facts its words need."""

    def __init__(self, code: str, **facts: object) -> None:
        """Raise ValueError when the code is not a known one: unknown codes would have no words."""
        if code not in CODES:
            raise ValueError(f"unknown problem code {code}")
        super().__init__(code, facts)
        self.code = code
        self.facts: Mapping[str, object] = facts

    def __str__(self) -> str:
        """Code and facts, for logs and tests; people read the words in resources/i18n."""
        inside = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({inside})"
