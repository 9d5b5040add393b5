"""Telling a phone that follows a number that its number has moved; the phone then asks for its page."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask_socketio import SocketIO, join_room
from sqlalchemy import select

from singlewindow.database import Database
from singlewindow.places.clock import service_day
from singlewindow.tickets.records import Ticket
from singlewindow.tickets.transit import TicketMoved


class Following:
    """Joins a phone to the room of the number whose code it holds. What is sent says nothing but that it moved."""

    def __init__(self, socketio: SocketIO, database: Database, clock: Callable[[], datetime]) -> None:
        self._socketio, self._database, self._clock = socketio, database, clock
        database.listen(TicketMoved, lambda news: socketio.emit("turn", to=room(news.ticket_id)))
        socketio.on_event("follow", self._follow)

    def _follow(self, wish: object) -> dict[str, object]:
        """Let a phone follow a number of today: `{"code": …}`; a wrong code and an old one get the same answer."""
        code = wish.get("code") if isinstance(wish, dict) else None
        if not isinstance(code, str):
            return {"error": "not understood"}
        own = (Ticket.follow_code == code, Ticket.day == service_day(self._clock()))
        with self._database.reading() as session:
            ticket_id = session.scalar(select(Ticket.id).where(*own))
        if ticket_id is None:
            return {"error": "unknown number"}
        join_room(room(ticket_id))
        return {}


def room(ticket_id: UUID) -> str:
    """Give the name of the room of those who follow a number."""
    return f"turn:{ticket_id}"
