"""What is wrong with a pack of recorded clips, in words."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from pathlib import Path
from statistics import median
from typing import NamedTuple

from display.voice.clips import clip_names
from display.voice.pack import NotSound, Sound, folder_of, kiosk_folder, languages_of, read_sound
from display.voice.sentences import SENTENCES

FULL = 32_767
RUN = 4
SILENT = 60.0
LONGEST = 3.0
LONGEST_SENTENCE = 20.0
UNEVEN = 6.0


class _Limits(NamedTuple):
    """The language of a folder, and how many seconds its clips may last."""

    language: str
    longest: float


class _Usual(NamedTuple):
    """What the clips of a folder have in common, and how long one may last."""

    loudness: float
    rate: int
    longest: float


def check(pack: Path) -> list[str]:
    """Give what is wrong with a pack, a sentence each; nothing when it can be used."""
    findings = []
    for language in languages_of(pack) or ("ar",):
        findings += _check_folder(folder_of(pack, language), clip_names(language), _Limits(language, LONGEST))
        sentences = kiosk_folder(pack, language)
        if sentences.is_dir():
            findings += _check_folder(sentences, tuple(SENTENCES), _Limits(language, LONGEST_SENTENCE))
    return findings


def loudness(samples: array[int]) -> float:
    """Give the root of the mean square of samples: 0 when there are none."""
    return math.sqrt(sum(height * height for height in samples) / len(samples)) if samples else 0.0


def _check_folder(folder: Path, names: tuple[str, ...], limits: _Limits) -> list[str]:
    sounds, findings = {}, []
    for name in names:
        file = folder / f"{name}.wav"
        try:
            sounds[name] = read_sound(file)
        except NotSound:
            findings.append(f"{_shown(file, limits.language)} is not a mono WAV file with 16 bits.")
        except OSError:
            findings.append(f"{_shown(file, limits.language)} is missing.")
    return findings + _check_sounds(folder, limits, sounds)


def _check_sounds(folder: Path, limits: _Limits, sounds: dict[str, Sound]) -> list[str]:
    if not sounds:
        return []
    rate = Counter(sound.rate for sound in sounds.values()).most_common(1)[0][0]
    loud = {name: loudness(sound.samples) for name, sound in sounds.items()}
    usual = median([height for height in loud.values() if height >= SILENT] or [SILENT])
    findings = []
    for name, sound in sounds.items():
        file = _shown(folder / f"{name}.wav", limits.language)
        findings += [f"{file} {wrong}." for wrong in _faults(sound, loud[name], _Usual(usual, rate, limits.longest))]
    return findings


def _faults(sound: Sound, loud: float, usual: _Usual) -> list[str]:
    faults = []
    if sound.rate != usual.rate:
        faults.append(f"has {sound.rate} samples a second, the others {usual.rate}")
    if sound.seconds > usual.longest:
        faults.append(f"is too long: {sound.seconds:.1f} seconds, {usual.longest:.0f} at most")
    if loud < SILENT:
        return [*faults, "is silent"]
    if is_clipped(sound.samples):
        faults.append("is clipped: it was recorded too loud")
    apart = 20 * math.log10(loud / usual.loudness)
    if abs(apart) > UNEVEN:
        faults.append(f"is too {'loud' if apart > 0 else 'quiet'} beside the others, by {abs(apart):.0f} dB")
    return faults


def is_clipped(samples: array[int]) -> bool:
    """Tell whether samples stay at full scale for a run."""
    run = 0
    for height in samples:
        run = run + 1 if abs(height) >= FULL else 0
        if run >= RUN:
            return True
    return False


def _shown(file: Path, language: str) -> str:
    name = f"kiosk/{file.name}" if file.parent.name == "kiosk" else file.name
    return name if language == "ar" else f"{language}/{name}"
