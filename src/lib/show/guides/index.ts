/** Tables and drawings by the names that guides write: `<Table of="proxies" />`. */
import { calls } from './calls.ts';
import { proxiesTable } from './proxies.ts';
import { proxyChain } from './proxyChain.ts';
import type { Drawing, GuideData, Table } from './shown.ts';

export const TABLES: Readonly<Record<string, (data: GuideData) => Table>> = {
  calls,
  proxies: proxiesTable,
};

export const DRAWINGS: Readonly<Record<string, (data: GuideData) => Drawing>> = {
  'proxy-chain': proxyChain,
};
