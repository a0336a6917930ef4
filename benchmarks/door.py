"""One address for pages and streams, as the proxy of a deployment gives them."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

STREAMS = b"/live/"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
KEEPS = re.compile(rb"\r\nconnection:[^\r]*", re.IGNORECASE)
A_PIECE = 65_536


@contextmanager
def before(pages: int, streams: int) -> Iterator[int]:
    """The port to visit, before those of the two servers; in a process of its own, as a proxy is."""
    command = [sys.executable, "-m", "benchmarks.door", str(pages), str(streams)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield int(process.stdout.readline() if process.stdout else 0)
        finally:
            process.terminate()


async def stand(pages: int, streams: int) -> None:
    held = set()  # a loop forgets a task that nobody holds

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.add(asyncio.current_task())
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await _pass_on(reader, writer, pages, streams)
        writer.close()
        held.discard(asyncio.current_task())

    door = await asyncio.start_server(meet, "127.0.0.1", 0)
    sys.stdout.write(f"{door.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await door.serve_forever()


async def _pass_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pages: int, streams: int
) -> None:
    """One request on each connection: the server closes it, and so the answer has ended."""
    head = await reader.readuntil(b"\r\n\r\n")
    port = streams if head.split(b" ", 2)[1].startswith(STREAMS) else pages
    their_reader, their_writer = await asyncio.open_connection("127.0.0.1", port)
    their_writer.write(KEEPS.sub(b"", head).replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
    if found := LENGTH.search(head):
        their_writer.write(await reader.readexactly(int(found[1])))
    try:
        while piece := await their_reader.read(A_PIECE):
            writer.write(piece)
            await writer.drain()
    finally:
        their_writer.close()


if __name__ == "__main__":
    asyncio.run(stand(*map(int, sys.argv[1:])))
