"""How much happens in a made-up year: requests by month and center, with the published figures of one January."""

from collections.abc import Sequence
from dataclasses import dataclass

from singlewindow.demonstration.year.chance import Chance
from singlewindow.places.records import CenterKind

JANUARY = 0
RECEIVED, FINISHED, FINISHED_BY_CAR = 32_061, 26_146, 162
"""What the governorate announced of a January: requests received, finished in that month, and finished by the car."""
OF_YEAR, BY_CAR_OF_YEAR = 377_221, 1_883
"""What it announced of a year: requests received, and finished by the car."""
CAR_RECEIVES = 179
SEASONS = (1.0, 1.0, 0.82, 1.02, 1.03, 1.0, 1.04, 0.98, 1.06, 1.04, 1.01, 1.0)
SHARES = {CenterKind.MAIN: 9.0, CenterKind.MINI: 1.0}


@dataclass(frozen=True)
class Volume:
    """The requests that a center receives by month, and those of its first January that it finishes in it."""

    received: tuple[int, ...]
    finished_in_january: int


def volumes(kinds: Sequence[CenterKind], chance: Chance, scale: float) -> list[Volume]:
    """Give the volume of each center of a governorate, so that the sums are the announced figures times `scale`."""
    weights = [chance.about(SHARES[kind], 0.3) if kind in SHARES else 0.0 for kind in kinds]
    cars = [float(kind is CenterKind.MOBILE) for kind in kinds]
    months = [_received(month, scale, weights, cars) for month in range(12)]
    finished = _finished(months[JANUARY], cars, scale)
    return [Volume(tuple(month[n] for month in months), finished[n]) for n in range(len(kinds))]


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """Share out a whole number by weights; the largest remainders get what is left. Nothing, where nothing weighs."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda n: (shares[n] - exact[n], n))
    for n in by_remainder[: total - sum(shares)]:
        shares[n] += 1
    return shares


def _received(month: int, scale: float, weights: Sequence[float], cars: Sequence[float]) -> list[int]:
    rest, seasons = OF_YEAR - RECEIVED, sum(SEASONS[1:])
    whole = RECEIVED if month == JANUARY else rest * SEASONS[month] / seasons
    by_cars = CAR_RECEIVES if month == JANUARY else BY_CAR_OF_YEAR * SEASONS[month] / sum(SEASONS)
    total = round(whole * scale)
    of_cars = round(by_cars * scale) if any(cars) else 0
    return _sum(shared_out(total - of_cars, weights), shared_out(of_cars, cars))


def _finished(received: Sequence[int], cars: Sequence[float], scale: float) -> list[int]:
    by_cars = min(round(FINISHED_BY_CAR * scale), _of(received, cars))
    total = min(round(FINISHED * scale), sum(received))
    at_centers = [float(n) * (1 - car) for n, car in zip(received, cars, strict=True)]
    at_cars = [float(n) * car for n, car in zip(received, cars, strict=True)]
    return _sum(shared_out(total - by_cars, at_centers), shared_out(by_cars, at_cars))


def _of(numbers: Sequence[int], cars: Sequence[float]) -> int:
    return sum(int(n * car) for n, car in zip(numbers, cars, strict=True))


def _sum(ones: Sequence[int], others: Sequence[int]) -> list[int]:
    return [one + other for one, other in zip(ones, others, strict=True)]
