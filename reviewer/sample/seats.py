"""Who sits in the simulated council: invented people with their seats, their names and what they declare."""

from collections.abc import Mapping
from typing import Any

SECRETARY = "SIM-secretary"
STAFF = "SIM-staff"
REVIEWERS = ("SIM-kfme-1", "SIM-ksf-1", "SIM-consumer-1", "SIM-law-1", "SIM-kfme-2", "SIM-kakao-1")
NAMES = {
    SECRETARY: "한지우",
    STAFF: "오다온",
    "SIM-kfme-1": "김가람",
    "SIM-kfme-2": "이나래",
    "SIM-ksf-1": "박도담",
    "SIM-consumer-1": "최라온",
    "SIM-law-1": "정마루",
    "SIM-kakao-1": "강보람",
}
BODIES = {"kfme": "KFME", "ksf": "KSF", "consumer": "CONSUMER", "law": "LAW", "kakao": "KAKAO"}
NOTHING: dict[str, list[str]] = {"regions": [], "numbers": [], "relatives": []}
INTERESTS = {"SIM-kfme-2": {"regions": ["세종"]}, "SIM-law-1": {"relatives": ["임누리"]}}
"""What the invented reviewers declare; the others have nothing to declare."""


def roster(public_keys: Mapping[str, str]) -> list[dict[str, Any]]:
    """The sample roster as `found_case` takes it; every person has a name that nobody bears here."""
    lines = []
    for seat, person in enumerate((SECRETARY, STAFF, *REVIEWERS), start=-1):
        role = {SECRETARY: "SECRETARY", STAFF: "STAFF"}.get(person, "MEMBER")
        body = "KAKAO" if role != "MEMBER" else BODIES[person.split("-")[1]]
        lines.append(
            {
                "id": person,
                "role": role,
                "body": body,
                "seat": max(seat, 0),
                "computer": "ABCDEFGH"[seat + 1],
                "name": NAMES[person],
                "public_keys": [public_keys[person]],
            }
        )
    return lines
