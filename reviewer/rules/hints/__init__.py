"""What the machine noticed in the papers: evidence beside a check, never its answer."""

from reviewer.rules.hints.claim import claim_hints
from reviewer.rules.hints.hint import FULL, NO_DATA, NONE, PARTIAL, ClaimHints, Hint, PaperFacts
from reviewer.rules.hints.paper import paper_hints

__all__ = ["FULL", "NONE", "NO_DATA", "PARTIAL", "ClaimHints", "Hint", "PaperFacts", "claim_hints", "paper_hints"]
