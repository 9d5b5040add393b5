"""What a paper may fetch while it is drawn: its own fonts and data it carries, nothing else."""

from pathlib import Path
from typing import Any

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

FONTS = Path(__file__).resolve().parent / "fonts"


class ClosedFetcher(URLFetcher):  # type: ignore[misc]
    """Reads font files of our own folder and data URIs; anything else ends the rendering, for all to see."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data", "file"}, allow_redirects=False)
        self._fonts = {file.as_uri() for file in FONTS.glob("*.ttf")}

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The content at `url`. Raises FatalURLFetchingError for all but our fonts and data URIs."""
        if url not in self._fonts and not url.startswith("data:"):
            raise FatalURLFetchingError(f"a paper may not fetch {url[:100]!r}")
        return super().fetch(url, headers)
