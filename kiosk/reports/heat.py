"""The heat map of waits: weekdays by hours of arrival, the darker the longer, each with its number written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from singlewindow.reports.span import SATURDAY, WEEK
from singlewindow.reports.visit_figures import HeatCell

LEVELS = 4


@dataclass(frozen=True)
class HeatMap:
    """Weekdays (0 Monday … 6 Sunday) in the order of a week that begins on Saturday, hours, and their cells."""

    weekdays: Sequence[int]
    hours: Sequence[int]
    cells: Mapping[tuple[int, int], HeatCell]

    def level(self, weekday: int, hour: int) -> int:
        """Give how dark a cell is, from 0 (nobody was called, or no wait) to LEVELS, the longest of the map."""
        cell = self.cells.get((weekday, hour))
        longest = max((other.waiting or 0 for other in self.cells.values()), default=0)
        if cell is None or not cell.waiting or not longest:
            return 0
        return -(-cell.waiting * LEVELS // longest)


def heat_map(cells: Mapping[tuple[int, int], HeatCell]) -> HeatMap:
    """Give the map of cells: every hour from the first to the last in which anybody came, and their weekdays."""
    hours = [hour for _, hour in cells]
    found = {weekday for weekday, _ in cells}
    week = [(SATURDAY + ahead) % WEEK for ahead in range(WEEK)]
    span = range(min(hours), max(hours) + 1) if hours else range(0)
    return HeatMap([day for day in week if day in found], span, cells)
