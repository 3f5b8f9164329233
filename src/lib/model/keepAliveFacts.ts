/** What the guide on keep-alive says in every language alike: `keepAlive` of content/guides/keep-alive/facts.yml. */
import { z } from 'astro/zod';

const bytes = z.number().int().nonnegative();
const seconds = z.number().int().positive();

/** What a library does for a connection if nobody sets it; numbers and options stand in its file of content/libraries/. */
const library = z.strictObject({
  /** Its id in content/libraries/. */
  library: z.string(),
  /** Which side of it pings by itself. */
  who: z.enum(['none', 'server', 'client', 'both']),
  /** With what it keeps the connection alive, if not with a Ping frame. */
  by: z.enum(['message', 'pong']).optional(),
  /** How long it waits for the pong, where that follows from the interval. */
  waits: z.enum(['interval', 'half']).optional(),
  /** The implementation of content/measurements/ whose `keepalive.fast-no-pong` tells the codes. */
  measured: z.string().optional(),
  /** Else the message in its file that it prints then, which has a code. */
  message: z.string().optional(),
  source: z.string().optional(),
});

export const keepAlive = z.strictObject({
  /** The times of the guide's programs, and the shortest idle limit on the way; `source` of that limit. */
  seconds: z
    .strictObject({ interval: seconds, timeout: seconds, idle: seconds, source: z.string() })
    .refine(({ interval, idle }) => interval < idle, 'the interval is shorter than the idle limit'),
  /** Bytes that each layer adds to a Ping, to its Pong, and to the acknowledgement of that. */
  layers: z.array(
    z.strictObject({ name: z.string(), ping: bytes, pong: bytes, ack: bytes, source: z.string() }),
  ),
  /** Libraries of which no side pings by itself, and that know no idle limit: ids of content/libraries/. */
  silent: z.array(z.string()),
  libraries: z.array(library),
});
export type KeepAlive = z.infer<typeof keepAlive>;
export type KeepAliveLibrary = z.infer<typeof library>;
