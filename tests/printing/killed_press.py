"""A press in a process of its own that is killed at random moments and started again: what is left of its papers.

`python -m tests.printing.killed_press DATABASE FOLDER` is the press; its leases end after two seconds.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import create_engine, func, select

from printing.archive import Archive
from printing.delivery import Delivery
from printing.pool import RenderPool, asker
from printing.press import Press
from printing.printers.addresses import printer_at
from singlewindow.database import Database, prepare_sqlite
from singlewindow.documents import lease
from singlewindow.documents.records import Document, DocumentState, PrintJob
from tests.patience import soon

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Left:
    """What a run left: papers wanted, papers done, files, files with a wrong hash, papers with no or several files,
    pieces of files, papers with no or several print jobs, and kills."""

    papers: int
    done: int
    files: int
    wrong: int
    not_once: int
    pieces: int
    jobs_not_once: int
    kills: int


def kill_again_and_again(database: Database, folder: Path, kills: int, chance: random.Random) -> Left:
    """Run the press over the wanted papers, killing it `kills` times on the way; then let it finish."""
    killed = 0
    while killed < kills and _done(database) < _wanted(database):
        with _press(database, folder) as press:
            had = _done(database)
            if soon(lambda had=had: _done(database) > had, 20):  # type: ignore[misc]
                time.sleep(chance.uniform(0, 0.4))
            os.kill(press.pid, signal.SIGKILL)
            press.wait()
        killed += 1
    with _press(database, folder) as press:
        soon(lambda: _done(database) == _wanted(database), 120)
        press.terminate()
        press.wait()
    return _left(database, folder, killed)


def _press(database: Database, folder: Path) -> "subprocess.Popen[bytes]":
    url = database.engine.url.render_as_string(hide_password=False)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-m", "tests.printing.killed_press", url, str(folder)], env=environment)


def _wanted(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Document)) or 0


def _done(database: Database) -> int:
    with database.reading() as session:
        done = select(func.count()).select_from(Document).where(Document.state == DocumentState.DONE)
        return session.scalar(done) or 0


def _left(database: Database, folder: Path, kills: int) -> Left:
    with database.reading() as session:
        papers = session.scalars(select(Document)).all()
        jobs = Counter(session.scalars(select(PrintJob.document_id)))
    files = list((folder / "papers").rglob("*.pdf"))
    of_paper = Counter(file.name.partition(".")[0] for file in files)
    return Left(
        papers=len(papers),
        done=sum(paper.state is DocumentState.DONE for paper in papers),
        files=len(files),
        wrong=sum(not _is_whole(folder, paper) for paper in papers),
        not_once=sum(of_paper[str(paper.id)] != 1 for paper in papers),
        pieces=len(list((folder / "papers").rglob("*.part"))),
        jobs_not_once=sum(jobs[paper.id] != 1 for paper in papers),
        kills=kills,
    )


def _is_whole(folder: Path, paper: Document) -> bool:
    content = (folder / "papers" / (paper.file or "nothing")).read_bytes() if paper.file else b""
    return (sha256(content).hexdigest(), len(content)) == (paper.sha256, paper.size)


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    """Work until told to stop."""
    lease.LEASE = timedelta(seconds=2)
    engine = create_engine(sys.argv[1])
    prepare_sqlite(engine)
    database, folder = Database(engine), Path(sys.argv[2])
    pool, archive = RenderPool(1), Archive(folder / "papers")
    delivery = Delivery(database, archive, _now, lambda address: printer_at(address, folder / "spool", asker(pool)))
    press = Press(database, pool, archive, _now, f"killed-{os.getpid()}", beside=[delivery])
    stopped = Stopped()
    press.start()
    while not stopped():
        time.sleep(0.05)
    press.stop()


class Stopped:
    """Whether the process was asked to stop."""

    def __init__(self) -> None:
        self._stopped = False
        signal.signal(signal.SIGTERM, self._stop)

    def __call__(self) -> bool:
        return self._stopped

    def _stop(self, *_: object) -> None:
        self._stopped = True


if __name__ == "__main__":
    main()
