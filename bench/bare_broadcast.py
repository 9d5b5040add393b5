"""The floor of a broadcast: a bare `websockets` server, in a process of its own, that sends as much to as many."""

import asyncio
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection

from websockets.asyncio.server import ServerConnection, broadcast, serve

from bench.listeners import Heard, Listeners

WITHIN = 120.0


def bare(count: int, rounds: int, pause: float, size: int) -> tuple[dict[int, float], Heard]:
    """Broadcast `rounds` messages of `size` characters to `count` sockets; give when each was sent, and was heard."""
    context = get_context("spawn")
    pipe, theirs = context.Pipe()
    server = context.Process(target=_serve, args=(theirs, rounds, pause, size), daemon=True)
    server.start()
    port = pipe.recv()
    try:
        with Listeners(f"ws://127.0.0.1:{port}", count, socketio=False) as listeners:
            pipe.send("go")
            if not pipe.poll(WITHIN):
                raise TimeoutError("the bare broadcast did not end")
            sent: dict[int, float] = pipe.recv()
            return sent, listeners.heard()
    finally:
        server.terminate()
        server.join()


def _serve(pipe: Connection, rounds: int, pause: float, size: int) -> None:
    asyncio.run(_broadcast(pipe, rounds, pause, size))


async def _broadcast(pipe: Connection, rounds: int, pause: float, size: int) -> None:
    async with serve(_stay, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
        pipe.send(server.sockets[0].getsockname()[1])
        await asyncio.to_thread(pipe.recv)
        sent = {}
        for number in range(rounds):
            await asyncio.sleep(pause)
            message = f'["board",{{"revision":{number},"html":"{"x" * size}"}}]'
            sent[number] = time.time()
            broadcast(server.connections, message)
        await asyncio.sleep(max(1.0, pause))
        pipe.send(sent)
        await asyncio.sleep(WITHIN)


async def _stay(socket: ServerConnection) -> None:
    await socket.wait_closed()
