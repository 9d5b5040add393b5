"""Sealing a certificate: a PAdES signature of level B-B (ETSI EN 319 142-1) over the finished file.

Runs in the workers of the pool only. The file stays what it was: the signature is added behind it, and its PDF
version is not raised, which would end its conformance with PDF/A-3.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

from printing.errors import SealBroken
from printing.proof.files import SealFiles

SEALED = ("certificate",)
FIELD = "Seal"
REASON = "Integrity of this certificate"
ILLUSTRATIVE = "ILLUSTRATIVE, for demonstration only; not a licensed electronic signature (Law 15/2004)"


class Appendix(IncrementalPdfFileWriter):
    """What is added behind a file; leaves the file's PDF version as it is."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Raise nothing: PDF/A-3 is of version 1.7, and PAdES needs no more."""


def seal(kind: str, content: bytes, files: SealFiles | None) -> bytes:
    """Give the file of a paper, signed if its kind is sealed here. Raises SealBroken."""
    if files is None or kind not in SEALED:
        return content
    signer = PdfSigner(
        PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=ILLUSTRATIVE if files.illustrative else REASON,
        ),
        signer=_signer(files),
        new_field_spec=SigFieldSpec(FIELD),
    )
    sealed: bytes = signer.sign_pdf(Appendix(BytesIO(content))).getvalue()
    return sealed


@cache
def _signer(files: SealFiles) -> SimpleSigner:
    try:
        password = Path(files.password_file).read_bytes().strip() if files.password_file else None
        signer: SimpleSigner = SimpleSigner.load_pkcs12_data(Path(files.pkcs12).read_bytes(), (), password)
    except (OSError, ValueError) as error:
        raise SealBroken(f"the center's certificate can't be used: {type(error).__name__}") from None
    return signer
