/** The implementations that are measured: one entry each, in the file of its group. */
import { BROWSERS } from './groups/browsers.ts';
import { DEBIAN } from './groups/debian.ts';
import { NPM } from './groups/npm.ts';
import { PIP } from './groups/pip.ts';
import { PROXIES } from './groups/proxies.ts';
import type { Implementation, Role } from './types.ts';

export const IMPLEMENTATIONS: Implementation[] = [
  ...NPM,
  ...PIP,
  ...DEBIAN,
  ...BROWSERS,
  ...PROXIES,
];

/** Does `id` match a pattern in which `*` stands for anything? @example matches('close.*', 'close.code.1006') → true */
export const matches = (pattern: string, id: string): boolean =>
  new RegExp(`^${pattern.split('*').map(RegExp.escape).join('.*')}$`).test(id);

/** Why this scenario gives no row for this implementation, or undefined. */
export function reasonAgainst(
  { cannot = {} }: Implementation,
  { id, role }: { id: string; role: Role },
): string | undefined {
  return Object.entries(cannot).find(
    ([pattern]) => matches(pattern, id) || matches(pattern, `${role} ${id}`),
  )?.[1];
}
