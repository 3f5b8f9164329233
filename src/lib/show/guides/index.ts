/** Tables and drawings by the names that guides write: `<Table of="proxies" />`. */
import { calls } from './calls.ts';
import { clientsTable, reconnectTable } from './reconnect.ts';
import { closeTimeouts, closingHandshake, longReasons, serverEnds } from './closeWell.ts';
import { keepAliveCosts, keepAliveDefaults, keepAliveTimes } from './keepAlive.ts';
import { proxiesTable } from './proxies.ts';
import { proxyChain } from './proxyChain.ts';
import type { Drawing, GuideData, Table } from './shown.ts';

export const TABLES: Readonly<Record<string, (data: GuideData) => Table>> = {
  calls,
  'close-timeouts': closeTimeouts,
  'keep-alive-costs': keepAliveCosts,
  'keep-alive-defaults': keepAliveDefaults,
  'long-reasons': longReasons,
  proxies: proxiesTable,
  reconnect: reconnectTable,
  'reconnect-clients': clientsTable,
  'server-ends': serverEnds,
};

export const DRAWINGS: Readonly<Record<string, (data: GuideData) => Drawing>> = {
  'closing-handshake': closingHandshake,
  'keep-alive-times': keepAliveTimes,
  'proxy-chain': proxyChain,
};
