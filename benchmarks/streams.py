"""Listening to each other: what an open stream costs while nothing happens."""

import os
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import house, load, people
from benchmarks.load import Request
from benchmarks.verdict import Verdict
from couples.models import Couple, User
from listening import sessions
from listening.models import Session
from privacy.context import acting_as

STREAMS = int(os.environ.get("STREAMS", "1000"))
OPENING = 8  # at once
WARM = 50  # streams that come and go before anything is weighed
MOST = 80  # KiB a stream
NUDGE = b"event: changed"


def run() -> Iterator[Verdict]:
    now = datetime.now(UTC)
    pairs = people.couples(STREAMS // 2, now=now)
    lines = [(one, invited(pair, now)) for pair in pairs for one in pair]
    with house.live() as server:
        each = weighed(server, lines)
    yield Verdict(
        f"{STREAMS:,} idle streams, each", f"{each:.0f} KiB", f"{MOST} KiB", each / MOST, goal=1
    )


def invited(pair: tuple[User, User], now: datetime) -> Session:
    with acting_as(pair[0]):
        host = User.objects.get(pk=pair[0].pk)
        couple = Couple.objects.of(host).get()
        found = sessions.current(couple, now=now)
        return found or sessions.invite(
            couple,
            way=Session.Way.TWO_DEVICES,
            spoken=False,
            host_begins=True,
            topic="patience with me",
            by=host,
            now=now,
        )


def weighed(server: house.Server, lines: list[tuple[User, Session]]) -> float:
    """KiB of the server's own memory for each stream more."""
    with opened(server, lines[:WARM]):
        pass
    time.sleep(2)
    before = own_memory(server.pid)
    with opened(server, lines):
        time.sleep(2)
        return (own_memory(server.pid) - before) / len(lines)


@contextmanager
def opened(
    server: house.Server, lines: list[tuple[User, Session]]
) -> Iterator[list[socket.socket]]:
    """Each has heard its first word."""
    with ExitStack() as stack, ThreadPoolExecutor(OPENING) as pool:
        keyed = [(people.session_of(person), session) for person, session in lines]
        found = pool.map(lambda one: stream(server, *one), keyed)
        yield [stack.enter_context(closing(line)) for line in found]


def stream(server: house.Server, key: str, session: Session) -> socket.socket:
    request = Request(f"/live/listening/{session.public_id}/", key, secure=True)
    line = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    line.sendall(f"GET {request.path} HTTP/1.1\r\n{head}\r\n".encode())
    hear(line)
    return line


def hear(line: socket.socket) -> None:
    heard = b""
    while NUDGE not in heard:
        more = line.recv(4096)
        if not more:
            raise RuntimeError(f"The stream has ended: {heard[:300].decode()}")
        heard += more


def own_memory(pid: int) -> float:
    """KiB that a process and its children hold for themselves."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    own = sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Private_"))
    return own + sum(own_memory(child) for child in load.children(pid))
