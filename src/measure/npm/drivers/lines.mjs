/** Commands and events of a driver, one JSON object a line; the same on Node, Bun and Deno. */
import process from 'node:process';
import { createInterface } from 'node:readline';
import { writeSync } from 'node:fs';

/** Longest text of a message that is told. */
const LONGEST = 100;

/** Prints an event at once, so that it is out even if the process dies next. */
export function tell(event) {
  writeSync(1, `${JSON.stringify(event)}\n`);
}

/** “Name: message” of anything that was thrown or told as an error; of a bare error event there is only its type. */
export function exceptionOf(error) {
  const inner = error?.error ?? error;
  if (inner?.message) return `${inner.name ?? inner.constructor.name}: ${inner.message}`;
  return inner?.type ? `${inner.constructor.name}: ${inner.type}` : String(inner);
}

/** A message's data as it is told: the start of a text, or the length of something else. */
export function told(data) {
  return typeof data === 'string'
    ? data.slice(0, LONGEST)
    : { bytes: data?.byteLength ?? data?.size ?? data?.length };
}

/** Runs the commands of `actions`, each `(value) => …`; what one throws is told. `pid`: the implementation's process, if it is not this one. */
export function listen(actions, { pid } = {}) {
  createInterface({ input: process.stdin })
    .on('line', async (line) => {
      const [[name, value]] = Object.entries(JSON.parse(line));
      try {
        await actions[name](value);
      } catch (error) {
        tell({ event: 'threw', exception: exceptionOf(error) });
      }
    })
    .on('close', () => process.exit(0));
  tell({ event: 'ready', pid });
}

/** Arguments for `close(code, reason)`: what is absent is not passed. */
export function closeArguments({ code, reason }) {
  return reason !== undefined ? [code, reason] : code !== undefined ? [code] : [];
}

/** The role that the harness asks for. */
export const role = process.argv.at(-1);
