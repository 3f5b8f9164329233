"""Drives uvicorn with a Starlette application; its first argument is what `--ws` would be. The file is not called uvicorn.py, because that would hide the library from itself."""

import asyncio
import socket
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from driver import Driver, emit


class Uvicorn(Driver):
    async def serve(self, options):
        self.app = options["app"]
        limits = {"ws_max_size": options["maxMessage"]} if "maxMessage" in options else {}
        if keepalive := options.get("keepalive"):
            limits |= {"ws_ping_interval": keepalive["interval"] / 1000, "ws_ping_timeout": keepalive["timeout"] / 1000}
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        app = Starlette(routes=[WebSocketRoute("/", self.handle)])
        # Without its logging, which would write to stdout.
        config = uvicorn.Config(app, ws=sys.argv[1], lifespan="off", log_config=None, access_log=False, **limits)
        self.server = uvicorn.Server(config)
        # serve() takes SIGTERM, as `uvicorn app:app` does, and raises it again when it has shut down.
        self.serving = asyncio.create_task(self.server.serve(sockets=[listener]))
        while not self.server.started:
            await asyncio.sleep(0.005)
        emit("listening", port=listener.getsockname()[1])

    async def handle(self, connection):
        await connection.accept()
        self.connection = connection
        self.tell(connection, "open")
        while self.app != "return":
            if self.app == "text-only":
                await connection.send_text(await connection.receive_text())
                continue
            message = await connection.receive()
            if message["type"] == "websocket.disconnect":
                self.tell(connection, "closed", code=message["code"], reason=message.get("reason"), wasClean=None)
                return
            text = message.get("text")
            self.tell(connection, "message", data=text)
            if self.app == "throw":
                raise RuntimeError("thrown by the handler")
            await (connection.send_bytes(message["bytes"]) if text is None else connection.send_text(text))

    async def send(self, text):
        await self.connection.send_text(text)

    async def close(self, **status):
        await self.connection.close(**status)

    async def abandon(self):
        self.connection = None
        for protocol in list(self.server.server_state.connections):
            if protocol.transport:
                protocol.transport.abort()

    async def shutdown(self):
        self.server.should_exit = True
        await self.serving

    async def stop(self):
        self.server.force_exit = True
        await self.abandon()
        await self.shutdown()


asyncio.run(Uvicorn().run())
