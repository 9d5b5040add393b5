"""The press: touch to the last byte at a thermal printer, lateness in the web process, memory, throughput, kills.

All as it ships: `shubbak run` on SQLite, a kiosk over HTTP, the tests' own ESC/POS printer on the network.
"""

import asyncio
import json
import random
import sqlite3
import tempfile
import time
from concurrent.futures import wait
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import create_engine

import printing
from bench.floor import commits_a_second
from printing.pool import RenderPool
from singlewindow.database import Database, prepare_sqlite
from singlewindow.demonstration.fill import fill
from singlewindow.everything import metadata
from tests.cast import Hall
from tests.patience import soon
from tests.printing.emulator import Emulator
from tests.printing.killed_press import kill_again_and_again
from tests.servers import Product
from tests.singlewindow.at_the_window import receive_and_pay
from tests.visitor import Visitor

EXAMPLES = Path(printing.__file__).parent / "examples"
KINDS = ("ticket", "receipt", "certificate")


def main(quick: bool) -> int:
    """Print each measure; give how many papers were lost, doubled or wrong."""
    print(f"floor: {commits_a_second(200 if quick else 1000):.0f} durable commits/s of this disk")
    faults = _touch_to_paper(10 if quick else 200)
    _lateness(5 if quick else 20)
    _throughput(20 if quick else 300)
    _memory(100 if quick else 3000)
    return faults + _kills(*((12, 2) if quick else (300, 30)))


def _touch_to_paper(rounds: int) -> int:
    """Time from the press of the kiosk's button until the printer has the last byte of the ticket and cuts it."""
    times, posts = [], []
    with tempfile.TemporaryDirectory() as name, Emulator() as printer, Product(Path(name)) as product:
        with sqlite3.connect(Path(name) / "shubbak.sqlite") as base:
            base.execute("UPDATE center SET ticket_printer = ?", (printer.address,))
        base.close()
        with Visitor(product.url) as citizen:
            citizen.take_ticket()
            soon(lambda: len(printer.slips) == 1)
            for n in range(rounds):
                began = time.monotonic()
                citizen.take_ticket()
                posts.append((time.monotonic() - began) * 1000)
                soon(lambda n=n: len(printer.slips) == n + 2)  # type: ignore[misc]
                times.append((printer.slips[-1].at - began) * 1000)
                time.sleep(0.05)
    print(f"touch → last byte at the printer: {_told(times)}; of it the kiosk's two requests {_told(posts)}")
    return rounds + 1 - len(printer.slips)


def _lateness(seconds: int) -> None:
    """How late a heartbeat of 5 ms comes in a process whose pool draws certificates without a pause."""

    async def beat(end: float) -> list[float]:
        late = []
        while time.monotonic() < end:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            late.append((time.perf_counter() - began - 0.005) * 1000)
        return late

    idle = asyncio.run(beat(time.monotonic() + seconds))
    with RenderPool(1) as pool:
        pool.process_ids()
        coming = [pool.submit("certificate", "ar", str(n), _facts("certificate")) for n in range(seconds * 40)]
        busy = asyncio.run(beat(time.monotonic() + seconds))
        for paper in coming:
            paper.cancel()
    print(f"lateness of a heartbeat: idle {_told(idle)}; while certificates are drawn {_told(busy)}")


def _throughput(papers: int) -> None:
    for workers in (1, 2):
        with RenderPool(workers) as pool:
            pool.process_ids()
            rates = []
            for kind in KINDS:
                began = time.perf_counter()
                wait([pool.submit(kind, "ar", str(n), _facts(kind)) for n in range(papers)])
                rates.append(f"{kind} {papers / (time.perf_counter() - began):.0f}/s")
        print(f"{workers} worker(s): {', '.join(rates)}")


def _memory(papers: int) -> None:
    """Print what a worker holds after each tenth of `papers` mixed papers and their rasters."""
    held = []
    with RenderPool(1) as pool:
        pool.process_ids()
        for n in range(papers):
            kind = KINDS[n % 10 // 8 + n % 10 // 9]
            pdf = pool.submit(kind, "ar", str(n), _facts(kind)).result()
            if kind == "ticket":
                pool.ask("rasterise", pdf).result()
            if n % (papers // 10) == 0:
                held.append(pool.memory()[0] / 1e6)
    print(f"a worker's memory over {papers} papers, MB: {' '.join(f'{one:.0f}' for one in held)}")


def _kills(papers: int, kills: int) -> int:
    """Kill the press `kills` times over `papers` mixed papers."""
    with tempfile.TemporaryDirectory() as name:
        folder, now = Path(name), datetime.now(UTC)
        engine = create_engine(f"sqlite:///{folder / 'kills.sqlite'}")
        prepare_sqlite(engine)
        metadata.create_all(engine)
        hall = Hall(Database(engine))
        with hall.database.writing() as work:
            fill(work)
        clerk = hall.seat("clerk1", 1)
        hall.take_ticket(now)
        hall.serve(clerk, now)
        receive_and_pay(hall, clerk, now)
        for _ in range(papers - 2):
            hall.take_ticket(now)
        left = kill_again_and_again(hall.database, folder, kills, random.Random(1))
        engine.dispose()
    print(f"press killed {left.kills} times over {papers} papers: {left}")
    faults = left.papers - left.done + left.wrong + left.not_once + left.pieces + left.jobs_not_once
    print(f"faults: {faults}")
    return faults


def _facts(kind: str) -> dict[str, object]:
    facts: dict[str, object] = json.loads((EXAMPLES / f"{kind}.ar.json").read_text(encoding="utf-8"))
    return facts


def _told(times: list[float]) -> str:
    cuts = quantiles(times, n=100) if len(times) > 1 else times * 99
    return f"p50 {median(times):.1f}, p95 {cuts[94]:.1f}, p99 {cuts[98]:.1f} ms"


if __name__ == "__main__":
    main(quick=False)
