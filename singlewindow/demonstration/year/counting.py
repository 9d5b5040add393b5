"""The numbers of a center's series in a made-up year, kept in memory and written at its end."""

from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, update

from singlewindow.numbering import series

Key = tuple[str, str]
RAISE = (
    update(series)
    .where(*(series.c[name] == bindparam(f"of_{name}") for name in ("center_id", "kind", "period")))
    .values(last=bindparam("new_last"))
)


class Counting:
    """The series of one center, whose row is locked, from where they stand."""

    def __init__(self, connection: Connection, center_id: UUID) -> None:
        self._connection, self._center_id = connection, center_id
        own = select(series.c.kind, series.c.period, series.c.last).where(series.c.center_id == center_id)
        self._there: dict[Key, int] = {(kind, period): last for kind, period, last in connection.execute(own)}
        self._last: dict[Key, int] = {}

    def next(self, kind: str, period: str) -> int:
        """Give the next number of a series, from 1."""
        key = (kind, period)
        self._last[key] = self._last.get(key, self._there.get(key, 0)) + 1
        return self._last[key]

    def write(self) -> None:
        """Write how far each series has come."""
        new = [self._row(key, "") for key in self._last if key not in self._there]
        raised = [self._row(key, "of_") for key in self._last if key in self._there]
        if new:
            self._connection.execute(insert(series), new)
        if raised:
            self._connection.execute(RAISE, raised)

    def _row(self, key: Key, of: str) -> dict[str, object]:
        where = {f"{of}center_id": self._center_id, f"{of}kind": key[0], f"{of}period": key[1]}
        return {**where, "new_last" if of else "last": self._last[key]}
