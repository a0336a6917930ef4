from functools import cached_property
from typing import Any

from django.core.cache.backends import redis

ONE_MORE = """
local number = redis.call("INCR", KEYS[1])
if number == 1 then redis.call("EXPIRE", KEYS[1], ARGV[1]) end
return number
"""


class RedisCacheClient(redis.RedisCacheClient):
    """Django makes a client anew for each question; one serves every thread, and takes no time to make."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, **options)
        self._clients: dict[bool, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        if write not in self._clients:
            self._clients[write] = super().get_client(key, write=write)
        return self._clients[write]

    def one_more(self, key: str, seconds: int) -> int:
        return int(self._one_more(keys=[key], args=[seconds]))

    @cached_property
    def _one_more(self) -> Any:
        return self.get_client(write=True).register_script(ONE_MORE)


class RedisCache(redis.RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = RedisCacheClient

    def one_more(self, key: str, seconds: int) -> int:
        """How many there are of `key` with this one, in one round trip; forgotten so long after the first."""
        client: Any = self._cache
        return int(client.one_more(self.make_and_validate_key(key), seconds))
