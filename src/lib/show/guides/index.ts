/** Tables and drawings by the names that guides write: `<Table of="proxies" />`. */
import type { Drawing, GuideData, Table } from './shown.ts';

export const TABLES: Readonly<Record<string, (data: GuideData) => Table>> = {};

export const DRAWINGS: Readonly<Record<string, (data: GuideData) => Drawing>> = {};
