"""Making the stand-in pack: each clip's words spoken by espeak-ng, trimmed and brought to one loudness."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from array import array
from collections.abc import Iterator
from pathlib import Path

from display.voice.check import loudness
from display.voice.pack import Sound, folder_of, kiosk_folder, read_sound, wav_of
from display.voice.sentences import sentences_of
from display.voice.words import words_of

SPEAKER = "espeak-ng"
CHIME = Path(__file__).parents[1] / "static" / "chime.wav"
WORDS_A_MINUTE = {"ar": "140", "en": "160"}
LOUDNESS = 3000.0
HIGHEST_PEAK = 30_000
QUIET = 250
MARGIN = 0.01


class SpeakerMissing(RuntimeError):
    """The program espeak-ng is not installed."""


def make_pack(folder: Path, languages: tuple[str, ...]) -> Iterator[str]:
    """Write the clips of `languages` into `folder`, giving each clip's name as it is written; raises SpeakerMissing."""
    if shutil.which(SPEAKER) is None:
        raise SpeakerMissing
    for language in languages:
        place = folder_of(folder, language)
        place.mkdir(parents=True, exist_ok=True)
        _write(place / "chime.wav", levelled(read_sound(CHIME)))
        yield from _speak_all(place, words_of(language), language)
        yield from _speak_all(kiosk_folder(folder, language), sentences_of(language), language)


def _speak_all(place: Path, said: dict[str, str], language: str) -> Iterator[str]:
    place.mkdir(parents=True, exist_ok=True)
    for name, words in said.items():
        _write(place / f"{name}.wav", levelled(trimmed(speak(words, language))))
        yield name


def speak(words: str, language: str) -> Sound:
    """Give words as espeak-ng speaks them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "clip.wav"
        command = [SPEAKER, "-v", language, "-s", WORDS_A_MINUTE[language], "-w", str(file), words]
        subprocess.run(command, check=True, capture_output=True)
        return read_sound(file)


def trimmed(sound: Sound) -> Sound:
    """Give a sound without the silence before and after it."""
    heard = [place for place, height in enumerate(sound.samples) if abs(height) > QUIET]
    if not heard:
        return sound
    margin = round(MARGIN * sound.rate)
    return Sound(sound.samples[max(0, heard[0] - margin) : heard[-1] + margin], sound.rate)


def levelled(sound: Sound) -> Sound:
    """Give a sound at the pack's loudness, or as near as its peaks allow."""
    peak = max(map(abs, sound.samples), default=0)
    if not peak:
        return sound
    gain = min(LOUDNESS / loudness(sound.samples), HIGHEST_PEAK / peak)
    return Sound(array("h", [round(height * gain) for height in sound.samples]), sound.rate)


def _write(file: Path, sound: Sound) -> None:
    file.write_bytes(wav_of(sound))
