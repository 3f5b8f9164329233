import os, uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocketDisconnect

async def endpoint(ws):
    await ws.accept()
    try:
        while True:
            await ws.send_text(await ws.receive_text())
    except WebSocketDisconnect as end:
        print("closed", end.code, flush=True)

app = Starlette(routes=[WebSocketRoute("/", endpoint)])
port, ping = int(os.getenv("PORT", 8080)), float(os.getenv("PING", 20))
uvicorn.run(app, port=port, ws_ping_interval=ping, ws_ping_timeout=ping)
