"""How passwords are hashed, and one rule more for them."""

import re

from django.contrib.auth import hashers
from django.core.exceptions import ValidationError

LEFT = 6  # letters and digits at least that are none of these words
# Whoever knows what this site is would try these first (OWASP ASVS 5.0, 6.1.2).
OF_THIS_HOUSE = re.compile(
    r"moments?|checkin|partners?|couples?|therap(?:ist|y)|together|closeness|intimacy|relationship"
    r"|listening|milestones?|love"
)


class NotOfThisHouse:
    """Refuses a password that is little else than words of this place: `moments2026`."""

    def validate(self, password: str, user: object = None) -> None:
        left = OF_THIS_HOUSE.sub("", re.sub(r"[\W_]", "", password.lower()))
        if len(left) < LEFT:
            raise ValidationError("This is too easy to guess here. Add a few words of your own.")

    def get_help_text(self) -> str:
        return "Not only words of this site."


class Argon2PasswordHasher(hashers.Argon2PasswordHasher):
    """argon2id with 46 MiB and one pass: the OWASP ASVS 5.0 (2025, appendix C) cost for one core."""

    time_cost = 1
    memory_cost = 46 * 1024
    parallelism = 1
