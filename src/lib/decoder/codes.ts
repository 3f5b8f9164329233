/** Finds numbers that the text itself calls close codes. A number alone is no code. */
import type { Message } from '../model/schema.ts';
import type { KnownCodes } from './knownCodes.ts';
import { isCodeLike, isPartOfLonger, isRangeEnd, RECEIVED, SENT, words } from './numbers.ts';
import { Place } from './place.ts';
import { isForeign } from './question.ts';
import type { Speech } from './speech.ts';
import { strengthOf } from './strength.ts';
import { between, type Words } from './text.ts';

type Origin = Message['origin'];

/** A code that the text names. */
export interface Claim {
  code: number;
  /** Word of the paste where it stands. */
  at: number;
  /** 1: the text says that it is a close code; 0.8: the words around it are those of a close; 0.5: a number where a code may stand. */
  strength: number;
  by: 'code' | 'constant';
  library?: number;
  origin?: Origin;
}

const PEER = words('server peer remote');
/** What is sent or received, between the verb and the number. */
const CARRIED = words(
  'a the close closed closing frame message control opcode 8 with code status event error and reason of websocket',
);

/** Who closed, as the words around the number say: `sent 1011`, `< CLOSE 1008`, `closed by us`, `remote: true`. */
function originOf({ text, words: all, start, end }: Words, at: number): Origin | undefined {
  const code = Number(all[at]);
  // Nobody can send these (RFC 6455 section 7.4.1): the side that prints them set them for itself.
  if (code === 1006 || code === 1015) return 'local';
  const tuple = /:(remote|local),\s?$/.exec(
    text.slice(Math.max(0, start[at]! - 9), start[at]),
  )?.[1];
  if (tuple) return tuple === 'remote' ? 'received' : 'sent';
  const arrow = /([<>]) CLOSE $/.exec(text.slice(Math.max(0, start[at]! - 8), start[at]))?.[1];
  if (arrow) return arrow === '<' ? 'received' : 'sent';
  // The verb must be in the number's own clause: `send, then connection is closed with code 1000` says nothing of it.
  let from = at;
  while (
    from > 0 &&
    at - from < 8 &&
    !/[,;\n]|\.\s/.test(between({ text, words: all, start, end }, from))
  )
    from -= 1;
  const before = all.slice(from, at);
  const last = before.findLastIndex((word) => SENT.has(word) || RECEIVED.has(word));
  const isOfPeer = before.slice(Math.max(0, last - 2), last).some((word) => PEER.has(word));
  // Between the verb and the number stands nothing but what was sent.
  if (last >= 0 && before.slice(last + 1).every((word) => CARRIED.has(word)))
    return SENT.has(before[last]!) && !isOfPeer ? 'sent' : 'received';
  const line = text.slice(start[from], (end[at] ?? 0) + 120).split('\n', 1)[0]!;
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

/** The numbers of the text that are close codes, each place by itself. @param context how much of it is of WebSocket */
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
  const codeLike = numbers.filter((at) => isCodeLike(text.words[at]!, known));
  const isOnly = new Set(codeLike.map((at) => text.words[at])).size === 1;
  const isAlone = text.words.length <= SHORT && codeLike.length === 1;
  const around = { found: text, context, isForeign: isForeign(text.text), speech, known };
  return numbers.flatMap((at): Claim[] => {
    const strength = strengthOf(
      new Place(around, at, isAlone && at === codeLike[0], isOnly && codeLike.includes(at)),
    );
    const origin = strength > 0 ? originOf(text, at) : undefined;
    return strength > 0
      ? [{ code: Number(text.words[at]), at, strength, by: 'code', ...(origin ? { origin } : {}) }]
      : [];
  });
}
