/** Tables and drawings by the names that guides write: `<Table of="proxies" />`. */
import { keepAliveCosts, keepAliveDefaults, keepAliveTimes } from './keepAlive.ts';
import type { Drawing, GuideData, Table } from './shown.ts';

export const TABLES: Readonly<Record<string, (data: GuideData) => Table>> = {
  'keep-alive-defaults': keepAliveDefaults,
  'keep-alive-costs': keepAliveCosts,
};

export const DRAWINGS: Readonly<Record<string, (data: GuideData) => Drawing>> = {
  'keep-alive-times': keepAliveTimes,
};
