/** Tables and drawings by the names that guides write: `<Table of="proxies" />`. */
import { closeTimeouts, closingHandshake, longReasons, serverEnds } from './closeWell.ts';
import { proxiesTable } from './proxies.ts';
import { proxyChain } from './proxyChain.ts';
import type { Drawing, GuideData, Table } from './shown.ts';

export const TABLES: Readonly<Record<string, (data: GuideData) => Table>> = {
  'close-timeouts': closeTimeouts,
  'long-reasons': longReasons,
  proxies: proxiesTable,
  'server-ends': serverEnds,
};

export const DRAWINGS: Readonly<Record<string, (data: GuideData) => Drawing>> = {
  'closing-handshake': closingHandshake,
  'proxy-chain': proxyChain,
};
