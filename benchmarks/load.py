"""Requests by people with sessions, over connections that stay open; and what they cost the server."""

import http.client
import os
import statistics
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

CONNECTIONS = 4
TOKEN = "b" * 32
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Request:
    """`session` is the key of a signed-in session; `fields` make it a POST."""

    path: str
    session: str
    fields: tuple[tuple[str, str], ...] = ()
    secure: bool = False

    @property
    def headers(self) -> dict[str, str]:
        prefix = "__Host-" if self.secure else ""
        names = ("session", "csrf") if self.secure else ("sessionid", "csrftoken")
        cookies = f"{prefix}{names[0]}={self.session}; {prefix}{names[1]}={TOKEN}"
        proxy = {"X-Forwarded-Proto": "https", "Referer": "https://localhost/"}
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if self.fields else {}
        return {"Host": "localhost", "Cookie": cookies} | kind | (proxy if self.secure else {})

    @property
    def body(self) -> str | None:
        return urlencode([*self.fields, ("csrfmiddlewaretoken", TOKEN)]) if self.fields else None


@dataclass(frozen=True, slots=True)
class Measured:
    requests: int
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds

    @property
    def cpu_each(self) -> float:
        """Milliseconds of the server's processor time for one request."""
        return 1000 * self.cpu / self.requests


def send(port: int, requests: Sequence[Request], status: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for request in requests:
        method = "POST" if request.fields else "GET"
        connection.request(method, request.path, request.body, request.headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != status:
            raise RuntimeError(f"{request.path} answered {answer.status}: {body[:2000].decode()}")
    connection.close()


def measure(port: int, server: int, requests: Sequence[Request], status: int) -> Measured:
    shares = [requests[number::CONNECTIONS] for number in range(CONNECTIONS)]
    cpu, start = cpu_of(server), time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(lambda share: send(port, share, status), shares))
    return Measured(len(requests), time.perf_counter() - start, cpu_of(server) - cpu)


def cpu_of(pid: int) -> float:
    """Seconds of processor time of a process and its children, who are all still alive."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    own = (int(fields[11]) + int(fields[12])) / TICKS
    return own + sum(cpu_of(child) for child in children(pid))


def children(pid: int) -> Iterable[int]:
    return map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def spread(ratios: Sequence[float]) -> str:
    """A median of ratios is not the ratio of two medians: where rounds differ much, so do the two."""
    return f"the median of {len(ratios)} rounds, from {min(ratios):.2f} to {max(ratios):.2f}"
