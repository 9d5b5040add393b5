"""From a commit to the board on 10, 100 and 1,000 sockets of the shipped server, beside a bare broadcast of as much."""

import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from urllib.request import urlopen

from bench.bare_broadcast import bare
from bench.listeners import Heard, Listeners
from bench.stamped import STAMPS, read_stamps
from bench.visitor import Visitor
from tests.servers import Product

SOCKETS = (10, 100, 1_000)
ROUNDS = {10: 30, 100: 30, 1_000: 15}
PAUSES = {10: 0.25, 100: 0.25, 1_000: 1.5}
THREADS = "2048"
SETTLE = 2.0


@dataclass(frozen=True)
class Spread:
    """Median and 99th percentile in ms of what was heard, and how much was not."""

    p50: float
    p99: float
    missed: int


def main(quick: bool) -> int:
    """Print the table; give how many messages did not reach a socket."""
    print("board on sockets, ms after the commit; bare: a `websockets` broadcast of as many characters")
    print("sockets   shipped p50 / p99   bare p50 / p99   ratio p50 / p99   missed")
    missed = 0
    for count in SOCKETS[:1] if quick else SOCKETS:
        rounds, pause = (3 if quick else ROUNDS[count]), PAUSES[count]
        ours, size = shipped(count, rounds, pause)
        floor = spread(*bare(count, rounds, pause, size))
        ratios = f"{ours.p50 / floor.p50:7.1f} / {ours.p99 / floor.p99:.1f}"
        print(
            f"{count:7}  {ours.p50:8.1f} / {ours.p99:6.1f}  {floor.p50:7.1f} / {floor.p99:5.1f}  {ratios:>16}"
            f"  {ours.missed + floor.missed:7}"
        )
        missed += ours.missed + floor.missed
    return missed


def shipped(count: int, rounds: int, pause: float) -> tuple[Spread, int]:
    """Take `rounds` tickets while `count` sockets watch; give what they heard, and a board's size in characters."""
    with tempfile.TemporaryDirectory() as name:
        stamps = Path(name) / "stamps"
        product = Product(Path(name), SHUBBAK_PRESS="beside", SHUBBAK_THREADS=THREADS)
        product.service = [sys.executable, "-m", "bench.stamped", "run"]
        product.environment[STAMPS] = str(stamps)
        with product:
            address = f"ws://127.0.0.1:{product.port}/socket.io/?EIO=4&transport=websocket"
            citizen = Visitor(product.port, "/kiosk/demo/services/rent_payment")
            with Listeners(address, count, socketio=True) as listeners:
                before = max(read_stamps(stamps), default=0) if stamps.exists() else 0
                for _ in range(rounds):
                    time.sleep(pause)
                    citizen.take_ticket()
                time.sleep(SETTLE)
                heard = listeners.heard()
            with urlopen(f"{product.url}/board/demo/snapshot") as board:
                size = len(board.read().decode())
        sent = {version: at for version, at in read_stamps(stamps).items() if version > before}
    return spread(sent, heard), size


def spread(sent: dict[int, float], heard: Heard) -> Spread:
    """Give how long what was sent took to each who should have heard it."""
    times = [(got[number] - at) * 1000 for got in heard for number, at in sent.items() if number in got]
    cuts = quantiles(times, n=100)
    return Spread(cuts[49], cuts[98], len(heard) * len(sent) - len(times))


if __name__ == "__main__":
    sys.exit(main(quick="--quick" in sys.argv))
