from django.contrib.sessions.backends import cached_db


class SessionStore(cached_db.SessionStore):
    """A key that no server made, such as one with a NUL in it, is asked of no database."""

    def __init__(self, session_key: str | None = None) -> None:
        made_here = session_key and session_key.isascii() and session_key.isalnum()
        super().__init__(session_key if made_here else None)
