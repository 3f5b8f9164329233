/** What content/guides/through-proxies/facts.yml says of proxies and platforms. */
import { z } from 'astro/zod';

/** Seconds until a proxy cuts, where nobody sets anything else; `none` where it never does, `secret` where it does and its maker tells no number. */
const limit = z.union([
  z.enum(['none', 'secret']),
  z.strictObject({
    seconds: z.int().positive(),
    /** The most that can be set, in seconds. */
    most: z.int().positive().optional(),
  }),
]);
export type ProxyLimit = z.infer<typeof limit>;

/** Whose bytes begin the silence anew: those of either side; both sides must send; those of the server alone. */
export const PINGS = ['either', 'both', 'server'] as const;

/** Which end sees the code; with `quiet` neither end is told, and both notice when they send. */
export const SEES = ['both', 'client', 'quiet'] as const;

/** A proxy or a platform. What its maker does not say is left out, never guessed. */
const proxy = z
  .strictObject({
    /** Permanent: an anchor. */
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens'),
    name: z.string().min(1),
    /** Its id in content/measurements/, if it ran here: its limit of silence is then what was measured. */
    measuredAs: z.string().optional(),
    /** The limit of silence. */
    idle: limit.optional(),
    /** The limit of age, whatever is sent. */
    age: limit.optional(),
    /** What changes it, as it is typed, or `fixed` if nothing does. */
    option: z.string().optional(),
    fixed: z.literal(true).optional(),
    pings: z.enum(PINGS).optional(),
    /** What the ends see when it cuts; `code` is left out if `who` is `quiet`. */
    sees: z.strictObject({ who: z.enum(SEES), code: z.int().optional() }).optional(),
    sources: z.array(z.string()).min(1),
    /** The month in which the sources were read. */
    read: z.string().regex(/^\d{4}-\d{2}$/, 'a month: 2026-11'),
  })
  .refine(({ measuredAs, idle }) => measuredAs === undefined || idle === undefined, {
    error: 'measuredAs or idle, not both: what was measured is not typed again',
  })
  .refine(({ option, fixed }) => option === undefined || fixed === undefined, {
    error: 'option or fixed, not both',
  });
export type Proxy = z.infer<typeof proxy>;

/** The table of proxies, in the order in which it is shown. */
export const proxies = z.array(proxy);

/** The chain that the guide draws: proxies of the table by id, from the client to the server, and the seconds between two pings of the server. */
export const proxyChain = z.strictObject({
  hops: z.array(z.string()).min(2),
  ping: z.int().positive(),
});
