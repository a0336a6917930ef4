"""A server with very many open pages is told to stop: it hears of it, and says nothing odd."""

import subprocess
import sys
from typing import Final

# As the server does it: its own handler belongs to the loop, which is told through a pipe. Answers from
# threads go through the same pipe, so that it is full while the loop is busy.
SERVER: Final = """
import asyncio, os, signal
from couples.streams import Streams

async def nothing(*given): ...

async def main():
    loop, told, streams = asyncio.get_running_loop(), asyncio.Event(), Streams(nothing)
    loop.add_signal_handler(signal.SIGTERM, told.set)
    await streams({}, nothing, nothing)
    for _ in range(5_000):
        loop.call_soon_threadsafe(int)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(told.wait(), 5)
    print("told, and", "ending" if streams.is_ending else "going on")

asyncio.run(main())
"""


def test_it_hears_of_the_end_while_its_loop_is_busy() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SERVER], capture_output=True, text=True, check=False, timeout=60
    )
    assert (ended.stdout, ended.stderr) == ("told, and ending\n", "")
