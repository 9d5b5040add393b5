"""How pages write numbers, money and time: Jinja filters."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from flask import Flask, g
from jinja2 import pass_context
from jinja2.runtime import Context

from kiosk.edge import language
from singlewindow.cash.money import pounds
from singlewindow.formkeys import new_form_key
from singlewindow.places.clock import local
from singlewindow.text import ARABIC_DIGITS, ARABIC_FIGURES, numbers_isolated

WITHIN_A_NUMBER = re.compile(r"(?<=[0-9])[.,](?=[0-9])")


def register(app: Flask) -> None:
    """Give the templates of `app` their filters and globals."""
    app.jinja_env.filters.update({write.__name__: of_each_page(write) for write in (digits, money, clock, day)})
    app.jinja_env.filters["numbers_isolated"] = numbers_isolated
    app.jinja_env.globals.update(
        language=language, direction=direction, arabic_digits=arabic_digits, form_key=new_form_key
    )


def of_each_page(write: Callable[[Any], str]) -> Callable[[Context, Any], str]:
    """Give `write` as a filter that is asked anew for each page: Jinja writes a constant once for all of them."""

    @pass_context
    def written(_page: Context, value: Any) -> str:
        return write(value)

    return written


def arabic_digits() -> bool:
    """Tell whether this page shows ٠١٢: an Arabic page, unless its center chose otherwise."""
    return language() == "ar" and getattr(g, "digits", "arab") == "arab"


def digits(value: object) -> str:
    """Give a value's text in the digits of this page, the marks within its numbers too."""
    text = str(value)
    if not arabic_digits():
        return text
    return WITHIN_A_NUMBER.sub(lambda mark: mark[0].translate(ARABIC_FIGURES), text).translate(ARABIC_DIGITS)


def money(piastres: int) -> str:
    """Give piastres as pounds with two decimals in the digits of this page."""
    text = pounds(piastres)
    return text.translate(ARABIC_FIGURES) if arabic_digits() else text


def clock(moment: datetime) -> str:
    """Give the time of an aware moment in the centers' time zone, 24 hours."""
    return digits(local(moment).strftime("%H:%M"))


def day(moment: datetime | date) -> str:
    """Give the day of a moment as people read it: 24 نوفمبر 2026."""
    when = local(moment) if isinstance(moment, datetime) else moment
    return digits(format_date(when, "d MMMM y", locale="ar_EG@numbers=latn" if language() == "ar" else "en_GB"))


def direction() -> str:
    """Give the direction of this page's script."""
    return "rtl" if language() == "ar" else "ltr"
