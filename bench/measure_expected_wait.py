"""The expected wait against two formulas, over a simulated month: mean error, and what the range holds."""

from statistics import fmean

from bench.simulated_month import Seen, month
from singlewindow.tickets.expected import expected_wait, pace_of

SEED = 33


def formula(seen: Seen) -> float:
    """Give people ahead × mean service time ÷ open windows, in seconds."""
    mean = fmean(visit.seconds for visit in seen.visits)
    return len(seen.hall.ahead) * mean / len(seen.hall.windows)


def main(quick: bool) -> int:
    """Print the errors in minutes and the share the range holds; 1 when ours is not the best or holds under 0.8."""
    ours, theirs, lately, held, widths = [], [], [], [], []
    for seen in month(SEED, 4 if quick else 22):
        expected = expected_wait(seen.hall, pace_of(seen.visits))
        if expected is None or not seen.last_hour:
            continue
        ours.append(abs(expected.middle - seen.waited) / 60)
        theirs.append(abs(formula(seen) - seen.waited) / 60)
        lately.append(abs(fmean(seen.last_hour) - seen.waited) / 60)
        held.append(expected.low <= seen.waited <= expected.high)
        widths.append((expected.high - expected.low) / 60)
    print(f"expected wait, a simulated month of {len(ours)} numbers: mean error in minutes")
    formulas = f"ahead × mean ÷ windows {fmean(theirs):.2f}; mean of the last hour {fmean(lately):.2f}"
    print(f"  ours {fmean(ours):.2f}; {formulas}")
    print(f"  our range holds {100 * fmean(held):.1f} % of the truth; it is {fmean(widths):.1f} minutes wide")
    return int(fmean(held) < 0.8 or fmean(ours) >= min(fmean(theirs), fmean(lately)))
