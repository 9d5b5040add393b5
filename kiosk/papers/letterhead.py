"""The page on which a center sets the letterhead of its papers, and sees it."""

from hashlib import sha256
from threading import Lock
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from kiosk.edge import database, language, logos, now, paper_picture, show_digits
from kiosk.guards import current_center, current_staff, needs
from kiosk.manage.scope import managed_center
from kiosk.oversize import answer_too_large
from kiosk.refusals import message_of
from singlewindow.audit.actions import Action
from singlewindow.audit.note import note
from singlewindow.database import Work
from singlewindow.errors import N_, Invalid, Refusal, Unknown
from singlewindow.letterhead.facts import letterhead_facts
from singlewindow.letterhead.files import keep_logo
from singlewindow.letterhead.logo import LARGEST_FILE, LogoRefused, LogoTooLarge, kind_of_picture
from singlewindow.letterhead.setting import LONGEST_FOOTER, Letterhead, set_letterhead, set_logo
from singlewindow.people.roles import Permission
from singlewindow.places.records import Center

letterhead = Blueprint("letterhead", __name__)
KINDS = {"ticket": N_("Ticket"), "receipt": N_("Receipt"), "certificate": N_("Certificate")}
one_at_a_time = Lock()


class LogoMissing(Invalid):
    message = N_("Please choose the file of the logo.")


class ChooseCenter(Invalid):
    message = N_("Please choose the center first.")


class NoLogo(Unknown):
    message = N_("The logo of this center can’t be read. Please set it again.")


@letterhead.get("/manage/papers")
@needs(Permission.MANAGE_CENTER)
def form() -> Response:
    """Show the letterhead of a center and its preview; who belongs to none chooses it (`center`) in the settings."""
    if current_staff().center_id is None and "center" not in request.args:
        return redirect(url_for("manage.index"), 303)
    return make_response(_drawn(_center()))


@letterhead.post("/manage/papers")
@needs(Permission.MANAGE_CENTER)
def save() -> Response:
    """Set the lines and the digits."""
    typed, center = Letterhead(*(request.form.get(name, "") for name in Letterhead.__annotations__)), _center()
    try:
        with database().writing() as work:
            set_letterhead(work, center.id, typed)
            _note(work, center)
    except Refusal as refusal:
        return make_response(_drawn(center, message_of(refusal), typed), refusal.status)
    return _saved(center)


@letterhead.post("/manage/papers/logo")
@needs(Permission.MANAGE_CENTER)
def save_logo() -> Response:
    """Set the logo to the picture sent, once it is known to be one that papers can show."""
    sent, center = request.files.get("logo"), _center()
    try:
        content = sent.read() if sent else b""
        if not content:
            raise LogoMissing
        digest = keep_logo(logos(), content)
        _example("receipt", language(), {"logo": digest}, LogoRefused())
        with database().writing() as work:
            set_logo(work, center.id, digest)
            _note(work, center)
    except Refusal as refusal:
        return make_response(_drawn(center, message_of(refusal)), refusal.status)
    return _saved(center)


@letterhead.post("/manage/papers/logo/none")
@needs(Permission.MANAGE_CENTER)
def drop_logo() -> Response:
    """Let the papers go without a logo."""
    center = _center()
    with database().writing() as work:
        set_logo(work, center.id, "")
        _note(work, center)
    return _saved(center)


@letterhead.get("/manage/papers/logo")
@needs(Permission.MANAGE_CENTER)
def logo() -> Response:
    """Give the center's logo."""
    digest = _center().logo
    try:
        content = (logos() / digest).read_bytes() if digest else b""
    except OSError:
        content = b""
    if not digest or sha256(content).hexdigest() != digest:
        raise NoLogo
    return make_response(content, {"Content-Type": kind_of_picture(content).value})


@letterhead.get("/manage/papers/preview/<kind>.<any(ar, en):paper_language>.png")
@needs(Permission.MANAGE_CENTER)
def preview(kind: str, paper_language: str) -> Response:
    """Give the picture of an example paper with the center's letterhead, one at a time."""
    if kind not in KINDS:
        raise Unknown
    center = _center()
    facts = letterhead_facts(center, paper_language)
    own = {"center": center.name(paper_language), "digits": center.digits.value, "illustrative": True}
    image = _example(kind, paper_language, facts | own, NoLogo())
    return make_response(image, {"Content-Type": "image/png", "Cache-Control": "private, no-store"})


def _example(kind: str, paper_language: str, facts: dict[str, Any], refusal: Refusal) -> bytes:
    """Draw an example paper, one at a time; one that can't be drawn ends in `refusal`."""
    with one_at_a_time:
        try:
            return paper_picture(kind, paper_language, facts)
        except (RuntimeError, TimeoutError) as spoiled:
            raise refusal from spoiled


def _note(work: Work, center: Center) -> None:
    work.session.flush()
    note(work, Action.LETTERHEAD_SET, current_staff().id, center.id, center.code, now())


def _saved(center: Center) -> Response:
    flash(gettext("Saved. Papers from now on bear this letterhead."))
    return redirect(url_for("letterhead.form", center=center.code), 303)


def _center() -> Center:
    if code := request.args.get("center"):
        return managed_center(code)
    if current_staff().center_id is None:
        raise ChooseCenter
    with database().reading() as session:
        return session.get_one(Center, current_center())


def _drawn(center: Center, message: str = "", typed: Letterhead | None = None) -> str:
    show_digits(center.digits)
    papers = [(kind, name, language()) for kind, name in KINDS.items()]
    return render_template(
        "papers/letterhead.html",
        center=center,
        typed=typed or center,
        message=message,
        papers=papers,
        longest=LONGEST_FOOTER,
        largest_logo=LARGEST_FILE,
        logo_too_large=LogoTooLarge.message,
        mark=center.version,
    )


def _too_large() -> str:
    return _drawn(_center(), message_of(LogoTooLarge()))


answer_too_large(letterhead, "save_logo", Permission.MANAGE_CENTER, _too_large)
