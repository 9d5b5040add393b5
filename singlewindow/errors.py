"""What a rule says when it refuses: a status for the web and a phrase for the person."""

from typing import ClassVar


def N_(phrase: str) -> str:  # noqa: N802 - the name that gettext's extraction looks for
    """Mark a phrase for translation and give it back as it is."""
    return phrase


class Refusal(Exception):
    """A rule said no. Nothing was changed.

    `message` is an English phrase with %(name)s places; `values` fills them; `status` is the HTTP status that
    fits (RFC 9110, section 15.5).
    """

    status: ClassVar[int] = 409
    message: ClassVar[str] = N_("This can't be done now.")

    def __init__(self, **values: object) -> None:
        super().__init__(self.message % values)
        self.values = values


class Invalid(Refusal):
    """What was typed can't be taken; `field` names the input it stands in."""

    status = 422
    message = N_("Please check what you typed.")
    field: ClassVar[str] = ""


class Unknown(Refusal):
    """What was asked for does not exist."""

    status = 404
    message = N_("We could not find what you asked for.")
