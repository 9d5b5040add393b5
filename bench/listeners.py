"""Many sockets in a process of their own: each notes when it heard what. One loop, so that the server is measured."""

import asyncio
import re
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

Heard = list[dict[int, float]]
WATCH = '420["watch",{"center":"demo","language":"ar","windows":""}]'
NUMBERED = re.compile(r'"revision":\s*(\d+)')
AT_ONCE = 32
WITHIN = 120.0


class Listeners:
    """`count` sockets at an address, each heard for what is broadcast; `socketio` says whether they watch a board."""

    def __init__(self, address: str, count: int, socketio: bool) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_live, args=(theirs, address, count, socketio), daemon=True)

    def __enter__(self) -> Self:
        self._process.start()
        if not self._pipe.poll(WITHIN):
            raise TimeoutError("the sockets did not open")
        self._pipe.recv()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.join()

    def heard(self) -> Heard:
        """Give, for each socket, when (Unix time) it heard each number; none is heard any more."""
        self._pipe.send("enough")
        heard: Heard = self._pipe.recv()
        return heard


def _live(pipe: Connection, address: str, count: int, socketio: bool) -> None:
    asyncio.run(_listen(pipe, address, count, socketio))


async def _listen(pipe: Connection, address: str, count: int, socketio: bool) -> None:
    heard: Heard = [{} for _ in range(count)]
    few = asyncio.Semaphore(AT_ONCE)
    sockets = await asyncio.gather(*(_open(address, few, socketio) for _ in range(count)))
    tasks = [asyncio.create_task(_note(*pair)) for pair in zip(sockets, heard, strict=True)]
    pipe.send("open")
    await asyncio.to_thread(pipe.recv)
    pipe.send(heard)
    for task in tasks:
        task.cancel()


async def _open(address: str, few: asyncio.Semaphore, socketio: bool) -> ClientConnection:
    async with few:
        socket = await connect(address, compression=None, ping_interval=None, open_timeout=WITHIN)
        if socketio:
            await socket.recv()
            await socket.send("40")
            await socket.send(WATCH)
            while not str(await socket.recv()).startswith("430"):
                pass
        return socket


async def _note(socket: ClientConnection, heard: dict[int, float]) -> None:
    try:
        async for message in socket:
            now, text = time.time(), str(message)
            if text == "2":
                await socket.send("3")
            elif text.startswith(('42["board"', '["board"')) and (found := NUMBERED.search(text)):
                heard.setdefault(int(found[1]), now)
    except ConnectionClosed:
        return
