"""IPP messages (RFC 8011) over HTTP, to a printer or to a queue of CUPS."""

import http.client
import ssl
import struct
from dataclasses import dataclass, field
from typing import Any

from pyipp.enums import IppOperation
from pyipp.exceptions import IPPParseError
from pyipp.parser import parse
from pyipp.serializer import encode_dict

PATIENCE = 10.0
VERSION = (2, 0)
FIRST_ERROR = 0x0400


class IppRefused(Exception):
    """The printer answered with an error; `status` is its code."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"{message or 'refused'} (0x{status:04x})")
        self.status = status


@dataclass(frozen=True)
class Endpoint:
    """Where messages go."""

    host: str
    port: int
    path: str
    secure: bool
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    @property
    def uri(self) -> str:
        """The printer's own name for itself."""
        return f"{'ipps' if self.secure else 'ipp'}://{self.host}:{self.port}{self.path}"

    def ask(
        self,
        operation: IppOperation,
        attributes: dict[str, Any],
        content: bytes = b"",
        job: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Send an operation and give its answer as parsed. Raises OSError or IppRefused."""
        head = {
            "attributes-charset": "utf-8",
            "attributes-natural-language": "en",
            "printer-uri": self.uri,
            "requesting-user-name": "shubbak",
        }
        message = {"version": VERSION, "operation": operation, "operation-attributes-tag": head | attributes}
        message["job-attributes-tag"] = job
        answer = self._parsed(self._post(encode_dict(message) + content))
        status = answer["status-code"] & 0xFFFF
        if status >= FIRST_ERROR:
            raise IppRefused(status, str(answer["operation-attributes"].get("status-message", "")))
        return answer

    def _post(self, body: bytes) -> bytes:
        connection = self._connection()
        try:
            connection.request("POST", self.path, body, {"Content-Type": "application/ipp"})
            response = connection.getresponse()
            data = response.read()
        except http.client.HTTPException as trouble:
            raise ConnectionError(f"no HTTP answer: {trouble!r}") from trouble
        finally:
            connection.close()
        if response.status != http.HTTPStatus.OK:
            raise ConnectionError(f"HTTP {response.status}")
        return data

    def _connection(self) -> http.client.HTTPConnection:
        if self.secure:
            return http.client.HTTPSConnection(self.host, self.port, timeout=PATIENCE, context=self.context)
        return http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)

    def _parsed(self, data: bytes) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = parse(data)
        except (IPPParseError, ValueError, KeyError, IndexError, struct.error) as wrong:
            raise ConnectionError(f"an answer that is not IPP: {wrong}") from wrong
        return answer
