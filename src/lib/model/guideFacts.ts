/**
 * content/guides/<id>/facts.yml: what a guide says in every language alike. Each table that is typed there has a name here, and its shape
 * in a file of its own beside this one.
 */
import { z } from 'astro/zod';
import { keepAlive } from './keepAliveFacts.ts';
import { proxies, proxyChain } from './proxyFacts.ts';
import { clients, vectors } from './reconnect.ts';

/** The place of an entry that a guide serves: a cause, or on every code what who sends it reads. */
const served = z
  .string()
  .regex(
    /^(?:\d+(?:-\d+)?#[a-z0-9-]+|as-sender)$/,
    'a cause such as 1006#proxy-idle, or as-sender',
  );

export const guideFacts = z.strictObject({
  /** Where entries link it: causes, each by its page and id; `as-sender`, on every code. */
  serves: z.array(served).optional(),
  keepAlive: keepAlive.optional(),
  proxies: proxies.optional(),
  proxyChain: proxyChain.optional(),
  clients: clients.optional(),
  vectors: vectors.optional(),
});
export type GuideFacts = z.infer<typeof guideFacts>;

/** Ids of the sources that facts cite, each once, in order: every text in or under a field `source` or `sources`. */
export function citedIn(value: unknown, isSource = false): string[] {
  if (typeof value === 'string') return isSource ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  const all = Object.entries(value).flatMap(([key, inside]) =>
    citedIn(inside, key === 'source' || key === 'sources' || (isSource && Array.isArray(value))),
  );
  return [...new Set(all)];
}
