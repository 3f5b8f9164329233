/** From npm: src/measure/npm/package.json, with the binaries of Bun, Deno and workerd. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SOCKET_IO } from '../dialects.ts';
import type { Implementation } from '../types.ts';

/** Folder of the packages; it is no part of the root's. */
export const NPM_FOLDER = join(import.meta.dirname, '..', 'npm');

const packageVersion = (name: string) => (): string =>
  JSON.parse(readFileSync(join(NPM_FOLDER, 'node_modules', name, 'package.json'), 'utf8')).version;

const onNode = (driver: string): string[] => [
  process.execPath,
  join(NPM_FOLDER, 'drivers', driver),
];

/** Path of a program that comes inside a package, by platform; npm installs only the one that fits. */
const binary = (packages: Record<string, string>, file: string): string =>
  join(NPM_FOLDER, 'node_modules', packages[`${process.platform} ${process.arch}`] ?? '', file);

const BUN = binary(
  {
    'linux x64': '@oven/bun-linux-x64',
    'linux arm64': '@oven/bun-linux-aarch64',
    'darwin x64': '@oven/bun-darwin-x64',
    'darwin arm64': '@oven/bun-darwin-aarch64',
  },
  'bin/bun',
);
const DENO = binary(
  {
    'linux x64': '@deno/linux-x64-glibc',
    'linux arm64': '@deno/linux-arm64-glibc',
    'darwin x64': '@deno/darwin-x64',
    'darwin arm64': '@deno/darwin-arm64',
  },
  'deno',
);
const driverFile = (name: string): string => join(NPM_FOLDER, 'drivers', name);

const NO_COROUTINES = 'handlers are callbacks; returning from one ends nothing';
const NO_KEEPALIVE = 'has no keepalive of its own';
const NO_TEXT_HANDLER = 'has no handler for text alone';

export const NPM: Implementation[] = [
  {
    id: 'ws',
    name: 'ws',
    group: 'npm',
    roles: ['client', 'server'],
    command: onNode('ws.mjs'),
    version: packageVersion('ws'),
    cannot: {
      'app.return': NO_COROUTINES,
      'keepalive.*': NO_KEEPALIVE,
      'msg.binary-to-text-handler': NO_TEXT_HANDLER,
    },
  },
  {
    id: 'undici',
    name: 'undici',
    group: 'npm',
    roles: ['client'],
    command: onNode('undici.mjs'),
    version: packageVersion('undici'),
  },
  {
    id: 'node-builtin',
    name: 'Node.js, the built-in WebSocket',
    group: 'npm',
    roles: ['client'],
    command: onNode('node-builtin.mjs'),
    version: () => process.versions.node,
  },
  {
    id: 'websocket-npm',
    name: 'WebSocket-Node (websocket)',
    group: 'npm',
    roles: ['client', 'server'],
    command: onNode('websocket-npm.mjs'),
    version: packageVersion('websocket'),
    cannot: { 'app.return': NO_COROUTINES, 'msg.binary-to-text-handler': NO_TEXT_HANDLER },
  },
  {
    id: 'faye-websocket-node',
    name: 'faye-websocket',
    group: 'npm',
    roles: ['client', 'server'],
    command: onNode('faye-websocket-node.mjs'),
    version: packageVersion('faye-websocket'),
    cannot: {
      'app.return': NO_COROUTINES,
      'msg.binary-to-text-handler': NO_TEXT_HANDLER,
      'api.shutdown': "has no server of its own; the HTTP server is the program's",
    },
  },
  {
    id: 'crossws-node',
    name: 'crossws on Node.js',
    group: 'npm',
    roles: ['server'],
    command: onNode('crossws-node.mjs'),
    version: packageVersion('crossws'),
    cannot: { 'app.return': NO_COROUTINES, 'msg.binary-to-text-handler': NO_TEXT_HANDLER },
  },
  {
    id: 'socket.io',
    name: 'Socket.IO',
    group: 'npm',
    roles: ['client', 'server'],
    command: onNode('socket.io.mjs'),
    version: packageVersion('socket.io'),
    dialect: SOCKET_IO,
    cannot: {
      'api.close.reason-*': 'disconnect() takes no code and no reason',
      ...Object.fromEntries(
        ['0', '1', '2', '3', '4', '5', '6', '9'].map((digit) => [
          `api.close.${digit}*`,
          'disconnect() takes no code and no reason',
        ]),
      ),
      'app.return': NO_COROUTINES,
      'msg.binary-to-text-handler': NO_TEXT_HANDLER,
    },
  },
  {
    id: 'bun',
    name: 'Bun',
    group: 'npm',
    roles: ['client', 'server'],
    command: [BUN, 'run', driverFile('bun.mjs')],
    version: packageVersion('bun'),
    cannot: { 'app.return': NO_COROUTINES, 'msg.binary-to-text-handler': NO_TEXT_HANDLER },
  },
  {
    id: 'deno',
    name: 'Deno',
    group: 'npm',
    roles: ['client', 'server'],
    command: [DENO, 'run', '--allow-all', '--no-config', '--no-lock', driverFile('deno.mjs')],
    env: { DENO_NO_UPDATE_CHECK: '1' },
    version: packageVersion('deno'),
    cannot: {
      'app.return': NO_COROUTINES,
      'msg.binary-to-text-handler': NO_TEXT_HANDLER,
      'msg.too-big-explicit': 'has no setting for the size of a message',
    },
  },
  {
    id: 'workerd',
    name: 'workerd (Cloudflare Workers)',
    group: 'npm',
    roles: ['client', 'server'],
    command: onNode('workerd.mjs'),
    version: packageVersion('workerd'),
    cannot: {
      'app.return': NO_COROUTINES,
      'keepalive.*': NO_KEEPALIVE,
      'msg.binary-to-text-handler': NO_TEXT_HANDLER,
      'msg.too-big-explicit': 'has no setting for the size of a message',
      'api.shutdown': 'a Worker has no server to shut down',
    },
  },
];
