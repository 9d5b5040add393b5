import pytest

from printing import libraries


def test_this_machine_can_draw_papers() -> None:
    assert libraries.missing_packages() == []


def test_a_missing_library_is_told_by_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "find_library", lambda name: None if name == "harfbuzz-subset" else "lib.so")
    assert libraries.missing_packages() == ["libharfbuzz-subset0"]
