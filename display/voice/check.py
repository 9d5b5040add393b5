"""What is wrong with a pack of recorded clips, in words."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from pathlib import Path
from statistics import median

from display.voice.clips import clip_names
from display.voice.pack import NotSound, Sound, folder_of, languages_of, read_sound

FULL = 32_767
RUN = 4
SILENT = 60.0
LONGEST = 3.0
UNEVEN = 6.0


def check(pack: Path) -> list[str]:
    """Give what is wrong with a pack, a sentence each; nothing when it can be used."""
    findings = []
    for language in languages_of(pack) or ("ar",):
        findings += _check_language(folder_of(pack, language), language)
    return findings


def loudness(samples: array[int]) -> float:
    """Give the root of the mean square of samples: 0 when there are none."""
    return math.sqrt(sum(height * height for height in samples) / len(samples)) if samples else 0.0


def _check_language(folder: Path, language: str) -> list[str]:
    sounds, findings = {}, []
    for name in clip_names(language):
        file = folder / f"{name}.wav"
        try:
            sounds[name] = read_sound(file)
        except NotSound:
            findings.append(f"{_shown(file, language)} is not a mono WAV file with 16 bits.")
        except OSError:
            findings.append(f"{_shown(file, language)} is missing.")
    return findings + _check_sounds(folder, language, sounds)


def _check_sounds(folder: Path, language: str, sounds: dict[str, Sound]) -> list[str]:
    if not sounds:
        return []
    rate = Counter(sound.rate for sound in sounds.values()).most_common(1)[0][0]
    loud = {name: loudness(sound.samples) for name, sound in sounds.items()}
    usual = median([height for height in loud.values() if height >= SILENT] or [SILENT])
    findings = []
    for name, sound in sounds.items():
        file = _shown(folder / f"{name}.wav", language)
        findings += [f"{file} {wrong}." for wrong in _faults(sound, loud[name], usual, rate)]
    return findings


def _faults(sound: Sound, loud: float, usual: float, rate: int) -> list[str]:
    faults = []
    if sound.rate != rate:
        faults.append(f"has {sound.rate} samples a second, the others {rate}")
    if sound.seconds > LONGEST:
        faults.append(f"is too long: {sound.seconds:.1f} seconds, {LONGEST:.0f} at most")
    if loud < SILENT:
        return [*faults, "is silent"]
    if is_clipped(sound.samples):
        faults.append("is clipped: it was recorded too loud")
    apart = 20 * math.log10(loud / usual)
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
    return file.name if language == "ar" else f"{language}/{file.name}"
