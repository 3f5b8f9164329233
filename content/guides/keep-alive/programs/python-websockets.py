import asyncio, os
from websockets import ConnectionClosed, serve

port, ping = int(os.getenv("PORT", 8080)), float(os.getenv("PING", 20))

async def handler(ws):
    try:
        async for message in ws:
            await ws.send(message)
    except ConnectionClosed as end:
        print("closed", end, flush=True)

async def main():
    async with serve(handler, None, port, ping_interval=ping, ping_timeout=ping):
        await asyncio.Future()

asyncio.run(main())
