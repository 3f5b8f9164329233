/**
 * Proxies, between a raw client and a raw backend. In their rows `codeSent` and `tcp` are what reached the raw end that the scenario is about:
 * the backend in `proxy.client-*`, the client in all others. A proxy has no application, so `codeReported` is null; `exception` holds the
 * HTTP status with which it refused the client.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Implementation } from '../types.ts';

const DRIVER = join(import.meta.dirname, '..', 'drivers', 'proxy.mjs');

/** Version that a program prints, by the first number with dots in it; some print it to stderr. */
const printedVersion = (program: string, arg: string) => (): string =>
  /\d+(?:\.\d+)+/.exec(
    execFileSync('/bin/sh', ['-c', `exec ${program} ${arg} 2>&1`], { encoding: 'utf8' }),
  )![0];

const proxy = (
  id: string,
  name: string,
  version: () => string,
  cannot: Record<string, string> = {},
): Implementation => ({
  id,
  name,
  group: 'proxies',
  roles: ['proxy'],
  command: [process.execPath, DRIVER, id],
  version,
  cannot,
});

const ALWAYS_UPGRADES = 'forwards an upgrade without being configured to';

export const PROXIES: Implementation[] = [
  proxy('nginx', 'nginx', printedVersion('/usr/sbin/nginx', '-v')),
  proxy('haproxy', 'HAProxy', printedVersion('/usr/sbin/haproxy', '-v'), {
    'proxy.upgrade-not-configured': ALWAYS_UPGRADES,
  }),
  proxy('caddy', 'Caddy', printedVersion('/usr/bin/caddy', 'version'), {
    'proxy.upgrade-not-configured': ALWAYS_UPGRADES,
    'proxy.idle-timeout-1s': 'has no idle timeout for an upgraded connection',
  }),
  proxy('apache', 'Apache HTTP Server', printedVersion('/usr/sbin/apache2', '-v')),
];
