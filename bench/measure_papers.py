"""Papers: how long each takes cold and warm, papers a second with one and two workers, whether memory is flat.

reportlab draws a ticket of the same content in the same run.
"""

import io
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import wait
from pathlib import Path

import psutil
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import printing
from printing.papers.examples import SERIALS, example
from printing.pool import RenderPool

ROUNDS, QUICK_ROUNDS = 40, 6
PAPERS, QUICK_PAPERS = 5_000, 200
MOST_GROWTH = 8.0
"""Megabytes by which a worker may grow over the second half of a run."""

COLD = (
    "import time; began = time.perf_counter()\n"
    "from printing.papers.examples import example\nfrom printing.render import render\n"
    "render('ticket', 'ar', *example('ticket', 'ar', {}))\nprint(time.perf_counter() - began)"
)


def main(quick: bool) -> int:
    """Print the measures; give 1 if a worker's memory grows."""
    rounds = QUICK_ROUNDS if quick else ROUNDS
    cold = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True).stdout
    print(f"a new process to its first ticket: {float(cold):.2f} s")
    _compare(rounds)
    for workers in (1, 2):
        _throughput(workers, rounds * 4)
    return _memory(QUICK_PAPERS if quick else PAPERS)


def _compare(rounds: int) -> None:
    """Print the warm median of each paper, and reportlab's ticket beside it."""
    with RenderPool(1) as pool:
        forms = [(kind, {}) for kind in SERIALS] + [("receipt", {"form": "roll"})]
        for kind, changes in forms:
            medians = []
            for language in ("ar", "en"):
                serial, facts = example(kind, language, changes)
                medians.append(
                    _median(
                        rounds, lambda k=kind, lang=language, s=serial, f=facts: pool.submit(k, lang, s, f).result()
                    )
                )
            print(f"{kind}{' (roll)' if changes else ''}: {medians[0]:.1f} ms Arabic, {medians[1]:.1f} ms English")
    print(f"reportlab, the words and code of the ticket: {_median(rounds, _reportlab_ticket):.1f} ms")


def _median(rounds: int, work: Callable[[], object]) -> float:
    times = []
    work()
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _throughput(workers: int, papers: int) -> None:
    with RenderPool(workers) as pool:
        pool.process_ids()
        for kind in ("ticket", "receipt", "certificate"):
            began = time.perf_counter()
            wait([pool.submit(kind, "ar", *example(kind, "ar", {})) for _ in range(papers)])
            print(f"{kind}: {papers / (time.perf_counter() - began):.1f} a second with {workers} worker(s)")


def _memory(papers: int) -> int:
    """Print a worker's memory over a mixed run; give 1 if it grew over its second half."""
    with RenderPool(1) as pool:
        worker = psutil.Process(pool.process_ids()[0])
        held = [worker.memory_info().rss / 1e6]
        for _ in range(10):
            for number in range(papers // 10):
                kind = ("ticket", "ticket", "receipt", "certificate")[number % 4]
                pool.submit(kind, "ar", *example(kind, "ar", {})).result()
            held.append(worker.memory_info().rss / 1e6)
    print(f"a worker over {papers} papers, MB: {' '.join(f'{megabytes:.0f}' for megabytes in held)}")
    return int(held[-1] - held[5] > MOST_GROWTH)


def _reportlab_ticket() -> bytes:
    """The example ticket as a Canvas draws it: the same words in the same font, unshaped, and the same code."""
    _, facts = example("ticket", "ar", {})
    millimetre = 72 / 25.4
    target = io.BytesIO()
    font = Path(printing.__file__).parent / "fonts" / "ShubbakKufi-Bold.ttf"
    if "Kufi" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Kufi", os.fspath(font)))
    canvas = Canvas(target, pagesize=(80 * millimetre, 210 * millimetre))
    lines = [
        facts["center"],
        facts["governorate"],
        "رقم دورك",
        f"ب {facts['number']}",
        facts["service"],
        facts["sector"],
    ]
    lines += ["أمامك عند الإصدار", str(facts["ahead"]), facts["issued_at"], "المستندات المطلوبة", *facts["papers"]]
    for number, line in enumerate(lines):
        canvas.setFont("Kufi", 40 if number == 3 else 10)
        canvas.drawCentredString(40 * millimetre, (200 - 9 * number) * millimetre, line)
    code = Drawing(27 * millimetre, 27 * millimetre)
    code.add(QrCodeWidget(facts["follow_url"], barWidth=27 * millimetre, barHeight=27 * millimetre))
    renderPDF.draw(code, canvas, 26 * millimetre, 10 * millimetre)
    canvas.save()
    return target.getvalue()
