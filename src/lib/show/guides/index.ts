/** Tables and drawings by the names that guides write: `<Table of="proxies" />`. */
import { proxiesTable } from './proxies.ts';
import { proxyChain } from './proxyChain.ts';
import { clientsTable, reconnectTable } from './reconnect.ts';
import type { Drawing, GuideData, Table } from './shown.ts';

export const TABLES: Readonly<Record<string, (data: GuideData) => Table>> = {
  proxies: proxiesTable,
  reconnect: reconnectTable,
  'reconnect-clients': clientsTable,
};

export const DRAWINGS: Readonly<Record<string, (data: GuideData) => Drawing>> = {
  'proxy-chain': proxyChain,
};
