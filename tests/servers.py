"""Servers of the tests' own: PostgreSQL, and the product as it ships."""

import atexit
import functools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import URLError

from singlewindow.places.clock import CAIRO, service_day
from tests.patience import PATIENCE

BINARIES = Path("/usr/lib/postgresql")
LONGEST_WALK = 180
"""Seconds that a walk takes at most: one that begins later before midnight in Cairo waits for the next service day."""


class ServerMissing(RuntimeError):
    """A server's program is not installed."""


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class PostgresServer:
    """A PostgreSQL cluster in a folder of its own, owned by `postgres` when the tests run as root."""

    def __enter__(self) -> Self:
        programs = sorted(BINARIES.glob("*/bin/initdb"))
        if not programs:
            raise ServerMissing("PostgreSQL is not installed; run: deploy/install/packages test")
        self._programs = programs[-1].parent
        self._folder = Path(tempfile.mkdtemp(prefix="shubbak-postgres-"))
        self._port = free_port()
        self._count = 0
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres")
        self._run("initdb", "-A", "trust", "-U", "shubbak", "-D", str(self._folder / "data"), "-E", "UTF8")
        quick = "-c max_connections=200 -c fsync=off -c full_page_writes=off"
        self._options = f"-p {self._port} -k {self._folder} -c listen_addresses=127.0.0.1 {quick}"
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def new_database(self, template: str = "template0") -> str:
        """Make a database, empty or a copy of another that nobody is connected to, and give its address."""
        self._count += 1
        name = f"test{self._count}"
        self._run("createdb", "-T", template, "-h", "127.0.0.1", "-p", str(self._port), "-U", "shubbak", name)
        return f"postgresql+psycopg://shubbak@127.0.0.1:{self._port}/{name}"

    def restart(self) -> None:
        """Stop and start it, with nothing of its files left in memory."""
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "fast", "-w", "stop")
        for file in (self._folder / "data" / "base").rglob("*"):
            with file.open("rb") if file.is_file() else nullcontext() as opened:
                if opened:
                    os.fsync(opened.fileno())
                    os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        self._start()

    def _start(self) -> None:
        data, log = str(self._folder / "data"), str(self._folder / "log")
        self._run("pg_ctl", "-D", data, "-o", self._options, "-l", log, "-w", "start")

    def _run(self, program: str, *arguments: str) -> None:
        as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*as_owner, str(self._programs / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")


def plain_environment() -> dict[str, str]:
    """Give the environment without a setting of the product."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SHUBBAK_")}


@functools.cache
def filled(program: str) -> Path:
    """Give a data folder that `shubbak demo` filled, made once for all products of a run."""
    folder = Path(tempfile.mkdtemp(prefix="shubbak-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    environment = plain_environment() | {"SHUBBAK_DATA_DIR": str(folder)}
    subprocess.run([program, "demo"], env=environment, check=True, stdout=subprocess.DEVNULL)
    return folder


def rest_of_the_day(now: datetime) -> float:
    """Give how many seconds of a service day are left when they are too few for a walk, otherwise 0."""
    midnight = datetime.combine(service_day(now) + timedelta(days=1), datetime.min.time(), CAIRO)
    left = (midnight - now).total_seconds()
    return left if left < LONGEST_WALK else 0.0


class Product:
    """The product as it ships: a copy of what `shubbak demo` fills, then `shubbak run`, in a process of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.program = str(Path(sys.executable).with_name("shubbak"))
        self.service = [self.program, "run"]
        self.environment = plain_environment() | {
            "SHUBBAK_DATA_DIR": str(folder),
            "SHUBBAK_PORT": str(self.port),
            "SHUBBAK_DEMONSTRATION": "true",
            **settings,
        }

    def __enter__(self) -> Self:
        time.sleep(rest_of_the_day(datetime.now(UTC)))
        shutil.copytree(filled(self.program), self.environment["SHUBBAK_DATA_DIR"], dirs_exist_ok=True)
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.process = subprocess.Popen(self.service, env=self.environment, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if time.monotonic() > deadline:
                raise TimeoutError("the server did not start")
            time.sleep(0.05)

    def answers(self) -> bool:
        """Tell whether the process answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def stop(self) -> float:
        """Ask the server to stop and give the seconds that it took."""
        began = time.monotonic()
        self.process.terminate()
        self.process.wait(PATIENCE)
        return time.monotonic() - began
