"""Public names of rows: random, 128 bits, safe in a URL; they tell neither order nor number."""

import secrets

LENGTH = 22


def new_public_id() -> str:
    return secrets.token_urlsafe(16)


class PublicIdConverter:
    regex = f"[A-Za-z0-9_-]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
