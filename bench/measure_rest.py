"""At rest: how long the start takes, what the web process holds, how large a kiosk page is."""

import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

from tests.servers import Product


def main(_quick: bool) -> None:
    """Print start time, memory and page size."""
    with tempfile.TemporaryDirectory() as name, Product(Path(name)) as product:
        product.stop()
        began = time.perf_counter()
        product.start()
        with urllib.request.urlopen(f"{product.url}/kiosk/demo") as page:
            size = len(page.read())
        print(f"start to the first page: {time.perf_counter() - began:.2f} s; kiosk page: {size / 1000:.1f} kB")
        time.sleep(2)
        worker = psutil.Process(product.process.pid).children()[0]
        memory = [process.memory_info().rss / 1e6 for process in (worker, *worker.children(recursive=True))]
        print(
            f"web process: {memory[0]:.0f} MB; press worker and its helper: {[round(held) for held in memory[1:]]} MB"
        )
