"""Numbers within sentences keep their order."""

import pytest

from singlewindow.text import numbers_isolated


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        ("ترخيص — طلب رقم 000-2026-000001-1", "ترخيص — طلب رقم \u2068000-2026-000001-1\u2069"),
        ("R-000-2026-27-000001، ثم 12", "\u2068R-000-2026-27-000001\u2069، ثم 12"),
        ("شارع 5 - عمارة 7", "شارع 5 - عمارة 7"),
        ("", ""),
    ],
)
def test_a_number_with_dashes_stands_by_itself(sentence: str, written: str) -> None:
    assert numbers_isolated(sentence) == written
