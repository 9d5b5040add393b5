"""The keys that prove papers: private files, one that signs, old ones that still prove."""

import json
import logging
import os
import stat
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from kiosk.proof.keyring import Keyring, KeysMissing
from singlewindow.documents.claims import Claims
from singlewindow.documents.proof import NotProved, check, prove
from singlewindow.documents.records import DocumentKind
from singlewindow.keyfiles import KeysTooOpen

CLAIMS = Claims(DocumentKind.RECEIPT, 1, 2, date(2026, 11, 24), 100, 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def ring(folder: Path, now: datetime) -> Keyring:
    ring = Keyring(folder)
    ring.make_first(now)
    return ring


def test_the_first_key_is_made_once(ring: Keyring, now: datetime) -> None:
    ring.make_first(now)
    assert len(ring.all_keys()) == 1


def test_only_the_owner_reaches_the_keys(ring: Keyring, folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o666])
def test_a_key_that_others_can_read_is_refused(ring: Keyring, folder: Path, mode: int) -> None:
    next(folder.glob("*.key")).chmod(mode)
    with pytest.raises(KeysTooOpen, match="600"):
        Keyring(folder)


@pytest.mark.parametrize("mode", [0o701, 0o750, 0o777])
def test_a_folder_that_others_can_enter_is_refused(ring: Keyring, folder: Path, mode: int) -> None:
    folder.chmod(mode)
    with pytest.raises(KeysTooOpen, match="700"):
        Keyring(folder)


def test_papers_signed_before_a_rotation_stay_proved(ring: Keyring, folder: Path, now: datetime) -> None:
    codes = [prove(ring, CLAIMS)]
    for day in range(1, 4):
        ring.rotate(now + timedelta(days=day))
        codes.append(prove(ring, CLAIMS))
    assert len({code[:4] for code in codes}) == 4
    assert [check(Keyring(folder), code) for code in codes] == [CLAIMS] * 4


def test_a_retired_key_signs_no_more_and_its_secret_is_gone(ring: Keyring, folder: Path, now: datetime) -> None:
    secret = next(folder.glob("*.key")).read_bytes()
    ring.rotate(now)
    first, second = ring.all_keys()
    assert (bool(first.retired), second.retired) == (True, "")
    assert [file.name for file in folder.glob("*.key")] == [f"paper-{second.id}.key"]
    assert all(secret not in file.read_bytes() for file in folder.iterdir())


def test_another_process_follows_a_rotation_at_its_next_paper(ring: Keyring, folder: Path, now: datetime) -> None:
    beside = Keyring(folder)
    new = ring.rotate(now)
    assert beside.sign(b"")[0].hex() == new.id
    assert check(beside, prove(ring, CLAIMS)) == CLAIMS


def test_without_keys_nothing_is_signed_and_nothing_proved(folder: Path, ring: Keyring, tmp_path: Path) -> None:
    bare = Keyring(tmp_path / "nothing")
    with pytest.raises(KeysMissing):
        prove(bare, CLAIMS)
    with pytest.raises(NotProved):
        check(bare, prove(ring, CLAIMS))


def test_the_ring_holds_no_secret(ring: Keyring, folder: Path) -> None:
    secret = next(folder.glob("*.key")).read_bytes()
    told = json.loads((folder / "papers.json").read_text())
    assert [set(row) for row in told] == [{"id", "public", "made", "retired"}]
    assert secret.hex() not in json.dumps(told)
    assert secret.hex() not in repr(ring.all_keys())


def test_the_commands_list_and_rotate(app: Flask) -> None:
    runner = app.test_cli_runner()
    before = runner.invoke(args=["keys", "list"]).output
    assert before.count("signs") == 1
    rotated = runner.invoke(args=["keys", "rotate"])
    assert rotated.exit_code == 0, rotated.output
    after = runner.invoke(args=["keys", "list"]).output.splitlines()
    assert ["retired" in line for line in after] == [True, False]
    assert before[:4] in after[0]
    assert rotated.output.split()[1] in after[1]


def test_no_secret_is_ever_logged_or_shown(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    folder = app.extensions["keyring"]._folder
    secrets = [next(folder.glob("*.key")).read_bytes().hex()]
    shown = app.test_cli_runner().invoke(args=["keys", "rotate"]).output
    secrets.append(next(folder.glob("*.key")).read_bytes().hex())
    shown += app.test_cli_runner().invoke(args=["keys", "list"]).output + caplog.text
    assert not any(secret in shown for secret in secrets)


def test_keys_that_others_can_read_stop_the_start_in_one_line(folder: Path, ring: Keyring, tmp_path: Path) -> None:
    folder.chmod(0o755)
    environment = os.environ | {"SHUBBAK_DATA_DIR": str(tmp_path)}
    program = Path(sys.executable).with_name("shubbak")
    stopped = subprocess.run([program, "check"], env=environment, capture_output=True, text=True, check=False)
    assert stopped.returncode != 0
    assert "set its mode to 700" in stopped.stderr
    assert "Traceback" not in stopped.stderr


def test_init_makes_a_key_and_no_illustrative_seal_which_only_the_demonstration_has(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("shubbak")
    for command, seal in (("init", False), ("demo", True)):
        environment = os.environ | {"SHUBBAK_DATA_DIR": str(tmp_path / command)}
        subprocess.run([program, command], env=environment, check=True, stdout=subprocess.DEVNULL)
        keys = tmp_path / command / "keys"
        assert len(list(keys.glob("paper-*.key"))) == 1
        assert (keys / "illustrative-seal.p12").exists() is seal
