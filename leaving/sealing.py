"""The file of a copy as rows: cut into pieces, each sealed with the person's own key and bound to its place.

So a copy is never in plain text in the database, in its backup or on a disk, and once the person is
erased it is noise like everything else of theirs.
"""

import io
from collections.abc import Iterator
from typing import Any

from leaving.models import Export, ExportPiece
from privacy import keys, tokens
from privacy.context import acting_as

PIECE = 256 * 1024


class Pieces(io.RawIOBase):
    """A file that is only written and never gone back in, as a ZIP can be."""

    def __init__(self, export: Export) -> None:
        super().__init__()
        self.size = 0
        self._export, self._number, self._waiting = export, 0, bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting += data
        self.size += len(data)
        while len(self._waiting) >= PIECE:
            self._keep(PIECE)
        return len(data)

    def close(self) -> None:
        if not self.closed and self._waiting:
            self._keep(len(self._waiting))
        super().close()

    def _keep(self, size: int) -> None:
        export, self._number = self._export, self._number + 1
        sealed = seal(bytes(self._waiting[:size]), export, self._number)
        del self._waiting[:size]
        ExportPiece.objects.create(
            export=export, person_id=export.person_id, number=self._number, sealed=sealed
        )


def seal(data: bytes, export: Export, number: int) -> bytes:
    return tokens.seal_bytes(data, keys.of(export.person_id), _place(export, number))


def open_(sealed: bytes, export: Export, number: int) -> bytes:
    key = keys.find(tokens.key_id(sealed))
    return tokens.open_bytes(sealed, key, _place(export, number))


def _place(export: Export, number: int) -> bytes:
    return tokens.place("leaving_exportpiece", "sealed", export.person_id, export.public_id, number)


def pieces(export: Export) -> Iterator[bytes]:
    """Outside of any request: each piece is asked for anew, as the person. One removed ends the file."""
    number = 1
    while True:
        with acting_as(export.person):
            piece = ExportPiece.objects.filter(export=export, number=number).first()
            opened = open_(bytes(piece.sealed), export, number) if piece else b""
        if not opened:
            return
        yield opened
        number += 1
