/** Tables and drawings by the names that guides write: `<Table of="proxies" />`. */
import { clientsTable, reconnectTable } from './reconnect.ts';
import type { Drawing, GuideData, Table } from './shown.ts';

export const TABLES: Readonly<Record<string, (data: GuideData) => Table>> = {
  reconnect: reconnectTable,
  'reconnect-clients': clientsTable,
};

export const DRAWINGS: Readonly<Record<string, (data: GuideData) => Drawing>> = {};
