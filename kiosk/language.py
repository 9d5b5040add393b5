"""The visitor's language: chosen by `?lang=`, remembered in a cookie, Arabic when nothing was chosen."""

from urllib.parse import urlencode

from flask import Flask, Response, g, request
from flask_babel import Babel, gettext

LANGUAGES = ("ar", "en")
COOKIE = "lang"


def register(app: Flask) -> None:
    """Choose the language of each answer of `app`."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "ar")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Africa/Cairo")
    Babel(app, locale_selector=chosen_language)
    app.after_request(_remember)
    app.jinja_env.globals["other_language_url"] = other_language_url
    app.jinja_env.filters["phrase"] = phrase


def chosen_language() -> str:
    """Give the language of this request."""
    for wish in (request.args.get(COOKIE), getattr(g, "lang", None), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            return str(wish)
    return "ar"


def phrase(text: str) -> str:
    """Give a phrase of the product in the visitor's language, and what people typed as it stands."""
    return str(gettext(text)) if text else ""


def other_language_url() -> str:
    """Give this page's address in the other language; its step is kept."""
    other = "ar" if chosen_language() == "en" else "en"
    return f"{request.path}?{urlencode({**request.args.to_dict(), COOKIE: other})}"


def _remember(response: Response) -> Response:
    wish = request.args.get(COOKIE)
    if wish in LANGUAGES and request.cookies.get(COOKIE) != wish:
        response.set_cookie(COOKIE, wish, max_age=31536000, samesite="Lax", httponly=True)
    return response
