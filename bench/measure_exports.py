"""What an export of many rows costs: time and memory, beside a bare CSV of as many cells written in the same run.

Each export is written in a process of its own, as by a press beside the service (`python -m bench.measure_exports
DATABASE FOLDER MEASURE FORM`), whose memory before and at its highest is its own.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from sqlalchemy import create_engine

from singlewindow.database import Database, prepare_sqlite
from singlewindow.demonstration.fill import fill
from singlewindow.everything import metadata
from tests.cast import Hall
from tests.servers import PostgresServer
from tests.singlewindow.at_reports import put_many

MOST_MEMORY = 40_000_000
"""Bytes that an export may add to the process that makes it, however many its rows are."""
ARGS = {"period": "days", "first": "2026-09-01", "last": "2027-12-31"}
ROOT = Path(__file__).resolve().parents[1]


def main(quick: bool) -> int:
    """Print the cost of each export on both engines; give how many lost rows or took more memory than they may."""
    rows, faults = 4_000 if quick else 100_000, 0
    with tempfile.TemporaryDirectory() as name, PostgresServer() as server:
        floor = _bare(rows, Path(name) / "bare.csv")
        print(f"exports of {rows:,} rows; floor: a bare CSV of them {floor:.2f} s")
        for url in (f"sqlite:///{Path(name) / 'shubbak.sqlite'}", server.new_database()):
            _put(url, rows)
            for measure in ("received", "arrived"):
                for form in ("csv", "xlsx"):
                    faults += _measure(url, Path(name), measure, form, rows, floor)
    return faults


def _measure(url: str, folder: Path, measure: str, form: str, rows: int, floor: float) -> int:
    arguments = [sys.executable, "-m", "bench.measure_exports", url, str(folder), measure, form]
    child = subprocess.run(arguments, check=True, capture_output=True, cwd=ROOT, env=os.environ)
    cost = json.loads(child.stdout)
    print(
        f"  {url.partition(':')[0].partition('+')[0]:10} {measure:8} {form:4} {cost['seconds']:6.1f} s "
        f"({cost['seconds'] / floor:5.1f} × the floor), {cost['peak'] / 1e6:.0f} MB resident at most, "
        f"{(cost['peak'] - cost['before']) / 1e6:.0f} MB of it the export's; file {cost['size'] / 1e6:.1f} MB"
    )
    return int(cost["rows"] != rows) + int(cost["peak"] - cost["before"] > MOST_MEMORY)


def _bare(rows: int, target: Path) -> float:
    """Give the seconds for as many rows of as many cells as an export of requests has."""
    row = (
        "001-2026-000001-1",
        "مركز تكنولوجي توضيحي",
        "استخراج رخصة بناء",
        "2026-01-01",
        "2026-01-01",
        "قيد المراجعة",
        "",
    )
    began = time.perf_counter()
    with target.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(row for _ in range(rows))
    return time.perf_counter() - began


def _put(url: str, rows: int) -> None:
    engine = create_engine(url)
    prepare_sqlite(engine)
    metadata.create_all(engine)
    database = Database(engine)
    with database.writing() as work:
        fill(work)
    put_many(Hall(database), rows)
    engine.dispose()


def export(url: str, folder: str, measure: str, form: str) -> None:
    """Write one export as a press does, and print what it took."""
    from kiosk.reports.making import make_export
    from kiosk.settings import Settings
    from wsgi import create_app

    app = create_app(Settings(data_dir=Path(folder), database_url=url, secret_key="x" * 40))
    facts = {"measure": measure, "about": {}, "args": ARGS, "form": form, "arabic": True}
    made: list[int] = []
    before, began = _memory("VmRSS"), time.perf_counter()
    with tempfile.TemporaryDirectory(dir=folder) as pieces, (Path(folder) / "export").open("w+b") as file:
        make_export(
            app,
            app.extensions["database"],
            "ar",
            facts | {"today": date(2027, 12, 31).isoformat()},
            file,
            Path(pieces),
            lambda rows, _whole: made.append(rows),
        )
    size = (Path(folder) / "export").stat().st_size
    seconds = time.perf_counter() - began
    print(json.dumps({"before": before, "peak": _memory("VmHWM"), "seconds": seconds, "rows": made[-1], "size": size}))


def _memory(name: str) -> int:
    """Give the bytes of a line of this process's status: what it holds (VmRSS) or held at its highest (VmHWM)."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    export(*sys.argv[1:])
