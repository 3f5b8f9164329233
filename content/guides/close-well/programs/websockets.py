import asyncio, random, signal
from websockets.asyncio.server import serve

SPREAD = 10  # seconds in which the closes go out
WAIT = 5  # seconds for an answer

async def handler(ws):
    async for message in ws:
        await ws.send(message)

async def leave(ws):
    await asyncio.sleep(random.uniform(0, SPREAD))
    await ws.close(1001, "shutting down")

async def main():
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    async with serve(handler, "", 8080, close_timeout=WAIT) as server:
        await stop.wait()
        server.close(close_connections=False)
        await asyncio.gather(*map(leave, server.connections))

asyncio.run(main())
