import os
from aiohttp import web

async def handler(request):
    ws = web.WebSocketResponse(heartbeat=float(os.getenv("PING", 20)))
    await ws.prepare(request)
    async for message in ws:
        if message.type == web.WSMsgType.TEXT:
            await ws.send_str(message.data)
    print("closed", ws.close_code, flush=True)
    return ws

app = web.Application()
app.add_routes([web.get("/", handler)])
web.run_app(app, port=int(os.getenv("PORT", 8080)))
