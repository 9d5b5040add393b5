"""Sealing a certificate: a PAdES signature of level B-B (ETSI EN 319 142-1) over the finished file.

Runs in the workers of the pool only. The file stays what it was: the signature is added behind it, and its PDF
version is not raised, which would end its conformance with PDF/A-3.
"""

from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer, SimpleSigner

from printing.errors import SealBroken
from printing.proof.files import Seal, SealFiles, SealToken

SEALED = ("certificate",)
FIELD = "Seal"
REASON = "Integrity of this certificate"
ILLUSTRATIVE = "ILLUSTRATIVE, for demonstration only; not a licensed electronic signature (Law 15/2004)"


class Appendix(IncrementalPdfFileWriter):
    """What is added behind a file; leaves the file's PDF version as it is."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Raise nothing: PDF/A-3 is of version 1.7, and PAdES needs no more."""


def seal(kind: str, content: bytes, by: Seal | None) -> bytes:
    """Give the file of a paper, signed if its kind is sealed here. Raises SealBroken."""
    if by is None or kind not in SEALED:
        return content
    if isinstance(by, SealToken):
        signed: bytes = import_module("printing.proof.token").signed_on(by, lambda s: _signed(content, s, REASON))
        return signed
    return _signed(content, _signer(by), ILLUSTRATIVE if by.illustrative else REASON)


def _signed(content: bytes, signer: Signer, reason: str) -> bytes:
    signing = PdfSigner(
        PdfSignatureMetadata(field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason=reason),
        signer=signer,
        new_field_spec=SigFieldSpec(FIELD),
    )
    sealed: bytes = signing.sign_pdf(Appendix(BytesIO(content))).getvalue()
    return sealed


@cache
def _signer(files: SealFiles) -> SimpleSigner:
    try:
        password = Path(files.password_file).read_bytes().strip() if files.password_file else None
        signer: SimpleSigner = SimpleSigner.load_pkcs12_data(Path(files.pkcs12).read_bytes(), (), password)
    except (OSError, ValueError) as error:
        raise SealBroken(f"the center's certificate can't be used: {type(error).__name__}") from None
    return signer
