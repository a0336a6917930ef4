"""The demo's own decisions; the whole of it is started by `make demo`."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from care.demo import KIM, NOOR, PASSWORD, ROBIN, SAM
from config import demo, leftovers, processes, services
from config.folders import REPOSITORY
from config.processes import CannotRun
from tests.visitor import Visitor

HOMES = {
    ROBIN: "Robin</h1>",
    SAM: "Sam</h1>",
    NOOR: "Those who may need a call come first.",
    KIM: "What you look after",
}


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


class TestFreePort:
    def test_it_says_so_and_takes_the_next(
        self, taken_port: int, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert demo.free_port(taken_port) > taken_port
        assert f"Port {taken_port} is taken" in capsys.readouterr().out

    def test_it_gives_up_with_a_sentence(
        self, taken_port: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(demo, "PORTS_TRIED", 1)
        with pytest.raises(CannotRun, match="No port is free"):
            demo.free_port(taken_port)


class TestFirstPort:
    @pytest.mark.parametrize("wanted", ["eighty", "-1", "80", "65535", "٣"])
    def test_it_says_what_a_port_is(self, monkeypatch: pytest.MonkeyPatch, wanted: str) -> None:
        monkeypatch.setenv("DEMO_PORT", wanted)
        with pytest.raises(CannotRun, match="PORT must be"):
            demo.first_port()

    def test_it_is_8000_unless_somebody_says_otherwise(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DEMO_PORT", "")
        assert demo.first_port() == 8000


class TestTheOnlyDemo:
    def test_a_second_one_is_told_where_the_first_is(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("MOMENTS_DATA", str(tmp_path))
        with demo.the_only_demo() as lock:
            lock.write_text("http://localhost:8000")
            with (
                pytest.raises(CannotRun, match="already runs: http://localhost:8000"),
                demo.the_only_demo(),
            ):
                pass

    def test_it_can_run_again_afterwards(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("MOMENTS_DATA", str(tmp_path))
        for _ in range(2):
            with demo.the_only_demo() as lock:
                assert lock.read_text() == ""


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
class TestLeftovers:
    def start(self, folder: Path) -> subprocess.Popen[bytes]:
        sleeper = [sys.executable, "-c", "import time; print(flush=True); time.sleep(60)"]
        environment = os.environ | leftovers.mark(folder)
        process = subprocess.Popen(sleeper, env=environment, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        return process

    def test_it_ends_those_of_its_folder_alone(self, tmp_path: Path) -> None:
        with self.start(tmp_path / "ours") as ours, self.start(tmp_path / "theirs") as theirs:
            assert leftovers.end(tmp_path / "ours") == 1
            assert ours.wait(5) == -9
            assert theirs.poll() is None
            theirs.kill()


class TestProcesses:
    def test_the_demo_starts_processes_of_the_procfile(self) -> None:
        assert set(demo.PROCESSES) < set(processes.commands())

    def test_they_find_the_programs_of_this_python(self) -> None:
        first = processes.environment(8000)["PATH"].split(os.pathsep)[0]
        assert (Path(first) / "granian").exists()


class TestForget:
    def test_it_removes_the_data_of_the_demo_alone(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("MOMENTS_DATA", str(tmp_path))
        monkeypatch.setenv("MOMENTS_ENV", "demo")
        stopped: list[bool] = []
        monkeypatch.setattr(services, "stop", lambda *, adopted: stopped.append(adopted))
        for kind in ("demo", "test"):
            (tmp_path / kind / "postgres").mkdir(parents=True)
        for _ in range(2):
            demo.forget()
            assert [one.name for one in tmp_path.iterdir()] == ["test"]
        assert stopped == [True, True]

    @pytest.mark.parametrize(("reset", "times"), [("1", 1), ("", 0), ("0", 0)])
    def test_it_happens_only_to_who_asks_for_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, reset: str, times: int
    ) -> None:
        monkeypatch.setenv("MOMENTS_DATA", str(tmp_path))
        command = f"make --dry-run demo RESET={reset}".split()
        asked = subprocess.check_output(command, cwd=REPOSITORY, text=True)
        (told,) = re.findall(r'RESET="(.*?)".* python -m config\.demo', asked)
        monkeypatch.setenv("RESET", told)
        forgotten: list[bool] = []
        monkeypatch.setattr(demo, "forget", lambda: forgotten.append(True))
        monkeypatch.setattr(signal, "signal", lambda *_: None)
        for start_or_stop in ("start", "stop"):
            monkeypatch.setattr(services, start_or_stop, lambda **_: None)
        with demo.the_services():
            assert len(forgotten) == times


class TestDemo:
    def test_it_lets_everybody_in_finds_its_data_again_and_leaves_nothing_running(self) -> None:
        with tempfile.TemporaryDirectory(prefix="a demo ") as folder:
            log = Path(folder) / "demo.log"
            with running(folder, log) as address:
                for login, home in HOMES.items():
                    assert str(login) in log.read_text()
                    assert home in Visitor(address).sign_in(login.email, PASSWORD)
                changed = {"display_name": "Robin", "called": "Rob", "language": "en-gb"}
                robin = Visitor(address)
                robin.sign_in(ROBIN.email, PASSWORD)
                robin.send("/settings/", changed | {"time_zone": "Europe/Oslo"})
            with running(folder, log) as address:
                assert "Rob</h1>" in Visitor(address).sign_in(ROBIN.email, PASSWORD)


@contextmanager
def running(folder: str, log: Path) -> Iterator[str]:
    """The address of a demo, which Ctrl-C then ends with everything that it started."""
    demo_run = start_demo(folder, log)
    try:
        yield wait_for_address(log, demo_run)
    finally:
        demo_run.send_signal(signal.SIGINT)
    assert demo_run.wait(60) == 0, log.read_text()
    assert not leftovers.end(Path(folder, "demo"))
    assert not Path(folder, "demo", "postgres", "postmaster.pid").exists()


def start_demo(folder: str, log: Path) -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    place = {"MOMENTS_ENV": "demo", "MOMENTS_DATA": folder, "DEMO_PORT": "18000"}
    with log.open("w") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "config.demo"],
            cwd=REPOSITORY,
            env=kept | place,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def wait_for_address(log: Path, process: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + 300
    while not (found := re.search(r"Moments is at (http://localhost:\d+)", log.read_text())):
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)
    return found[1]
