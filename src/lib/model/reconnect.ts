/** When to connect again after a close: the rule of each code, and what content/guides/reconnect/facts.yml holds. */
import { z } from 'astro/zod';
// The very program that the guide shows: what the site says of waits is what it decides.
import {
  CEILING,
  decide,
  type Decision,
} from '../../../content/guides/reconnect/programs/reconnect.ts';
import type { CodeRange } from './code.ts';
import { RECONNECT_POLICIES, sourceId, type Facts } from './schema.ts';
import { ANEW, DRAWS } from './vocabulary.ts';

const seconds = z.number().min(0);

/** Clients that reconnect by themselves: what they do by default. Times are in seconds. */
export const clients = z.array(
  z.strictObject({
    name: z.string().min(1),
    version: z.string().min(1),
    waits: z.strictObject({
      /** The least and the most before the first attempt, and the most before any. */
      first: z.tuple([seconds, seconds]),
      longest: seconds,
      random: z.enum(DRAWS),
      /** Attempts in a row after which it gives up; absent if it never does. */
      tries: z.number().int().positive().optional(),
      source: sourceId,
    }),
    close: z.strictObject({
      /** Codes after which it stays away; absent if there are none. */
      stays: z.array(z.union([z.number().int().transform(String), z.string()])).optional(),
      /** Seconds of connection after which the waits begin anew; or at `open`, or when the server's own protocol has accepted it. */
      anew: z.union([seconds, z.enum(ANEW)]),
      source: sourceId,
    }),
  }),
);

/** Cases with what must be decided. Times are in seconds. */
export const vectors = z.array(
  z.strictObject({
    code: z.number().int(),
    wasClean: z.boolean().default(false),
    /** Attempts in a row that failed before. */
    tried: z.number().int().min(0).default(0),
    openFor: seconds.default(0),
    others: z.number().int().min(0).default(0),
    agreed: z.record(z.string(), z.enum(RECONNECT_POLICIES)).default({}),
    random: z.number().min(0).lt(1),
    action: z.enum(['connect', 'login', 'idle', 'stop']),
    wait: seconds.default(0),
    other: z.boolean().default(false),
    attempts: z.number().int().min(0).default(0),
  }),
);
export type Vector = z.infer<typeof vectors>[number];

/** A case as what the program is given, and what it must answer. */
export function vectorOf({ tried, action, wait, other, attempts, ...given }: Vector) {
  return { given: { ...given, attempts: tried }, expected: { action, wait, other, attempts } };
}

/** What to do after a code, if it is the first failure in a row. Times are in seconds. */
export interface ReconnectRule extends Pick<Decision, 'action' | 'other'> {
  policy: Facts['reconnect']['policy'];
  /** The least and the most to wait, and the most however often it fails; undefined where nobody connects by itself. */
  wait: { least: number; most: number; ceiling: number } | undefined;
}

/** The rule of a code or a range, as the program decides it. There is another address to go to. Of a range its last number has no rule of its own. */
export function ruleOf({ last, facts }: CodeRange & { facts: Facts }): ReconnectRule {
  const after = (attempts: number, random: number) =>
    decide({ code: last, wasClean: true, attempts, openFor: 0, others: 1, agreed: {} }, random);
  const { action, other, wait: least } = after(0, 0);
  const connects = action === 'connect' || action === 'login';
  return {
    policy: facts.reconnect.policy,
    action,
    other,
    wait: connects ? { least, most: after(0, 1).wait, ceiling: CEILING } : undefined,
  };
}
