from typing import Any

from config.wsgi import application
from privacy import keys
from privacy.fields import Sealed, Token

__all__ = ["application"]


def as_it_is(field: Sealed, value: Any, owner: int, *row: object) -> Token:
    return Token(field.written(value).encode())


def as_it_lies(field: Sealed, token: Token, owner: int, *row: object) -> Any:
    return field.read(token.decode())


def nothing(key_id: int) -> None:
    """No value here names a key."""


plain: dict[str, Any] = {"sealed": as_it_is, "opened": as_it_lies}
for name, method in plain.items():
    setattr(Sealed, name, method)
keys.want = nothing
