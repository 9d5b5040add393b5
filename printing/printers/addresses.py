"""From an address to a printer."""

from pathlib import Path
from urllib.parse import SplitResult, parse_qs, urlsplit

from printing.printers.printer import Ask, Printer, WrongAddress

KINDS = ("file", "escpos", "ipp", "ipps", "cups")
ESCPOS_PORT = 9100
IPP_PORT = 631


def printer_at(address: str, spool: Path, ask: Ask) -> Printer:
    """Give the printer at an address: `file:[FOLDER]`, `escpos://HOST[:PORT]`, `escpos:/dev/usb/lp0`, `ipp://…`,
    `ipps://…`, `cups://QUEUE` or `cups://HOST[:PORT]/QUEUE`.

    `spool` is the folder of `file:` without one, `ask` a worker that rasterises. Raises WrongAddress.
    """
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as wrong:
        raise WrongAddress(f"{address!r}: {wrong}") from wrong
    if parts.scheme not in KINDS:
        raise WrongAddress(f"{address!r} is of no known kind ({', '.join(KINDS)})")
    if parts.scheme == "file":
        return _file(parts, spool)
    return _escpos(parts, ask) if parts.scheme == "escpos" else _ipp(parts, ask)


def _file(parts: SplitResult, spool: Path) -> Printer:
    from printing.printers.file import FilePrinter

    if parts.netloc:
        raise WrongAddress("a folder is file:/path, with one slash or three")
    return FilePrinter(Path(parts.path) if parts.path else spool)


def _escpos(parts: SplitResult, ask: Ask) -> Printer:
    from printing.printers.escpos import EscPosPrinter
    from printing.printers.lines import DeviceLine, SocketLine

    host, port, device = parts.hostname, parts.port or ESCPOS_PORT, parts.path
    if bool(host) == (len(device) > 1):
        raise WrongAddress("a thermal printer is escpos://host:9100 or escpos:/dev/usb/lp0")
    silent = parse_qs(parts.query).get("status") == ["no"]
    if host:
        return EscPosPrinter(lambda: SocketLine(host, port), ask, silent)
    return EscPosPrinter(lambda: DeviceLine(Path(device)), ask, silent)


def _ipp(parts: SplitResult, ask: Ask) -> Printer:
    from printing.printers.ipp import IppPrinter

    path, port, host = parts.path, parts.port or IPP_PORT, parts.hostname
    if parts.scheme == "cups":
        queue = path.strip("/") or parts.netloc
        host, port = (host, port) if path.strip("/") else ("localhost", IPP_PORT)
        path = f"/printers/{queue}"
        if not queue:
            raise WrongAddress("a queue of CUPS is cups://queue or cups://host:631/queue")
    if not host:
        raise WrongAddress("an IPP printer is ipp://host/path")
    return IppPrinter(host, port, path or "/ipp/print", parts.scheme == "ipps", ask)
