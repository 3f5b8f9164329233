"""Drives aiohttp, Debian's and the newest. The file is not called aiohttp.py, because that would hide the library from itself."""

import asyncio

import aiohttp
from aiohttp import WSMsgType, web

from driver import Driver, describe, emit


class Aiohttp(Driver):
    closing = None

    async def connect(self, url, protocols):
        self.connection = None
        self.session = aiohttp.ClientSession()
        try:
            socket = await self.session.ws_connect(url, protocols=protocols or ())
        except BaseException:
            await self.session.close()
            raise
        self.connection = socket
        self.tell(socket, "open")
        self.reading = asyncio.create_task(self.read(socket))

    async def serve(self, options):
        self.options = options
        app = web.Application()
        app.router.add_get("/", self.handle)
        # handle_signals is what web.run_app sets: SIGTERM then ends the loop with GracefulExit.
        self.runner = web.AppRunner(app, handle_signals=True)
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", 0)
        await site.start()
        emit("listening", port=self.runner.addresses[0][1])

    async def handle(self, request):
        limits = {"max_msg_size": self.options["maxMessage"]} if "maxMessage" in self.options else {}
        keepalive = self.options.get("keepalive")
        # One figure for both: a ping each heartbeat, and half of it to wait for the pong.
        pings = {"heartbeat": keepalive["interval"] / 1000} if keepalive else {}
        socket = web.WebSocketResponse(**limits, **pings)
        await socket.prepare(request)
        self.connection = socket
        self.request = request
        self.tell(socket, "open")
        if self.options["app"] != "return":
            await self.read(socket, self.options["app"])
        return socket

    async def read(self, socket, app=None):
        """Reads as `async for message in socket` does, but keeps the last message too, the only place that holds a close reason."""
        reason = None
        try:
            while True:
                if app == "text-only":
                    message = aiohttp.WSMessage(WSMsgType.TEXT, await socket.receive_str(), None)
                else:
                    message = await socket.receive()
                if message.type == WSMsgType.ERROR:
                    self.tell(socket, "error", exception=describe(message.data))
                    break
                if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                    reason = message.extra
                    break
                text = message.type == WSMsgType.TEXT
                self.tell(socket, "message", data=message.data if text else None)
                if app == "throw":
                    raise RuntimeError("thrown by the handler")
                if app:
                    await (socket.send_str if text else socket.send_bytes)(message.data)
        except (TypeError, asyncio.CancelledError) as error:
            self.tell(socket, "error", exception=describe(error))
            raise
        if self.closing and self.closing is not asyncio.current_task():
            await asyncio.wait([self.closing])
        self.tell(socket, "closed", code=socket.close_code, reason=reason, wasClean=None)

    async def send(self, text):
        await self.connection.send_str(text)

    async def close(self, code=None, reason=None):
        status = {} if code is None else {"code": code}
        if reason is not None:
            status["message"] = reason.encode()
        self.closing = asyncio.current_task()
        try:
            await self.connection.close(**status)
        finally:
            self.closing = None

    async def abandon(self):
        socket, self.connection = self.connection, None
        if socket:
            self.reading.cancel()
            await self.session.close()

    async def shutdown(self):
        await self.runner.cleanup()

    async def stop(self):
        socket, self.connection = self.connection, None
        if socket and self.request.transport:
            self.request.transport.abort()
        await self.runner.cleanup()


loop = asyncio.new_event_loop()
driver = Aiohttp()
task = loop.create_task(driver.run())
try:
    loop.run_until_complete(task)
except web.GracefulExit:
    loop.run_until_complete(driver.shutdown())
