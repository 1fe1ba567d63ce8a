"""The evidence for and against two profiles being one entity."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two profiles, by their places in a sequence, and the reasons why they may be one or not.

    Each reason comes with its worth in log-odds. The profile `full` stands before `short`, and has
    the fuller name.
    """

    short: int
    full: int
    reasons: tuple[tuple[str, float], ...]

    @property
    def score(self) -> float:
        """What all the reasons are worth together, in log-odds."""
        return sum(worth for _, worth in self.reasons)


def probability(score: float) -> float:
    """Log-odds → a probability, 0..1."""
    return 1 / (1 + exp(-score))
