"""A user of Redis for one site or one test, who can be shut out in the middle."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import redis
from django.conf import settings


class Guest:
    def __init__(self) -> None:
        self.name, self.password = f"guest-{secrets.token_hex(4)}", secrets.token_hex(16)
        self.redis = redis.Redis.from_url(settings.REDIS_URL)
        self.allow("on", f">{self.password}", "~*", "&*", "+@all")

    @property
    def url(self) -> str:
        known = urlsplit(settings.REDIS_URL)
        place = known.netloc.rpartition("@")[2]
        return known._replace(netloc=f"{self.name}:{self.password}@{place}").geturl()

    def allow(self, *rules: str) -> None:
        self.redis.execute_command("ACL", "SETUSER", self.name, *rules)  # type: ignore[no-untyped-call]  # redis is untyped

    def drop(self) -> None:
        """What is open breaks; it may come back at once."""
        self.redis.execute_command("CLIENT", "KILL", "USER", self.name)  # type: ignore[no-untyped-call]  # redis is untyped

    def shut_out(self, *rules: str) -> None:
        """From now on, and from what is open."""
        self.allow(*rules)
        self.drop()

    def end(self) -> None:
        self.redis.execute_command("ACL", "DELUSER", self.name)  # type: ignore[no-untyped-call]  # redis is untyped
        self.redis.close()


@contextmanager
def guest() -> Iterator[Guest]:
    made = Guest()
    yield made
    made.end()
