"""Printers of the tests' own: `ippeveprinter`, a private CUPS, and the bus and the name service that they ask for."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from printing.printers.ipp import IppPrinter
from singlewindow.devices.records import PrinterState
from tests.patience import soon
from tests.printing.at_the_printer import ask
from tests.servers import ServerMissing, free_port

BUS = """<busconfig><type>system</type><listen>unix:path={bus}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_type="method_call"/>
<allow send_type="signal"/><allow send_type="method_return"/><allow send_type="error"/>
<allow receive_type="method_call"/><allow receive_type="signal"/><allow receive_type="method_return"/>
<allow receive_type="error"/></policy></busconfig>
"""
AVAHI = """[server]
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
enable-dbus=yes
"""
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def program(name: str) -> str:
    """Give a program's path; it may lie where only an administrator looks."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        raise ServerMissing(f"{name} is not installed; run: deploy/install/packages test")
    return found


class NameService:
    """A bus and avahi in a folder of their own: `ippeveprinter` starts with nothing less."""

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="shubbak-ipp-"))
        bus, conf = self._folder / "bus", self._folder / "bus.conf"
        conf.write_text(BUS.format(bus=bus), encoding="utf-8")
        (self._folder / "avahi.conf").write_text(AVAHI, encoding="utf-8")
        self.environment = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={bus}"}
        self._bus = subprocess.Popen(
            [program("dbus-daemon"), f"--config-file={conf}", "--nofork", "--nopidfile"], **QUIET
        )
        assert soon(bus.exists)
        flags = ["--no-drop-root", "--no-chroot", "--no-rlimits", "--no-proc-title"]
        command = [program("avahi-daemon"), "-f", str(self._folder / "avahi.conf"), *flags]
        self._avahi = subprocess.Popen(command, env=self.environment, **QUIET)
        time.sleep(0.5)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (self._avahi, self._bus):
            process.terminate()
            process.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)


class EvePrinter:
    """`ippeveprinter` on a free port; what it receives is kept in `folder`."""

    def __init__(self, names: NameService, folder: Path, *options: str) -> None:
        self._names, self.folder, self._options = names, folder, options
        self.port = free_port()
        self.folder.mkdir()

    @property
    def address(self) -> str:
        """The printer's address."""
        return f"ipp://127.0.0.1:{self.port}/ipp/print"

    def __enter__(self) -> Self:
        self.switch_on()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.switch_off()

    def switch_on(self) -> None:
        """Start the printer and wait until it answers."""
        options = ["-p", str(self.port), "-d", str(self.folder), "-k", "-r", "off", "-n", "localhost", "-s", "120,120"]
        command = [program("ippeveprinter"), *options, "-f", "application/pdf", *self._options, f"Test {self.port}"]
        self._process = subprocess.Popen(command, env=self._names.environment, **QUIET)
        printer = IppPrinter("127.0.0.1", self.port, "/ipp/print", False, ask)
        assert soon(lambda: printer.health().state is PrinterState.READY, 20), "ippeveprinter did not start"

    def switch_off(self) -> None:
        """Kill the printer."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(10)

    def received(self) -> list[bytes]:
        """What has arrived, oldest first."""
        files = sorted(self.folder.glob("*.pdf"), key=lambda file: file.stat().st_mtime_ns)
        return [file.read_bytes() for file in files]


CUPSD = """LogLevel warn
Listen 127.0.0.1:{port}
Browsing Off
DefaultAuthType None
WebInterface No
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
JobRetryInterval 1
ErrorPolicy retry-job
"""
FILES = """ServerRoot {folder}
RequestRoot {folder}/spool
TempDir {folder}/tmp
CacheDir {folder}/cache
StateDir {folder}/state
DataDir /usr/share/cups
ServerBin /usr/lib/cups
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
FileDevice Yes
SystemGroup root
User lp
Group lp
"""


class Cups:
    """A CUPS of the tests' own with one queue, `papers`, that stores what it is given and forwards it to a printer."""

    def __init__(self, forward_to: str, environment: dict[str, str]) -> None:
        self._to, self._environment = forward_to, environment
        self.port = free_port()

    @property
    def address(self) -> str:
        """The queue's address."""
        return f"cups://127.0.0.1:{self.port}/papers"

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="shubbak-cups-"))
        self._folder.chmod(0o755)
        for name in ("spool", "tmp", "cache", "state", "ppd"):
            (self._folder / name).mkdir()
            shutil.chown(self._folder / name, group="lp")
        (self._folder / "cupsd.conf").write_text(CUPSD.format(port=self.port), encoding="utf-8")
        (self._folder / "cups-files.conf").write_text(FILES.format(folder=self._folder), encoding="utf-8")
        conf = ["-c", str(self._folder / "cupsd.conf"), "-s", str(self._folder / "cups-files.conf")]
        self._process = subprocess.Popen([program("cupsd"), "-f", *conf], env=self._environment, **QUIET)
        server = ["-h", f"127.0.0.1:{self.port}"]
        added = [program("lpadmin"), *server, "-p", "papers", "-E", "-v", self._to, "-m", "everywhere"]
        added += ["-o", "printer-error-policy=retry-job"]
        assert soon(lambda: subprocess.run(added, env=self._environment, check=False, **QUIET).returncode == 0, 30)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(20)
        shutil.rmtree(self._folder, ignore_errors=True)
