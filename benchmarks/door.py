"""One address for pages and streams, as the proxy of a deployment gives them."""

import asyncio
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from functools import partial
from threading import Thread

STREAMS = b"/live/"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
KEEPS = re.compile(rb"\r\nconnection:[^\r]*", re.IGNORECASE)
A_PIECE = 65_536
# The browser has closed its side, or the benchmark is over.
GONE = (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError)


@contextmanager
def before(pages: int, streams: int) -> Iterator[int]:
    """The port to visit, before those of the two servers."""
    opened: Future[tuple[int, Callable[[], object]]] = Future()
    held = set()  # a loop forgets a task that nobody holds

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.add(asyncio.current_task())
        with suppress(*GONE):
            await _pass_on(reader, writer, pages, streams)
        writer.close()
        held.discard(asyncio.current_task())

    async def stand() -> None:
        closing, loop = asyncio.Event(), asyncio.get_running_loop()
        door = await asyncio.start_server(meet, "127.0.0.1", 0)
        port = int(door.sockets[0].getsockname()[1])
        opened.set_result((port, partial(loop.call_soon_threadsafe, closing.set)))
        await closing.wait()

    thread = Thread(target=asyncio.run, args=(stand(),))
    thread.start()
    port, close = opened.result()
    try:
        yield port
    finally:
        close()
        thread.join()


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
