"""What the Python drivers share: commands come in and events go out, one JSON object a line."""

import asyncio
import json
import sys


def emit(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


def describe(error):
    return f"{type(error).__name__}: {error}"


class Driver:
    """A driver's methods are the harness's commands. Only the latest connection speaks: what ends after `abandon` or `stop` is of no scenario."""

    connection = None

    def tell(self, connection, event, **fields):
        if connection is self.connection:
            emit(event, **fields)

    async def obey(self, command):
        name, argument = next(iter(command.items()))
        try:
            if name == "connect":
                await self.connect(argument, command.get("protocols"))
            elif name in ("abandon", "stop", "shutdown"):
                await getattr(self, name)()
            elif name == "send":
                await self.send(argument)
            elif name == "close":
                await self.close(**argument)
            else:
                await self.serve(argument)
        except Exception as error:
            emit("error" if name == "connect" else "threw", exception=describe(error))

    async def run(self):
        """Obeys until stdin ends. A command is a task of its own, for what it waits for may be what the next one causes; only `stop` comes to its end first."""
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        emit("ready")
        tasks = set()
        while line := await reader.readline():
            command = json.loads(line)
            if not command:
                continue
            task = asyncio.create_task(self.obey(command))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            if "stop" in command:
                await task
