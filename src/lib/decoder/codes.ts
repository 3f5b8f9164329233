/** Finds numbers that the text itself calls close codes. A number alone is no code. */
import type { Message } from '../model/schema.ts';
import type { KnownCodes } from './knownCodes.ts';
import { isCodeLike, isPartOfLonger, isRangeEnd, RECEIVED, SENT } from './numbers.ts';
import { Place } from './place.ts';
import { isForeign } from './question.ts';
import type { Speech } from './speech.ts';
import { strengthOf } from './strength.ts';
import { before, between, wordSet, type Words } from './text.ts';

type Origin = Message['origin'];

/** A code that the text names. */
export interface Claim {
  code: number;
  /** Index of the word in the text. */
  at: number;
  /** How sure it is, from 0.45 to 1; see `strength.ts`. */
  strength: number;
  /** The number itself, or the name of a library's constant for it. */
  by: 'code' | 'constant';
  /** Index of the library whose constant it is. */
  library?: number;
  origin?: Origin;
}

const PEER = wordSet('server peer remote');
/** What is sent or received, between the verb and the number. */
const CARRIED = wordSet(
  'a the close closed closing frame message control opcode 8 with code status event error and reason of websocket',
);

/** The verb stands at most so many words before the number. */
const FARTHEST_VERB = 8;
/** So much of the line behind the number is read. */
const REST_OF_LINE = 120;

/** Who closed, as the words around the number say: `sent 1011`, `< CLOSE 1008`, `closed by us`, `remote: true`. */
function originOf(found: Words, at: number): Origin | undefined {
  const { text, words: all, start, end } = found;
  const code = Number(all[at]);
  // Nobody can send these (RFC 6455 section 7.4.1): the side that prints them set them for itself. 1005 says that a frame came, without a code.
  if (code === 1006 || code === 1015) return 'local';
  const tuple = /:(remote|local),\s?$/.exec(before(found, at, 9))?.[1];
  if (tuple) return tuple === 'remote' ? 'received' : 'sent';
  const arrow = /([<>]) CLOSE $/.exec(before(found, at, 8))?.[1];
  if (arrow) return arrow === '<' ? 'received' : 'sent';
  // The verb must be in the number's own clause: `send, then connection is closed with code 1000` says nothing of it.
  let from = at;
  while (from > 0 && at - from < FARTHEST_VERB && !/[,;\n]|\.\s/.test(between(found, from)))
    from -= 1;
  const clause = all.slice(from, at);
  const last = clause.findLastIndex((word) => SENT.has(word) || RECEIVED.has(word));
  const isOfPeer = clause.slice(Math.max(0, last - 2), last).some((word) => PEER.has(word));
  // Between the verb and the number stands nothing but what was sent.
  if (last >= 0 && clause.slice(last + 1).every((word) => CARRIED.has(word)))
    return SENT.has(clause[last]!) && !isOfPeer ? 'sent' : 'received';
  const line = text.slice(start[from], (end[at] ?? 0) + REST_OF_LINE).split('\n', 1)[0]!;
  // `the gateway is closing my session with code 1000`: whose client says so did not send it.
  if (/\b(?:server|gateway|peer|remote|host)\b[^.]{0,12}\bclosing\b/i.test(line)) return 'received';
  if (/\bby us\b|\bfailing\b|\bclosing (?:\w+ ){0,3}with\b/i.test(line)) return 'sent';
  return /\bby (?:the )?(?:remote )?(?:peer|server|remote)\b|\bremote['"]?[=: ]{1,2}true\b/i.test(
    line,
  )
    ? 'received'
    : undefined;
}

/** In so short a text about WebSocket the only number of this kind is its subject. */
const SHORT = 20;
/** A paste with more numbers is a dump. */
const MOST_NUMBERS = 2_000;

/**
 * The numbers of a text that are close codes, one claim for each place.
 * @param context signs of WebSocket in it: 0 none, 1 one, 2 more (`signsOfWebSocket`)
 */
export function findCodes(
  text: Words,
  context: number,
  speech: Speech,
  known: KnownCodes,
): Claim[] {
  const numbers = text.words
    .flatMap((word, at) =>
      /^\d{1,5}$/.test(word) &&
      Number(word) <= 65_535 &&
      !isPartOfLonger(text, at, speech) &&
      !isRangeEnd(text, at, known)
        ? [at]
        : [],
    )
    .slice(0, MOST_NUMBERS);
  if (numbers.length === 0) return [];
  const codeLike = new Set(numbers.filter((at) => isCodeLike(text.words[at]!, known)));
  const isOnly = new Set([...codeLike].map((at) => text.words[at])).size === 1;
  const isAlone = text.words.length <= SHORT && codeLike.size === 1;
  let connects: boolean | undefined;
  const around = {
    found: text,
    context,
    isForeign: isForeign(text.text),
    speaksOfConnection: () => (connects ??= speech.speaksOfConnection(text)),
    speech,
    known,
  };
  return numbers.flatMap((at): Claim[] => {
    const isCode = codeLike.has(at);
    const strength = strengthOf(new Place(around, at, isAlone && isCode, isOnly && isCode));
    if (strength === 0) return [];
    const origin = originOf(text, at);
    return [{ code: Number(text.words[at]), at, strength, by: 'code', ...(origin && { origin }) }];
  });
}
