"""An example of each paper with all its facts, for previews, pictures and tests."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "examples"
SERIALS = {
    "ticket": "number",
    "papers_list": "printed_at",
    "slip": "request_number",
    "receipt": "receipt_number",
    "certificate": "certificate_number",
    "cash_statement": "statement_number",
    "report": "printed_at",
    "card": "number",
    "field_visit": "visit_number",
}
"""The kinds, each with the fact that stands for its serial."""

HANDED_BACK = {
    "withdrawal": True,
    "handed_back_at": "2026-12-01T11:20",
    "collector": "مواطن توضيحي أحمد عبد الرحمن",
    "collector_digits": "2345",
}
"""What makes the example of a slip say that the file was handed back."""


def example_facts(kind: str, language: str) -> dict[str, Any]:
    """The facts of the example of a paper of `kind` in `language`."""
    facts: dict[str, Any] = json.loads((FOLDER / f"{kind}.{language}.json").read_text(encoding="utf-8"))
    return facts


def example(kind: str, language: str, changes: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The serial and the facts of the example of a paper, with `changes` to its facts."""
    facts = example_facts(kind, language) | changes
    return str(facts[SERIALS[kind]]), facts
