"""Drives Tornado, Debian's and the newest. The file is not called tornado.py, because that would hide the library from itself."""

import asyncio

from tornado import httpserver, netutil, web, websocket

from driver import Driver, describe, emit


class Handler(websocket.WebSocketHandler):
    def initialize(self, driver, app):
        self.driver = driver
        self.app = app

    def open(self):
        self.driver.connection = self
        self.driver.tell(self, "open")

    def on_message(self, message):
        self.driver.tell(self, "message", data=message if isinstance(message, str) else None)
        if self.app == "throw":
            raise RuntimeError("thrown by the handler")
        return self.write_message(message, binary=isinstance(message, bytes))

    def on_close(self):
        self.driver.tell(self, "closed", code=self.close_code, reason=self.close_reason, wasClean=None)


class Tornado(Driver):
    async def connect(self, url, protocols):
        self.connection = None
        socket = await websocket.websocket_connect(url, subprotocols=protocols)
        self.connection = socket
        self.tell(socket, "open")
        self.reading = asyncio.create_task(self.read(socket))

    async def read(self, socket):
        while (message := await socket.read_message()) is not None:
            self.tell(socket, "message", data=message if isinstance(message, str) else None)
        self.tell(socket, "closed", code=socket.close_code, reason=socket.close_reason, wasClean=None)

    async def serve(self, options):
        settings = {"websocket_max_message_size": options["maxMessage"]} if "maxMessage" in options else {}
        if keepalive := options.get("keepalive"):
            settings |= {"websocket_ping_interval": keepalive["interval"] / 1000, "websocket_ping_timeout": keepalive["timeout"] / 1000}
        app = web.Application([("/", Handler, {"driver": self, "app": options["app"]})], **settings)
        self.server = httpserver.HTTPServer(app)
        sockets = netutil.bind_sockets(0, "127.0.0.1")
        self.server.add_sockets(sockets)
        emit("listening", port=sockets[0].getsockname()[1])

    async def send(self, text):
        await self.connection.write_message(text)

    async def close(self, **status):
        self.connection.close(**status)

    async def abandon(self):
        socket, self.connection = self.connection, None
        if socket and socket.protocol:
            socket.protocol._abort()

    async def shutdown(self):
        self.server.stop()
        await self.server.close_all_connections()

    async def stop(self):
        await self.abandon()
        self.server.stop()


asyncio.run(Tornado().run())
