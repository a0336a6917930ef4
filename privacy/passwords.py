"""How passwords are hashed, and one rule more for them."""

import re

from django.contrib.auth import hashers
from django.contrib.auth.password_validation import CommonPasswordValidator
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


AROUND = re.compile(r"^[\d\W_]+|[\d\W_]+$")
A_FEW = 8  # digits and signs at least that add something


class NotABreachedOne(CommonPasswordValidator):
    """Refuses what is known from breaches, and the same with a few digits and signs around it.

    Django’s list is of the 20,000 that stand most often in Pwned Passwords. Few of them are as long as a
    password here has to be: what people make of the others are these.
    """

    def validate(self, password: str, user: object = None) -> None:
        super().validate(password)
        core = AROUND.sub("", password)
        if core and len(password) - len(core) < A_FEW:
            super().validate(core)


class Argon2PasswordHasher(hashers.Argon2PasswordHasher):
    """argon2id with 46 MiB and one pass: the OWASP ASVS 5.0 (2025, appendix C) cost for one core."""

    time_cost = 1
    memory_cost = 46 * 1024
    parallelism = 1
