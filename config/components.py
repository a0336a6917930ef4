"""What the site is made of, as a software bill of materials (CycloneDX 1.6).

    python -m config.components >sbom.json

Read from the lock and from the images of the deployment; asks nobody.
"""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from config.folders import REPOSITORY

PIN = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)(\[[^]]+\])?==(?P<version>[^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Library:
    """`hashes`: of its files, any of which may be installed."""

    name: str
    version: str
    hashes: tuple[str, ...]

    @property
    def purl(self) -> str:
        return f"pkg:pypi/{self.name}@{self.version}"

    def row(self) -> dict[str, Any]:
        files = {
            "type": "distribution",
            "url": self.purl,
            "hashes": [{"alg": "SHA-256", "content": one} for one in self.hashes],
        }
        named = {"type": "library", "name": self.name, "version": self.version}
        return named | {"purl": self.purl, "bom-ref": self.purl, "externalReferences": [files]}


def libraries(lock: Path) -> list[Library]:
    """A line that is neither a pin nor a hash of one is refused: it would be missing from the list."""
    found: list[Library] = []
    for entry in re.split(r"\n(?=\S)", lock.read_text().strip()):
        pin = PIN.match(entry)
        if pin is None:
            raise ValueError(f"{lock.name} has a line that pins nothing: {entry.splitlines()[0]}")
        found.append(Library(pin["name"], pin["version"], tuple(HASH.findall(entry))))
    return found


def images() -> list[dict[str, Any]]:
    """What stands beside our own image."""
    services = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text())["services"]
    named = sorted({one["image"] for one in services.values() if one["image"] != "moments"})
    parts = [image.rpartition(":") for image in named]
    return [{"type": "container", "name": name, "version": tag} for name, _, tag in parts]


def bill() -> dict[str, Any]:
    rows = [one.row() for one in libraries(REPOSITORY / "requirements" / "run.txt")]
    site = {"type": "application", "name": "moments"}
    about = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1}
    return about | {"metadata": {"component": site}, "components": rows + images()}


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=1)
