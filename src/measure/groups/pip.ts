/** From PyPI, in the versions that pip.txt pins, inside a virtual environment of their own: the newest Python libraries beside Debian's. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Implementation } from '../types.ts';

const DRIVERS = join(import.meta.dirname, '..', 'drivers');

/** The packages, with their versions. */
export const PIP_LIST = join(import.meta.dirname, '..', 'pip.txt');

/** The virtual environment; git ignores the folder. */
export const PIP_FOLDER = join(import.meta.dirname, '..', '.built', 'pip');

const PYTHON = join(PIP_FOLDER, process.platform === 'win32' ? 'Scripts' : 'bin', 'python');

/** -B leaves no compiled files beside the drivers. */
const onPython = (driver: string, ...args: string[]): string[] => [
  PYTHON,
  '-B',
  join(DRIVERS, driver),
  ...args,
];

/** Version of an installed package, asked of it once. */
const pipVersion = (name: string): (() => string) => {
  let known: string | undefined;
  return () =>
    (known ??= execFileSync(
      PYTHON,
      ['-c', `from importlib.metadata import version; print(version("${name}"))`],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    ).trim());
};

/** Version that pip.txt pins, for what runs inside another program. */
const pinned = (name: string): string =>
  new RegExp(`^${name}==(\\S+)`, 'm').exec(readFileSync(PIP_LIST, 'utf8'))![1]!;

const NO_TEXT_HANDLER = 'has no handler for text alone';
const NOTHING_TO_CLOSE = 'its connect gives nothing to close before the connection is open';
const NO_COROUTINES = 'handlers are callbacks; returning from one ends nothing';

/** uvicorn with one of the libraries that can speak WebSocket inside it (`--ws`). */
const uvicorn = (
  ws: string,
  inside: string,
  cannot: Record<string, string> = {},
): Implementation => ({
  id: `uvicorn-${ws}`,
  name: `uvicorn --ws ${ws}`,
  group: 'pip',
  roles: ['server'],
  command: onPython('uvicorn-driver.py', ws),
  version: () => `${pipVersion('uvicorn')()} (${inside} ${pinned(inside)})`,
  cannot,
});

export const PIP: Implementation[] = [
  {
    id: 'pip-websockets',
    name: 'websockets (Python)',
    group: 'pip',
    roles: ['client', 'server'],
    command: onPython('python-websockets.py'),
    version: pipVersion('websockets'),
    cannot: {
      'api.close-while-connecting': NOTHING_TO_CLOSE,
      'msg.binary-to-text-handler': NO_TEXT_HANDLER,
    },
  },
  {
    id: 'pip-aiohttp',
    name: 'aiohttp',
    group: 'pip',
    roles: ['client', 'server'],
    command: onPython('aiohttp-driver.py'),
    version: pipVersion('aiohttp'),
    cannot: { 'api.close-while-connecting': NOTHING_TO_CLOSE },
  },
  {
    id: 'pip-tornado',
    name: 'Tornado',
    group: 'pip',
    roles: ['client', 'server'],
    command: onPython('tornado-driver.py'),
    version: pipVersion('tornado'),
    cannot: {
      'app.return': NO_COROUTINES,
      'msg.binary-to-text-handler': NO_TEXT_HANDLER,
      'api.close-while-connecting': NOTHING_TO_CLOSE,
    },
  },
  uvicorn('websockets', 'websockets'),
  uvicorn('websockets-sansio', 'websockets'),
  uvicorn('wsproto', 'wsproto'),
  {
    id: 'websocket-client',
    name: 'websocket-client',
    group: 'pip',
    roles: ['client'],
    command: onPython('websocket-client-driver.py'),
    version: pipVersion('websocket-client'),
  },
];
