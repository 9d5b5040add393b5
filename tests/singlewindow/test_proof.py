"""The code of a paper: what it says is what was signed, and nothing else passes."""

from base64 import b32decode, b32encode
from contextlib import suppress
from datetime import date

import cbor2
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as some

from singlewindow.documents.claims import KINDS, Claims, ClaimsWrong, last_digits, slip_serial, unpacked
from singlewindow.documents.proof import DOMAIN, NotProved, address, check, prove
from singlewindow.documents.records import DocumentKind
from singlewindow.numbering import request_number
from tests.singlewindow.paper_key import PaperKey

KEY = PaperKey()
RECEIPT = Claims(DocumentKind.RECEIPT, 42, 123, date(2026, 11, 24), 126_550, 345)
any_claims = some.builds(
    Claims,
    kind=some.sampled_from(sorted(KINDS)),
    center=some.integers(0, 999),
    serial=some.integers(1, 9_999_999),
    day=some.dates(date(2020, 1, 1), date(2200, 1, 1)),
    total=some.integers(0, 99_999_999_999),
    identity=some.integers(0, 9999),
)


@given(any_claims)
def test_what_was_claimed_is_what_the_code_says(claims: Claims) -> None:
    code = prove(KEY, claims)
    assert check(KEY, code) == check(KEY, code.lower()) == claims


@given(any_claims, some.data())
def test_any_flipped_bit_is_refused(claims: Claims, data: some.DataObject) -> None:
    code = prove(KEY, claims)
    content = bytearray(b32decode(code + "=" * (-len(code) % 8)))
    bit = data.draw(some.integers(0, 8 * len(content) - 1))
    content[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NotProved):
        check(KEY, b32encode(bytes(content)).decode().rstrip("="))


@given(some.data())
def test_any_other_letter_is_refused(data: some.DataObject) -> None:
    code = prove(KEY, RECEIPT)
    place = data.draw(some.integers(0, len(code) - 1))
    letter = data.draw(some.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
    other = code[:place] + letter + code[place + 1 :]
    if other != code:
        with pytest.raises(NotProved):
            check(KEY, other)


@given(some.text(max_size=300) | some.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", max_size=300))
def test_no_text_at_all_does_more_than_be_refused(text: str) -> None:
    with pytest.raises(NotProved):
        check(KEY, text)


@given(some.binary(max_size=60))
def test_no_bytes_are_claims_but_canonical_ones(content: bytes) -> None:
    with suppress(ClaimsWrong):
        assert unpacked(content).packed() == content


@pytest.mark.parametrize("domain", [b"", b"shubbak paper 2\x00", b"shubbak receipt\x00"])
def test_what_the_key_signed_for_another_purpose_proves_no_paper(domain: bytes) -> None:
    packed = RECEIPT.packed()
    key_id, signature = KEY.sign(domain + packed)
    with pytest.raises(NotProved):
        check(KEY, b32encode(key_id + packed + signature).decode().rstrip("="))


def test_another_key_proves_nothing_though_its_id_is_the_same() -> None:
    with pytest.raises(NotProved):
        check(PaperKey(), prove(KEY, RECEIPT))


def test_an_unknown_key_id_is_refused() -> None:
    with pytest.raises(NotProved):
        check(PaperKey(b"\xff\xff"), prove(KEY, RECEIPT))


@pytest.mark.parametrize(
    "values",
    [
        {1: 1, 2: 42, 3: 123, 4: 2519, 5: 126_550},
        {1: 9, 2: 42, 3: 123, 4: 2519, 5: 126_550, 6: 345},
        {1: 1, 2: 42, 3: 123, 4: 10**9, 5: 126_550, 6: 345},
        {1: 1, 2: -42, 3: 123, 4: 2519, 5: 126_550, 6: 345},
        {1: True, 2: 42, 3: 123, 4: 2519, 5: 126_550, 6: 345},
        {1: 1, 2: 42, 3: 123, 4: 2519, 5: 126_550, 6: 345, 7: 1},
        [1, 2, 3],
        "نص",
    ],
)
def test_signed_bytes_that_are_no_claims_are_refused(values: object) -> None:
    packed = cbor2.dumps(values, canonical=True)
    key_id, signature = KEY.sign(DOMAIN + packed)
    with pytest.raises(NotProved):
        check(KEY, b32encode(key_id + packed + signature).decode().rstrip("="))


def test_claims_written_longer_than_need_be_are_refused() -> None:
    canonical = RECEIPT.packed()
    longer = canonical.replace(bytes([1, 1]), bytes([1, 0x18, 1]), 1)
    assert cbor2.loads(longer) == cbor2.loads(canonical)
    with pytest.raises(ClaimsWrong):
        unpacked(longer)


def test_the_number_on_the_paper_follows_from_the_claims() -> None:
    slip = request_number(42, 2026, 4517)
    assert RECEIPT.number == "R-042-2026-27-000123"
    assert Claims(DocumentKind.CERTIFICATE, 42, 18, date(2026, 6, 30), 1, 0).number == "C-042-2025-26-000018"
    assert Claims(DocumentKind.SLIP, 42, slip_serial(slip), date(2026, 11, 24), 0, 0).number == slip


def test_of_an_identity_the_code_holds_four_digits() -> None:
    assert last_digits("29001011300120") == 120
    assert last_digits("") == 0


def test_the_address_is_a_qr_code_of_version_seven() -> None:
    largest = Claims(DocumentKind.CERTIFICATE, 128, 999_999, date(2050, 1, 1), 4_000_000_000, 9999)
    code = segno.make(
        address("https://shubbak.example", prove(KEY, largest)), error="m", boost_error=False, micro=False
    )
    assert (code.version, code.mode) == (7, "alphanumeric")
