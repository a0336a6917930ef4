"""YAML that remembers its lines, so that a mistake can be shown where it was made."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import yaml

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Mark(Protocol):
    line: int


class ContentError(Exception):
    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = path, line, message


class HasAlias(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


class Plain(yaml.SafeLoader):
    """Without aliases: a few bytes of them could blow up to gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            alias = self.get_event()  # type: ignore[no-untyped-call]  # comes without types
            raise HasAlias(_line(alias.start_mark))
        return super().compose_node(parent, index)


@dataclass(slots=True)
class Part:
    """One value of a file, with the questions a loader asks. A wrong answer is noted in `errors`
    and something harmless is given back, so that the next mistakes are found in the same run.
    """

    path: Path
    line: int
    value: "dict[str, Part] | list[Part] | str | int | float | bool | None"
    errors: list[ContentError] = field(repr=False)

    def wrong(self, message: str) -> None:
        self.errors.append(ContentError(self.path, self.line, message))

    @property
    def fields(self) -> "dict[str, Part]":
        return self.value if isinstance(self.value, dict) else {}

    @property
    def plain(self) -> object:
        if isinstance(self.value, dict):
            return {key: part.plain for key, part in self.value.items()}
        if isinstance(self.value, list):
            return [part.plain for part in self.value]
        return self.value

    def only(self, *keys: str) -> None:
        """Refuses anything but these keys: a misspelt one would be silently lost."""
        if not isinstance(self.value, dict):
            self.wrong("here should be a mapping of names to values")
        for key, part in self.fields.items():
            if key not in keys:
                part.wrong(f"“{key}” is not known here; known are: {', '.join(keys)}")

    def has(self, key: str) -> bool:
        return key in self.fields

    def text(self, key: str, *, longest: int, optional: bool = False) -> str:
        part = self.fields.get(key)
        if part is None or part.value is None:
            return self._missing(key, optional=optional)
        if not isinstance(part.value, str):
            part.wrong(f"“{key}” should be a text")
            return ""
        text = part.value.strip()
        if not text:
            return part._missing(key, optional=optional)
        if len(text) > longest:
            part.wrong(f"“{key}” has {len(text)} characters; at most {longest} are allowed")
        return text

    def one_line(self, key: str, *, longest: int, optional: bool = False) -> str:
        text = self.text(key, longest=longest, optional=optional)
        if "\n" in text:
            self.fields[key].wrong(f"“{key}” should be one line")
        return text

    def slug(self, key: str) -> str:
        text = self.text(key, longest=60)
        if text and not SLUG.fullmatch(text):
            self.fields[key].wrong(f"“{key}” should look like-this: small letters, digits, hyphens")
        return text

    def choice(self, key: str, allowed: Collection[str]) -> str:
        text = self.text(key, longest=200)
        if text and text not in allowed:
            self.fields[key].wrong(f"“{key}” is “{text}”; it should be one of {', '.join(allowed)}")
        return text

    def choices(self, key: str, allowed: Collection[str]) -> list[str]:
        """A list of some of these, each of them once."""
        found = self.parts(key)
        for part in found:
            if part.value not in allowed:
                part.wrong(f"“{part.plain}” should be one of {', '.join(allowed)}")
        names = [str(part.value) for part in found]
        if len(set(names)) < len(names):
            self.fields[key].wrong(f"“{key}” names something twice")
        return names

    def number(self, key: str, *, low: int, high: int) -> int:
        part = self.fields.get(key)
        if part is None:
            self.wrong(f"“{key}” is missing")
            return low
        if isinstance(part.value, bool) or not isinstance(part.value, int):
            part.wrong(f"“{key}” should be a whole number")
            return low
        if not low <= part.value <= high:
            part.wrong(f"“{key}” should be between {low} and {high}")
        return part.value

    def parts(self, key: str, *, optional: bool = False) -> "list[Part]":
        part = self.fields.get(key)
        if part is not None and isinstance(part.value, list) and part.value:
            return part.value
        if part is None and optional:
            return []
        (part or self).wrong(f"“{key}” should be a list with at least one entry")
        return []

    def texts(self, key: str, *, longest: int, optional: bool = False) -> list[str]:
        """A list of texts, each of them one line."""
        found = []
        for part in self.parts(key, optional=optional):
            if not isinstance(part.value, str) or not part.value.strip():
                part.wrong(f"each of “{key}” should be a text")
            elif len(part.value) > longest or "\n" in part.value.strip():
                part.wrong(f"each of “{key}” should be one line of at most {longest} characters")
            else:
                found.append(part.value.strip())
        return found

    def _missing(self, key: str, *, optional: bool) -> str:
        if not optional:
            self.wrong(f"“{key}” is missing")
        return ""


def parse(path: Path, errors: list[ContentError]) -> Part:
    try:
        return _compose(path, path.read_bytes(), errors)
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        return _empty(ContentError(path, 1, message), errors)
    except ContentError as error:
        return _empty(error, errors)


def _compose(path: Path, content: bytes, errors: list[ContentError]) -> Part:
    try:
        text = content.decode()
        node = yaml.compose(text, Loader=Plain)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ContentError(path, line, "is not written in UTF-8") from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise ContentError(path, line, "holds a character that cannot be printed") from error
    except RecursionError as error:
        raise ContentError(path, 1, "is nested too deep") from error
    except HasAlias as error:
        raise ContentError(path, error.line, "aliases (*name) are not used here") from error
    except yaml.MarkedYAMLError as error:
        line = _line(error.problem_mark)
        raise ContentError(path, line, f"this is not YAML: {error.problem}") from error
    if node is None:
        raise ContentError(path, 1, "the file is empty")
    return _part(path, node, errors)


def _empty(error: ContentError, errors: list[ContentError]) -> Part:
    errors.append(error)
    return Part(error.path, error.line, {}, errors)


def _line(mark: Mark | None) -> int:
    return mark.line + 1 if mark else 1


def _part(path: Path, node: yaml.Node, errors: list[ContentError]) -> Part:
    part = Part(path, _line(node.start_mark), None, errors)
    if isinstance(node, yaml.MappingNode):
        part.value = _fields(path, node, errors)
    elif isinstance(node, yaml.SequenceNode):
        part.value = [_part(path, one, errors) for one in node.value]
    elif isinstance(node, yaml.ScalarNode):
        part.value = _scalar(part, node)
    return part


def _fields(path: Path, node: yaml.MappingNode, errors: list[ContentError]) -> dict[str, Part]:
    fields: dict[str, Part] = {}
    for key, value in node.value:
        part = _part(path, value, errors)
        part.line = _line(key.start_mark)
        if key.value in fields:
            part.wrong(f"“{key.value}” stands here twice")
        fields[str(key.value)] = part
    return fields


def _scalar(part: Part, node: yaml.ScalarNode) -> str | int | float | bool | None:
    """Text, number, yes or no; a date or anything else stays the text that was written."""
    tag = str(node.tag).removeprefix("tag:yaml.org,2002:")
    if tag not in {"null", "bool", "int", "float"}:
        return str(node.value)
    try:
        value: str | int | float | bool | None = yaml.safe_load(str(node.value))
    except (yaml.YAMLError, ValueError):
        part.wrong(f"“{node.value}” is not a value")
        return None
    return value
