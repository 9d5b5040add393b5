"""What each clip of the spoken call says, written out with the vowel signs that a reader needs. No digits."""

from display.voice.clips import BELOW_TWENTY, HUNDREDS, LETTERS, TENS, THOUSANDS, WHOLE_WINDOWS, clip_names

ARABIC_PHRASES = {"again": "نِدَاءٌ ثَانٍ", "opening": "عَمِيل رَقْم", "window": "شُبَّاك"}
ARABIC_LETTERS = dict(zip(LETTERS, ("بَاء", "جِيم", "دَال", "سِين", "صَاد", "كَاف", "لَام", "نُون"), strict=True))
ARABIC_SMALL = (
    *("وَاحِد", "اِثْنَان", "ثَلَاثَة", "أَرْبَعَة", "خَمْسَة", "سِتَّة", "سَبْعَة", "ثَمَانِيَة", "تِسْعَة", "عَشَرَة"),
    *("أَحَدَ عَشَر", "اِثْنَا عَشَر", "ثَلَاثَةَ عَشَر", "أَرْبَعَةَ عَشَر", "خَمْسَةَ عَشَر"),
    *("سِتَّةَ عَشَر", "سَبْعَةَ عَشَر", "ثَمَانِيَةَ عَشَر", "تِسْعَةَ عَشَر"),
)
ARABIC_TENS = ("عِشْرُون", "ثَلَاثُون", "أَرْبَعُون", "خَمْسُون", "سِتُّون", "سَبْعُون", "ثَمَانُون", "تِسْعُون")
ARABIC_HUNDREDS = (
    *("مِئَة", "مِئَتَان", "ثَلَاثُمِئَة", "أَرْبَعُمِئَة", "خَمْسُمِئَة"),
    *("سِتُّمِئَة", "سَبْعُمِئَة", "ثَمَانُمِئَة", "تِسْعُمِئَة"),
)
ARABIC_THOUSANDS = (
    *("أَلْف", "أَلْفَان", "ثَلَاثَة آلَاف", "أَرْبَعَة آلَاف", "خَمْسَة آلَاف"),
    *("سِتَّة آلَاف", "سَبْعَة آلَاف", "ثَمَانِيَة آلَاف", "تِسْعَة آلَاف"),
)
ENGLISH_PHRASES = {"again": "second call", "opening": "customer number", "window": "window"}
ENGLISH_LETTERS = dict(zip(LETTERS, ("bee", "jay", "dee", "ess", "see", "kay", "ell", "en"), strict=True))
ENGLISH_SMALL = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def words_of(language: str) -> dict[str, str]:
    """Give what each clip of a language says, by clip; the chime says nothing and is not among them."""
    words = _arabic() if language == "ar" else _english()
    return {name: words[name] for name in clip_names(language) if name in words}


def _arabic() -> dict[str, str]:
    hundreds = dict(zip(HUNDREDS, ARABIC_HUNDREDS, strict=True))
    numbers = {0: "صِفْر", **_small(ARABIC_SMALL, ARABIC_TENS), **hundreds}
    numbers |= dict(zip(THOUSANDS, ARABIC_THOUSANDS, strict=True))
    return _named(ARABIC_PHRASES, ARABIC_LETTERS, numbers, "وَ")


def _english() -> dict[str, str]:
    numbers = {0: "zero", **_small(ENGLISH_SMALL, ENGLISH_TENS)}
    numbers |= {hundred: f"{numbers[hundred // 100]} hundred" for hundred in HUNDREDS}
    numbers |= {thousand: f"{numbers[thousand // 1000]} thousand" for thousand in THOUSANDS}
    return _named(ENGLISH_PHRASES, ENGLISH_LETTERS, numbers, "and ")


def _small(below_twenty: tuple[str, ...], tens: tuple[str, ...]) -> dict[int, str]:
    return dict(zip((*BELOW_TWENTY, *TENS), (*below_twenty, *tens), strict=True))


def _named(phrases: dict[str, str], letters: dict[str, str], numbers: dict[int, str], joined: str) -> dict[str, str]:
    return {
        **phrases,
        **{f"letter-{letter}": name for letter, name in letters.items()},
        **{f"window-{n}": f"{phrases['window']} {numbers[n]}" for n in range(1, WHOLE_WINDOWS + 1)},
        **{f"number-{number}": said for number, said in numbers.items()},
        **{f"and-{number}": f"{joined}{said}" for number, said in numbers.items()},
    }
