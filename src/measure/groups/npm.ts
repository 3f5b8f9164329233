/** From npm: src/measure/npm/package.json, with the binaries of Bun, Deno and workerd. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Implementation } from '../implementations.ts';

/** Folder of the packages; it is no part of the root's. */
export const NPM_FOLDER = join(import.meta.dirname, '..', 'npm');

const packageVersion = (name: string) => (): string => JSON.parse(readFileSync(join(NPM_FOLDER, 'node_modules', name, 'package.json'), 'utf8')).version;

const onNode = (driver: string): string[] => [process.execPath, join(NPM_FOLDER, 'drivers', driver)];

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
    cannot: { 'app.return': NO_COROUTINES, 'keepalive.*': NO_KEEPALIVE, 'msg.binary-to-text-handler': NO_TEXT_HANDLER },
  },
];
