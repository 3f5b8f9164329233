"""Drives websockets, Debian's and the newest: `websockets.connect` and `websockets.serve` are the legacy asyncio API in 10.x, the new one since 14."""

import asyncio

import websockets

from driver import Driver, describe, emit


class Websockets(Driver):
    async def connect(self, url, protocols):
        self.connection = None
        socket = await websockets.connect(url, subprotocols=protocols)
        self.connection = socket
        self.tell(socket, "open")
        self.reading = asyncio.create_task(self.read(socket))

    async def serve(self, options):
        self.app = options["app"]
        limits = {"max_size": options["maxMessage"]} if "maxMessage" in options else {}
        keepalive = options.get("keepalive")
        pings = {"ping_interval": keepalive["interval"] / 1000, "ping_timeout": keepalive["timeout"] / 1000} if keepalive else {}
        self.server = await websockets.serve(self.handle, "127.0.0.1", 0, **limits, **pings)
        emit("listening", port=self.server.sockets[0].getsockname()[1])

    async def handle(self, socket):
        self.connection = socket
        self.tell(socket, "open")
        if self.app != "return":
            await self.read(socket, self.app)

    async def read(self, socket, app=None):
        """The loop of the library's documentation: it ends at a normal close and throws ConnectionClosedError at any other."""
        try:
            async for message in socket:
                self.tell(socket, "message", data=message if isinstance(message, str) else None)
                if app == "throw":
                    raise RuntimeError("thrown by the handler")
                if app:
                    await socket.send(message)
        except websockets.ConnectionClosedError as error:
            self.tell(socket, "error", exception=describe(error))
        self.tell(socket, "closed", code=socket.close_code, reason=socket.close_reason, wasClean=None)

    async def send(self, text):
        await self.connection.send(text)

    async def close(self, **status):
        await self.connection.close(**status)

    async def abandon(self):
        socket, self.connection = self.connection, None
        if socket:
            socket.transport.abort()

    async def shutdown(self):
        self.server.close()
        await self.server.wait_closed()

    async def stop(self):
        await self.abandon()
        await self.shutdown()


asyncio.run(Websockets().run())
