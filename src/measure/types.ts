/** What the files of the harness say to each other about an implementation. It stands apart, so that the groups, the scenarios and the list of all need not import each other. */
import type { Role } from '../lib/model/vocabulary.ts';
import type { Dialect } from './dialects.ts';

export type { Role };

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
