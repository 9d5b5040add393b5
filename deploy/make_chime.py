"""Write the board's chime: two decaying tones, 16-bit mono at 22.05 kHz. Argument: the file to write."""

import math
import struct
import sys
import wave

RATE = 22_050
TONES = ((880.0, 0.0), (659.25, 0.35))
LENGTH = 1.1


def sample(at: float) -> float:
    """Give the sound's height, -1 to 1, at a time in seconds."""
    begun = [(hertz, at - begin) for hertz, begin in TONES if at >= begin]
    return 0.45 * sum(math.sin(2 * math.pi * hertz * past) * math.exp(-5 * past) for hertz, past in begun)


with wave.open(sys.argv[1], "wb") as file:
    file.setnchannels(1)
    file.setsampwidth(2)
    file.setframerate(RATE)
    file.writeframes(b"".join(struct.pack("<h", int(32767 * sample(n / RATE))) for n in range(int(RATE * LENGTH))))
