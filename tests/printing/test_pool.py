import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

import printing
from printing.errors import FactsWrong
from printing.pool import RenderPool
from tests.patience import PATIENCE, soon

ROOT = Path(printing.__file__).parents[1]
Facts = dict[str, object]


@pytest.fixture(scope="module")
def pool() -> Iterator[RenderPool]:
    with RenderPool(workers=2) as pool:
        yield pool


@pytest.fixture
def ticket(facts_of: Callable[..., Facts]) -> Facts:
    return facts_of("ticket")


def gone(process_id: int) -> bool:
    """Whether a process has ended, be it that its parent has not taken note yet."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_the_pool_draws_papers_in_processes_of_its_own(pool: RenderPool, ticket: Facts) -> None:
    papers = [pool.submit("ticket", "ar", str(n), ticket) for n in range(6)]
    assert all(paper.result(PATIENCE).startswith(b"%PDF-") for paper in papers)
    assert len({os.getpid(), *pool.process_ids()}) == 3


def test_what_render_raises_comes_back(pool: RenderPool) -> None:
    with pytest.raises(FactsWrong, match="missing"):
        pool.submit("ticket", "ar", "1", {}).result(PATIENCE)


def test_a_killed_worker_is_replaced_and_the_other_goes_on(pool: RenderPool, ticket: Facts) -> None:
    first, second = pool.process_ids()
    os.kill(first, signal.SIGKILL)
    assert soon(lambda: gone(first))

    def drawn() -> bool:
        try:
            papers = [pool.submit("ticket", "ar", "1", ticket) for _ in range(4)]
            return all(paper.result(PATIENCE).startswith(b"%PDF-") for paper in papers)
        except BrokenProcessPool:
            return False

    assert soon(drawn)
    assert second in pool.process_ids()
    assert first not in pool.process_ids()


def test_a_paper_that_hangs_is_given_up_with_its_worker(ticket: Facts) -> None:
    with RenderPool(workers=1) as pool:
        (hung,) = pool.process_ids()
        os.kill(hung, signal.SIGSTOP)
        stuck = pool.submit("ticket", "ar", "1", ticket)
        with pytest.raises(TimeoutError):
            stuck.result(0.5)
        pool.give_up(stuck)
        try:
            assert soon(stuck.done)
            assert soon(lambda: gone(hung))
            assert pool.submit("ticket", "ar", "2", ticket).result(PATIENCE).startswith(b"%PDF-")
        finally:
            if not gone(hung):
                os.kill(hung, signal.SIGCONT)


def test_a_restart_leaves_none_of_the_old_workers(pool: RenderPool, ticket: Facts) -> None:
    before = pool.process_ids()
    pool.restart()
    assert soon(lambda: all(map(gone, before)))
    assert not set(before) & set(pool.process_ids())
    assert pool.submit("ticket", "ar", "1", ticket).result(PATIENCE).startswith(b"%PDF-")


def test_workers_leave_ctrl_c_to_their_parent(pool: RenderPool, ticket: Facts) -> None:
    workers = pool.process_ids()
    for process_id in workers:
        os.kill(process_id, signal.SIGINT)
    assert pool.submit("ticket", "ar", "1", ticket).result(PATIENCE).startswith(b"%PDF-")
    assert pool.process_ids() == workers


def test_a_closed_pool_leaves_no_process() -> None:
    with RenderPool(workers=1) as pool:
        workers = pool.process_ids()
    assert soon(lambda: all(map(gone, workers)))


def test_closing_does_not_wait_for_ever_for_a_worker_that_hangs(ticket: Facts) -> None:
    pool = RenderPool(workers=1)
    (worker,) = pool.process_ids()
    os.kill(worker, signal.SIGSTOP)
    stuck = pool.submit("ticket", "ar", "1", ticket)
    assert soon(stuck.running)
    pool.close(patience=0.2)
    assert soon(lambda: gone(worker))
    with pytest.raises(BrokenProcessPool):
        stuck.result(PATIENCE)


ORPHANED = """
import time
from printing.pool import RenderPool
if __name__ == "__main__":
    pool = RenderPool(workers=2)
    print(*pool.process_ids(), flush=True)
    time.sleep(600)
"""


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(ORPHANED, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        workers = [int(process_id) for process_id in parent.stdout.readline().split()]
        assert len(workers) == 2
        assert not any(map(gone, workers))
        parent.kill()
        assert soon(lambda: all(map(gone, workers)))


def test_the_web_process_never_loads_the_renderer() -> None:
    code = "import sys, printing.pool, printing.archive, printing.errors; print('weasyprint' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_a_worker_over_its_memory_limit_is_replaced_after_its_paper_by_a_warm_one(ticket: Facts) -> None:
    with RenderPool(workers=1, memory_limit=1) as pool:
        (grown,) = pool.process_ids()

        def replaced() -> bool:
            assert pool.submit("ticket", "ar", "1", ticket).result(PATIENCE).startswith(b"%PDF-")
            return pool.process_ids() != [grown]

        assert soon(replaced)
        assert soon(lambda: gone(grown))


def test_a_worker_within_its_memory_limit_stays(pool: RenderPool, ticket: Facts) -> None:
    before = pool.process_ids()
    for _ in range(6):
        pool.submit("ticket", "ar", "1", ticket).result(PATIENCE)
    assert pool.process_ids() == before
    assert all(0 < held < 150 * 1024 * 1024 for held in pool.memory())


def test_a_worker_loads_nothing_of_the_web_process() -> None:
    code = "import sys, printing.worker; print([name for name in ('flask', 'sqlalchemy') if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
