/** Finds libraries' names for codes: `CloseGoingAway`, `WSCloseCode.GOING_AWAY`, `CloseFrame { code: Policy }`. */
import type { DecoderData } from './data.ts';
import type { Claim } from './codes.ts';
import { identifierKey, type Words } from './text.ts';

/** The code of each name, by its last words; and the library of each qualifier, if it is one alone. */
export interface Constants {
  codes: Map<string, number>;
  qualifiers: Map<string, number>;
}

export const createConstants = ({ constants, qualifiers }: DecoderData): Constants => ({
  codes: new Map(
    constants.flatMap(([code, names]) => names.split(' ').map((name) => [name, code] as const)),
  ),
  qualifiers: new Map(qualifiers),
});

/** Names of many things: HTTP, HTTP/2, gRPC and operating systems use them too. They count beside another sign of WebSocket only. */
const GENERIC = new Set(
  'protocol_error internal_error internal_server_error bad_gateway server_error bad_data invalid_data invalid_payload too_large too_big message_too_big message_too_large try_again_later service_restart policy_violation unsupported_data no_status bad_payload no_code invalid_text extension_error encoding_error policy_error unknown_data tls_handshake tls_error'.split(
    ' ',
  ),
);
/** A sign of WebSocket in the name itself. */
const OWN_PREFIX = /(?:^|_)(?:close|ws|websocket|lws)_/;
/** With another prefix they are another's: `ERR_SSL_PROTOCOL_ERROR`. */
const isForeign = (key: string, known: string): boolean =>
  GENERIC.has(known) && key !== known && !OWN_PREFIX.test(key) && !key.startsWith('status_');
/** Structures in whose `code` or `reason` field a bare name stands: `CloseFrame { code: Policy }`, `CloseReason(reason=NORMAL)`. */
const HOLDERS = new Set(['close_frame', 'close_reason', 'close_status', 'closing']);
const FIELDS = new Set(['code', 'reason', 'status']);
const LONGEST_NAME = 80;

/** The code of a name whose last two words or more are known, and those words. */
function codeOf(
  key: string,
  codes: Constants['codes'],
): { code: number; known: string } | undefined {
  for (let known = key; known.includes('_'); known = known.slice(known.indexOf('_') + 1)) {
    const code = codes.get(known);
    if (code !== undefined) return { code, known };
  }
  return undefined;
}

/** Names of libraries for codes, where the name is theirs alone, or is qualified, or stands beside another sign of WebSocket. */
export function findConstants(
  words: Words,
  { codes, qualifiers }: Constants,
  context: number,
): Claim[] {
  const claims: Claim[] = [];
  const keys = new Map<string, string>();
  /** The identifiers before this one, the nearest last. */
  const recent: string[] = [];
  // Who types nothing but a name asks for it.
  const isQuestion = /^\s*[\w.:]+\s*$/.test(words.text.slice(0, 200));
  let at = 0;
  let previousEnd = -1;
  for (const match of words.text.matchAll(/[A-Za-z_][A-Za-z0-9_]*/g)) {
    if (match[0].length > LONGEST_NAME) continue;
    const key = keys.get(match[0]) ?? identifierKey(match[0]);
    keys.set(match[0], key);
    const joint = previousEnd < 0 ? '' : words.text.slice(previousEnd, match.index);
    const qualifier = joint === '.' || joint === '::' ? recent.at(-1)! : '';
    const isHeld =
      /^[:=]\s?$/.test(joint) &&
      FIELDS.has(recent.at(-1) ?? '') &&
      recent.some((other) => HOLDERS.has(other));
    const isQualified = qualifiers.has(qualifier);
    // A name of one word (`Away`) is nothing without what holds it.
    const whole = isQualified || isHeld ? codes.get(key) : undefined;
    const found = whole === undefined ? codeOf(key, codes) : { code: whole, known: key };
    const isAsked = isQuestion && (qualifier === '' || isQualified);
    if (
      found &&
      !isForeign(key, found.known) &&
      (whole !== undefined ||
        context > 0 ||
        isAsked ||
        !GENERIC.has(found.known) ||
        OWN_PREFIX.test(key))
    ) {
      while (at < words.start.length - 1 && words.start[at]! < match.index) at += 1;
      const library = qualifiers.get(qualifier) ?? -1;
      claims.push({
        code: found.code,
        at,
        strength: isQualified || isHeld || key.split('_').length >= 3 ? 0.85 : 0.75,
        by: 'constant',
        ...(library >= 0 ? { library } : {}),
      });
    }
    recent.push(key);
    if (recent.length > 5) recent.shift();
    previousEnd = match.index + match[0].length;
  }
  return claims;
}
