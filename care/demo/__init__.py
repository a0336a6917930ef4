"""People and weeks for a site that somebody tries out. Invented from beginning to end."""

from dataclasses import dataclass

PASSWORD = "a quiet evening"  # noqa: S105 - printed for whoever tries the site


@dataclass(frozen=True, slots=True)
class Login:
    who: str
    email: str

    def __str__(self) -> str:
        return f"{self.who:<22} {self.email:<20} {PASSWORD}"


ROBIN = Login("Robin, a partner", "robin@example.org")
SAM = Login("Sam, the other partner", "sam@example.org")
NOOR = Login("Noor, their therapist", "noor@example.org")
KIM = Login("Kim, an editor", "kim@example.org")
LOGINS = (ROBIN, SAM, NOOR, KIM)
