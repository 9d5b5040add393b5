"""The facts of the audit as people read them."""

import pytest
from flask import Flask

from kiosk.audit.facts import told


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"amount": 125050}, [("المبلغ", "١٬٢٥٠٫٥٠")]),
        ({"starts_at": "2026-11-26 08:00:00+02:00"}, [("يبدأ", "٢٦ نوفمبر ٢٠٢٦ ٠٨:٠٠")]),
        ({"promised_on": "2026-12-01"}, [("الموعد الموعود", "١ ديسمبر ٢٠٢٦")]),
        ({"active": False, "position": 3}, [("يعمل", "لا"), ("الترتيب", "٣")]),
        ({"reason": "complaint", "else": "2026-13-45"}, [("السبب", "complaint"), ("else", "2026-13-45")]),
    ],
)
def test_money_stands_in_pounds_and_moments_as_dates(
    app: Flask, facts: dict[str, object], shown: list[tuple[str, str]]
) -> None:
    with app.test_request_context("/audit?lang=ar"):
        assert told(facts) == shown
