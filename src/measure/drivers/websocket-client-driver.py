"""Drives websocket-client's WebSocketApp, which blocks: each connection and each command has a thread of its own."""

import json
import os
import sys
import threading

import websocket

from driver import describe, emit

current = None


def tell(app, event, **fields):
    """Only the latest connection speaks."""
    if app is current:
        emit(event, **fields)


def connect(url, protocols):
    global current
    current = websocket.WebSocketApp(
        url,
        subprotocols=protocols,
        on_open=lambda app: tell(app, "open"),
        on_message=lambda app, message: tell(app, "message", data=message if isinstance(message, str) else None),
        on_error=lambda app, error: tell(app, "error", exception=describe(error)),
        on_close=lambda app, code, reason: tell(app, "closed", code=code, reason=reason, wasClean=None),
    )
    threading.Thread(target=current.run_forever, daemon=True).start()


def close(code=None, reason=None):
    status = {} if code is None else {"status": code}
    if reason is not None:
        status["reason"] = reason
    current.close(**status)


def abandon():
    global current
    app, current = current, None
    if app and app.sock:
        app.sock.shutdown()


def obey(command):
    name, argument = next(iter(command.items()))
    try:
        if name == "connect":
            connect(argument, command.get("protocols"))
        elif name == "send":
            current.send(argument)
        elif name == "close":
            close(**argument)
        elif name == "abandon":
            abandon()
    except Exception as error:
        emit("threw", exception=describe(error))


emit("ready")
for line in sys.stdin:
    if command := json.loads(line):
        thread = threading.Thread(target=obey, args=[command], daemon=True)
        thread.start()
        if "connect" in command or "abandon" in command:
            thread.join()
# A thread that still waits for its peer must not keep the process.
os._exit(0)
