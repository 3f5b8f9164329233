/** The reason of a Close frame: what has room in it. */

/** A control frame carries at most 125 bytes, two of which are the code (RFC 6455, 5.5 and 5.5.1). */
export const LONGEST_REASON = 123;

/** Length on the wire, in bytes of UTF-8. A lone surrogate counts as U+FFFD, which is what an encoder makes of it. */
export const reasonBytes = (reason: string): number => new TextEncoder().encode(reason).length;

/**
 * The longest beginning of a reason that fits, never cut within a character.
 * @param bytes how many bytes of UTF-8 there is room for
 */
export function fitReason(reason: string, bytes = LONGEST_REASON): string {
  return reason.slice(0, new TextEncoder().encodeInto(reason, new Uint8Array(bytes)).read);
}
