"""The page of the screens' rules names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/screens.md"


def named(page: str) -> set[str]:
    """Give the tests that a page names."""
    return set(re.findall(r"`(test_\w+)`", page))


def test_every_test_that_the_page_names_exists() -> None:
    existing = {
        name for file in (ROOT / "tests").rglob("test_*.py") for name in re.findall(r"def (test_\w+)", file.read_text())
    }
    assert named(PAGE.read_text()) - existing == set()
    assert named("`test_nowhere`") - existing == {"test_nowhere"}


def test_every_rule_of_the_page_is_held_by_a_test() -> None:
    rules = [line for line in PAGE.read_text().splitlines() if line.startswith("| ") and "held by" not in line]
    assert len(rules) > 30
    assert [rule for rule in rules if not named(rule)] == []
