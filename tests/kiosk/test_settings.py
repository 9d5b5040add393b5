"""Settings refuse to be half right."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from kiosk.secret import kept_key
from kiosk.settings import UnknownSetting, load_settings


@pytest.fixture(autouse=True)
def _none_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_defaults_are_one_machine_with_an_embedded_database(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.database_url == f"sqlite:///{tmp_path / 'instance' / 'shubbak.sqlite'}"
    assert settings.public_url == "http://localhost:8000"


def test_a_misspelt_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHUBBAK_DATABSE_URL", "sqlite://")
    with pytest.raises(UnknownSetting, match="SHUBBAK_DATABSE_URL"):
        load_settings()


@pytest.mark.parametrize(("name", "value"), [("PORT", "0"), ("PORT", "many"), ("PRESS", "elsewhere"), ("THREADS", "1")])
def test_a_wrong_value_stops_the_start(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"SHUBBAK_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        load_settings()


def test_a_postgresql_address_finds_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHUBBAK_DATABASE_URL", "postgresql://localhost/x")
    assert load_settings().database_url == "postgresql+psycopg://localhost/x"


def test_the_secret_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    first, second = kept_key(tmp_path / "data", "secret-key"), kept_key(tmp_path / "data", "secret-key")
    assert first == second
    assert len(first) > 40
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o777 == 0o600
