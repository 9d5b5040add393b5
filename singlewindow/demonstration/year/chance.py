"""The chance of a made-up year: one stream for each center, the same for a seed. Standard library only."""

import math
import random
from base64 import b32encode
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import accumulate
from typing import Generic, TypeVar
from uuid import UUID

T = TypeVar("T")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Chance(random.Random):
    """A stream of chance, and what the rows of a year need of it."""

    def key_at(self, moment: datetime) -> UUID:
        """Give a UUIDv7 (RFC 9562) of a moment."""
        milliseconds = int((moment - EPOCH).total_seconds() * 1000)
        random_bits = self.getrandbits(74)
        high = (milliseconds << 16) | 0x7000 | (random_bits >> 62)
        return UUID(int=(high << 64) | (1 << 63) | (random_bits & ((1 << 62) - 1)))

    def form_key(self) -> str:
        """Give a form key."""
        return f"{self.getrandbits(96):024x}"

    def code(self) -> str:
        """Give a code of 26 characters, as those by which a ticket or a request is followed."""
        return b32encode(self.getrandbits(136).to_bytes(17, "big"))[:26].decode()

    def happens(self, share: float) -> bool:
        """Tell whether something happens that happens so often, from 0 to 1."""
        return self.random() < share

    def about(self, mean: float, spread: float = 0.5) -> float:
        """Give a duration about a mean, few of them much longer."""
        return mean * math.exp(self.gauss(-spread * spread / 2, spread))


class Weighed(Generic[T]):
    """Things of which some are chosen more often than others."""

    def __init__(self, things: Sequence[T], weights: Sequence[float]) -> None:
        self._things = things
        self._sums = list(accumulate(weights))

    def any(self, chance: Chance, count: int = 1) -> list[T]:
        """Choose so many, each by itself."""
        return chance.choices(self._things, cum_weights=self._sums, k=count)
