"""What it costs to prove a paper: its code signed and checked, how large its QR is, and a certificate sealed."""

import io
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyhanko.pdf_utils.reader import PdfFileReader

import printing
from kiosk.proof.keyring import Keyring
from printing.proof.authority import make_illustrative_seal
from printing.proof.files import seal_files
from printing.proof.seal import seal
from printing.render import render
from singlewindow.documents.claims import Claims
from singlewindow.documents.proof import address, check, prove
from singlewindow.documents.records import DocumentKind

CLAIMS = Claims(DocumentKind.CERTIFICATE, 128, 123_456, date(2026, 11, 24), 326_550, 9345)
EXAMPLE = Path(printing.__file__).parent / "examples" / "certificate.ar.json"


def median(rounds: int, deed: Callable[[], object]) -> float:
    """Give the median seconds that a deed takes."""
    deed()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        deed()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main(quick: bool) -> int:
    """Print the costs; give how many of the checked things were wrong."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "keys"
        ring = Keyring(folder)
        ring.make_first(datetime.now(UTC))
        faults = _codes(ring, 200 if quick else 5000)
        make_illustrative_seal(folder, datetime.now(UTC))
        return faults + _seal(folder, 3 if quick else 40)


def _codes(ring: Keyring, rounds: int) -> int:
    raw, message = Ed25519PrivateKey.generate(), CLAIMS.packed()
    code = prove(ring, CLAIMS)
    signature = raw.sign(message)
    sign, floor = median(rounds, lambda: prove(ring, CLAIMS)), median(rounds, lambda: raw.sign(message))
    verify = median(rounds, lambda: check(ring, code))
    least = median(rounds, lambda: raw.public_key().verify(signature, message))
    print(f"code signed {sign * 1e6:.0f} µs = {sign / floor:.1f} × a bare Ed25519 signature ({floor * 1e6:.0f} µs)")
    print(f"code checked {verify * 1e6:.0f} µs = {verify / least:.1f} × a bare check ({least * 1e6:.0f} µs)")
    url = address("https://shubbak.example", code)
    qr = segno.make(url, error="m", boost_error=False, micro=False)
    print(f"address of {len(url)} characters, QR {qr.designator} ({qr.mode}), claims of {len(message)} bytes")
    return int(check(ring, code) != CLAIMS) + int(qr.mode != "alphanumeric")


def _seal(folder: Path, rounds: int) -> int:
    files = seal_files(folder, None, None)
    facts = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    number = str(facts["certificate_number"])
    plain = render("certificate", "ar", number, facts)
    sealed = seal("certificate", plain, files)
    drawn = median(rounds, lambda: render("certificate", "ar", number, facts))
    added = median(rounds, lambda: seal("certificate", plain, files))
    print(f"certificate drawn {drawn * 1000:.0f} ms, sealed {added * 1000:.0f} ms more = {added / drawn:.2f} × drawing")
    print(f"the seal adds {(len(sealed) - len(plain)) / 1000:.1f} kB to {len(plain) / 1000:.1f} kB")
    return int(len(PdfFileReader(io.BytesIO(sealed)).embedded_signatures) != 1)
