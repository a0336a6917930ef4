from django.contrib.sessions.backends import cached_db


class SessionStore(cached_db.SessionStore):
    """A key that no server made, such as one with a NUL in it, is asked of no database."""

    def _validate_session_key(self, key: str) -> bool:
        return bool(super()._validate_session_key(key)) and key.isascii() and key.isalnum()
