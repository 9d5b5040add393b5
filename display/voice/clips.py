"""The spoken call as clips: which recorded pieces, in which order, say a ticket and its window. Standard library only.

A number up to 9999 takes four clips at most: thousands, hundreds, units, tens. In Arabic the last part after another
carries «و» in its own clip, so that no clip is a bare «و».
"""

PHRASES = ("chime", "again", "opening", "window")
LETTERS = tuple("BJDSCKLN")
WHOLE_WINDOWS = 18
HIGHEST = 9999
BELOW_TWENTY = tuple(range(1, 20))
TENS = tuple(range(20, 100, 10))
HUNDREDS = tuple(range(100, 1000, 100))
THOUSANDS = tuple(range(1000, 10_000, 1000))
LANGUAGES = ("ar", "en")


def clips_of(letter: str, number: int, window: int, again: bool, language: str = "ar") -> tuple[str, ...]:
    """Give the names of the clips that say a call: «عميل رقم ب ١٢٧، شباك ٣», after «نداء ثانٍ» when `again`.

    Raises ValueError for an unknown letter or a number outside 0 to 9999.
    """
    if letter not in LETTERS:
        raise ValueError(f"no ticket has the letter {letter!r}")
    first = ("again", "opening") if again else ("opening",)
    return (*first, f"letter-{letter}", *number_clips(number, language), *window_clips(window, language))


def number_clips(number: int, language: str = "ar") -> tuple[str, ...]:
    """Give the clips, four at most, that say a number from 0 to 9999; raises ValueError for another."""
    if not 0 <= number <= HIGHEST:
        raise ValueError(f"no clips say the number {number}")
    if number == 0:
        return ("number-0",)
    large = [part for part in (number // 1000 * 1000, number % 1000 // 100 * 100) if part]
    spoken = _arabic if language == "ar" else _english
    return tuple(spoken(large, number % 100))


def window_clips(window: int, language: str = "ar") -> tuple[str, ...]:
    """Give the clips that say a window: one up to 18, above that «شباك» and the number's clips."""
    if 1 <= window <= WHOLE_WINDOWS:
        return (f"window-{window}",)
    return ("window", *number_clips(window, language))


def clip_names(language: str = "ar") -> tuple[str, ...]:
    """Give the names of all clips of a pack: 112 in Arabic, 103 in English, where no hundreds carry an «and»."""
    joined = (*BELOW_TWENTY, *TENS, *(HUNDREDS if language == "ar" else ()))
    return (
        *PHRASES,
        *(f"letter-{letter}" for letter in LETTERS),
        *(f"window-{window}" for window in range(1, WHOLE_WINDOWS + 1)),
        *(f"number-{number}" for number in (0, *BELOW_TWENTY, *TENS, *HUNDREDS, *THOUSANDS)),
        *(f"and-{number}" for number in joined),
    )


def _arabic(large: list[int], rest: int) -> list[str]:
    """Units stand before tens, and «و» before the last part: مئة، سبعة، وعشرون."""
    tens, unit = (rest // 10 * 10, rest % 10) if rest >= 20 else (0, rest)
    parts = large + [part for part in (unit, tens) if part]
    return [*(f"number-{part}" for part in parts[:-1]), f"{'and' if len(parts) > 1 else 'number'}-{parts[-1]}"]


def _english(large: list[int], rest: int) -> list[str]:
    """Tens stand before units, and "and" before the first part below a hundred: one hundred, and twenty, seven."""
    tens, unit = (rest // 10 * 10, rest % 10) if rest >= 20 else (0, rest)
    clips = [f"number-{part}" for part in (*large, tens, unit) if part]
    if large and rest:
        clips[len(large)] = clips[len(large)].replace("number", "and")
    return clips
