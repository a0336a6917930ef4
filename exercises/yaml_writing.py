"""YAML as a person would write it: long texts as blocks, an empty line between steps."""

from typing import Any

import yaml

from exercises.wording import Wording

PROSE, ENDLESS = 92, 100_000


class _Block(str):
    """Keeps its lines."""


class _Folded(str):
    """One paragraph, wrapped to the width of the file."""


class _Writer(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _style(style: str) -> Any:
    def represent(writer: _Writer, text: str) -> yaml.ScalarNode:
        return writer.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)

    return represent


_Writer.add_representer(_Block, _style("|"))
_Writer.add_representer(_Folded, _style(">"))


def as_yaml(page: Wording) -> str:
    facts = page.facts
    steps = facts.pop("steps")
    header = "".join(_field(name, value) for name, value in facts.items() if value != [])
    return header + _steps(steps)


def _field(name: str, value: object) -> str:
    if name == "summary":
        return _dump({name: _Folded(value)}, width=PROSE)
    return _dump({name: value})


def _steps(steps: Any) -> str:
    blocks = [step | {"text": _Block(step["text"] + "\n")} for step in steps]
    return (
        _dump({"steps": blocks}).replace("\n  - kind: ", "\n\n  - kind: ").replace("\n\n", "\n", 1)
    )


def _dump(value: object, *, width: int = ENDLESS) -> str:
    return yaml.dump(value, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=width)
