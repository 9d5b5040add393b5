"""`shubbak printer test ADDRESS`."""

from pathlib import Path

import pytest
from flask import Flask

from tests.printing.emulator import Emulator


def test_an_example_is_printed_and_every_step_said(app: Flask) -> None:
    with Emulator() as emulator:
        told = app.test_cli_runner().invoke(args=["printer", "test", emulator.address])
    assert (told.exit_code, told.output) == (0, "printer: ready\npage: printed\n")
    assert len(emulator.slips) == 1


def test_a_printer_without_paper_is_said_and_gets_nothing(app: Flask) -> None:
    with Emulator(paper=False) as emulator:
        told = app.test_cli_runner().invoke(args=["printer", "test", emulator.address])
    assert (told.exit_code, told.output) == (1, "printer: paper_out\n")


@pytest.mark.parametrize("paper", ["ticket", "receipt", "certificate"])
def test_each_example_goes_into_the_spool(app: Flask, tmp_path: Path, paper: str) -> None:
    told = app.test_cli_runner().invoke(args=["printer", "test", "file:", "--paper", paper])
    assert told.exit_code == 0
    assert len(list((tmp_path / "spool").glob("*.pdf"))) == 1


def test_a_wrong_address_is_said(app: Flask) -> None:
    told = app.test_cli_runner().invoke(args=["printer", "test", "lpd://x"])
    assert told.exit_code == 1
    assert "no known kind" in told.output
