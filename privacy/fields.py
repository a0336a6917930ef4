"""Fields that the database holds sealed, with the key of the person whose words they are.

    text = EncryptedTextField(owner="person_id", row=("on",), version="version")

A value is bound to its table, its column, its owner and its row (`row`: what names it, known before it is
written), so that it opens nowhere else. It is opened when it is asked for, not when its row is read.
The database can tell whether a value is there, and nothing else: whoever compares, opens.
"""

import json
import logging
from functools import cache, partialmethod
from typing import Any, ClassVar

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from privacy import keys, tokens
from privacy.tokens import CannotBeOpened

logger = logging.getLogger(__name__)

ONE_SIZE = 128
PAGE = 8192


class Token(bytes):
    """A sealed value as it lies in the database."""

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__

    @property
    def key_id(self) -> int:
        return tokens.key_id(self)


class Opening(DeferredAttribute):
    """Opens a value the first time somebody asks the row for it."""

    field: "Sealed"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Token):
            value = self.field.opened(value, *self.field.binding_of(instance))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class Sealed(models.Field):  # type: ignore[type-arg]  # generic in the stubs alone
    """What the fields below have in common; `binding`: owner, row and version, as attributes of the row."""

    descriptor_class = Opening
    step = tokens.STEP
    sorry: ClassVar[str] = "This text can’t be opened."

    def __init__(
        self, *args: Any, owner: str, row: tuple[str, ...], version: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.owner, self.row, self.version = owner, tuple(row), version
        self.binding = (owner, *self.row, *([version] if version else []))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return (
            name,
            path,
            args,
            kwargs
            | {
                "owner": self.owner,
                "row": self.row,
                "version": self.version,
            },
        )

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        # Templates ask for `get_text_display`, as they do for the words of a choice.
        setattr(cls, f"get_{name}_display", partialmethod(shown, name))
        super().contribute_to_class(cls, name, private_only)
        self.place = cls._meta.db_table, str(self.column)

    def db_type(self, connection: Any) -> str:
        return "bytea"

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: the database cannot compare it.")
        return super().get_lookup(lookup_name)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Token | None:
        if value is None:
            return None
        token = Token(value)
        keys.want(token.key_id)
        return token

    def get_prep_value(self, value: Any) -> Any:
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None or isinstance(value, Token):
            return value
        raise FieldError(f"{self.name} is sealed with its row: save the row, or use sealed().")

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Token):
            return value
        return self.sealed(value, *self.binding_of(model_instance))

    def binding_of(self, row: models.Model) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in self.binding)

    def sealed(self, value: Any, owner: int, *row: object) -> Token:
        written = self.written(value)
        return Token(
            tokens.seal(
                written, keys.of(owner), tokens.place(*self.place, owner, *row), step=self.step
            )
        )

    def opened(self, token: Token, owner: int, *row: object) -> Any:
        try:
            key = keys.find(token.key_id)
            return self.read(tokens.open_(token, key, tokens.place(*self.place, owner, *row)))
        except CannotBeOpened as reason:
            logger.error("%s of person %s: %s", ".".join(self.place), owner, reason)  # noqa: TRY400 - a traceback may repeat words
            raise

    def readable(self, token: Token | None, owner: int, *row: object) -> Any:
        """None for nothing, and for what cannot be opened."""
        try:
            return None if token is None else self.opened(token, owner, *row)
        except CannotBeOpened:
            return None

    def written(self, value: Any) -> str:
        return str(value)

    def read(self, words: str) -> Any:
        return words


class EncryptedTextField(Sealed, models.TextField):  # type: ignore[type-arg]  # generic in the stubs alone
    """Words, in steps of 256 bytes."""


class EncryptedJSONField(Sealed, models.JSONField):
    """Facts that belong together, such as the fields of a form, in steps of 256 bytes."""

    def written(self, value: Any) -> str:
        return json.dumps(value)

    def read(self, words: str) -> Any:
        return json.loads(words)


class OfOneSize(Sealed):
    """Whatever somebody chose, and however much of it: what lies in the database looks the same."""

    step = ONE_SIZE
    sorry = "This answer can’t be opened."

    def sealed(self, value: Any, owner: int, *row: object) -> Token:
        if len(self.written(value).encode()) >= self.step:
            raise ValueError(f"{self.name} holds no more than {self.step - 1} bytes.")
        return super().sealed(value, owner, *row)


class EncryptedChoiceField(OfOneSize, models.CharField):  # type: ignore[type-arg]  # generic in the stubs alone
    """One of a few."""


class EncryptedBooleanField(OfOneSize, models.BooleanField):  # type: ignore[type-arg]  # generic in the stubs alone
    """Yes or no."""

    def written(self, value: Any) -> str:
        return str(int(value))

    def read(self, words: str) -> bool:
        return words == "1"


class EncryptedChoicesField(OfOneSize, EncryptedJSONField):
    """Some of a few."""


class EncryptedPageField(OfOneSize, EncryptedJSONField):
    """A short page of choices and words, filled in or nearly empty."""

    step = PAGE
    sorry = "This page can’t be opened."

    def written(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)


def sealed(row: models.Model, name: str) -> Token | None:
    """A value of a row, sealed, for a statement that writes it without saving the row."""
    token: Token | None = of(type(row))[name].pre_save(row, add=True)
    return token


def readable(row: models.Model, name: str, instead: Any) -> Any:
    """A value of a row; `instead` of it where it cannot be opened."""
    try:
        return getattr(row, name)
    except CannotBeOpened:
        return instead


def shown(row: models.Model, name: str) -> str:
    """A value for a page. One that cannot be opened says so, and the rest of the page stands."""
    field = of(type(row))[name]
    value = readable(row, name, field.sorry)
    return str(dict(field.flatchoices).get(value, "" if value is None else value))


@cache
def of(model: type[models.Model]) -> dict[str, Sealed]:
    return {field.name: field for field in model._meta.local_fields if isinstance(field, Sealed)}
