/** The implementations that are measured: one entry each, in the file of its group. */
import type { Dialect } from './dialects.ts';
import type { Role } from './scenarios.ts';
import { BROWSERS } from './groups/browsers.ts';
import { DEBIAN } from './groups/debian.ts';
import { NPM } from './groups/npm.ts';
import { PIP } from './groups/pip.ts';
import { PROXIES } from './groups/proxies.ts';

/** How an implementation gets here, and the file of content/measurements/ where its rows stand. */
export type Group = 'npm' | 'pip' | 'debian' | 'browsers' | 'proxies';

export interface Implementation {
  /** As in content/measurements/. */
  id: string;
  name: string;
  group: Group;
  roles: Role[];
  /** The driver; the role is added as its last argument. It runs in this folder. */
  command: string[];
  env?: Record<string, string>;
  /** Compiles the driver, if it has to be; called once before a run. */
  build?: () => void;
  /** The version that runs; throws if it is not installed. */
  version: () => string;
  /** What it cannot do, with the reason: `server api.*` or `keepalive.*`, where `*` stands for anything. */
  cannot?: Record<string, string>;
  /** What it speaks inside the WebSocket; default: nothing. */
  dialect?: Dialect;
  /** Its start costs seconds: keep the driver even if a connection did not end, and tell it to abandon that one. */
  costlyStart?: boolean;
}

export const IMPLEMENTATIONS: Implementation[] = [
  ...NPM,
  ...PIP,
  ...DEBIAN,
  ...BROWSERS,
  ...PROXIES,
];

/** Does `id` match a pattern in which `*` stands for anything? @example matches('close.*', 'close.code.1006') → true */
export const matches = (pattern: string, id: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(id);

/** Why this scenario gives no row for this implementation, or undefined. */
export function reasonAgainst(
  { cannot = {} }: Implementation,
  { id, role }: { id: string; role: Role },
): string | undefined {
  return Object.entries(cannot).find(
    ([pattern]) => matches(pattern, id) || matches(pattern, `${role} ${id}`),
  )?.[1];
}
