/**
 * The shape of /reconnect.json; public/schema/reconnect-1.json describes it for readers. One file speaks every language. What holds for api.ts
 * holds here: a version takes new fields, and loses none. All times are in seconds.
 */
import type { Vector, ReconnectRule } from '../model/reconnect.ts';
import type { ApiSource } from './api.ts';
import type { InLanguages, SystemsHead } from './systemsApi.ts';

/** What to do after a code or a range, if it is the first failure in a row. */
export interface ApiRule extends Pick<ReconnectRule, 'policy' | 'action' | 'other'> {
  id: string;
  first: number;
  last: number;
  url: string;
  /** The policy in words. */
  says: InLanguages;
  /** The wait is random between these; null where a program does not connect by itself. */
  minSeconds: number | null;
  maxSeconds: number | null;
  /** The most that it grows to. */
  ceilingSeconds: number | null;
  /** The status of a refused handshake that means the same. */
  http: number | null;
  source: ApiSource | null;
}

/** A case for whoever writes the function anew. */
export interface ApiVector {
  given: Pick<Vector, 'code' | 'wasClean' | 'openFor' | 'others' | 'agreed' | 'random'> & {
    attempts: number;
  };
  expected: Pick<Vector, 'action' | 'wait' | 'other' | 'attempts'>;
}

/** /reconnect.json */
export interface ApiReconnect extends SystemsHead {
  url: string;
  parameters: {
    firstSeconds: number;
    ceilingSeconds: number;
    stableSeconds: number;
    tries: number;
  };
  codes: ApiRule[];
  vectors: ApiVector[];
}
