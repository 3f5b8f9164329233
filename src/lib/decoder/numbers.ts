/** Numbers by what stands around them: words that say they are no codes, and when they are part of something longer. */
import type { KnownCodes } from './knownCodes.ts';
import type { Speech } from './speech.ts';
import { before, behind, between, UNSPACED, wordSet, type Words } from './text.ts';

/** Words before a number that say what else it is: `port 3000`, `line 1006`, `pid 1001`. */
export const OTHER = wordSet(
  'port ports pid ppid uid gid line row rows page seq id ids sid version v year errno size length limit timeout interval max min total count offset column fd shard thread worker frame bytes read response http exceeds rfc issue pull after every',
);
/** What has a number of its own: `session 3003`, `client #1002`. A bracket or a colon between them says otherwise. */
export const NUMBERED = wordSet(
  'session client user connection conn socket room channel id worker agent node peer player device host process thread task job order account ticket item door instance pod',
);
export const SENT = wordSet('sent sending sends');
export const RECEIVED = wordSet('received receive recv got inbound');

/** Is a word a number that is a code? */
export const isCodeLike = (word: string, { isCode }: KnownCodes): boolean =>
  /^[1-4]\d{3}$/.test(word) && isCode(Number(word));

/** A letter of a script with spaces: there it belongs to the number, as in `v1006`; in `コード1006` it does not. */
const LETTER = `(?!${UNSPACED.source})\\p{L}`;
const BEFORE = new RegExp(`(?:${LETTER}|[\\d_#$%@+])$|(?:${LETTER}|\\d)-$`, 'u');
const AFTER = new RegExp(`^(?:${LETTER}|[\\d%])|^[.:/,-]\\d`, 'u');

/** Does the punctuation around the number show that it is a part of something longer: a time, an address, a version, an id? */
export function isPartOfLonger(found: Words, at: number, { code, close }: Speech): boolean {
  const two = before(found, at, 2);
  // aiohttp: `Received message 8:1000`; see strength.ts.
  if (two === '8:') return false;
  // `/ws/1006` is a path, `INFO 1008 --- [main]` a process.
  if (
    /[/\\]$/.test(two) ||
    (/\w\[$/.test(two) && /^\]:/.test(behind(found, at, 2))) ||
    /^\s+---/.test(behind(found, at, 5))
  )
    return true;
  // `WS_1011_INTERNAL_ERROR` names the code; `x-1006`, `#1006` and `v1006` do not, ` -1006` may.
  if (BEFORE.test(two)) return !/ws_$/i.test(before(found, at, 3));
  // `4401/4407` are two codes.
  const isOneOfTwo = /^\/[34]\d{3}(?!\d)/.test(behind(found, at, 6));
  if ((AFTER.test(behind(found, at, 2)) && !isOneOfTwo) || /\d[.:/,-]$/.test(two)) return true;
  // `:3000` and `localhost:3000` are ports, `main.js:1006` a line; `code:1006`, `"op":4006` and `[close]:1006` are not.
  const previous = found.words[at - 1] ?? '';
  return (
    /[^\]"]:$|^:$/.test(two) && previous !== 'op' && !code.has(previous) && !close.has(previous)
  );
}

/** `4000 to 4999`, `from 4000 up to 4999`: a word or two between the ends of a range. */
export const isRangeEnd = ({ words: all }: Words, at: number, { isRange }: KnownCodes): boolean =>
  [-3, -2, -1, 1, 2, 3].some((step) => {
    const [one, other] = [Number(all[at]), Number(all[at + step])];
    return isRange(Math.min(one, other), Math.max(one, other));
  });

/** How many words on the end of a range stands that begins here, as in `4000-4999` and `4000 to 4999`; 0 if none begins. */
export function rangeFrom(found: Words, at: number, { isRange }: KnownCodes): number {
  const { words: all } = found;
  const isWritten =
    /^[-–]$/.test(between(found, at + 1)) &&
    /^\d{4} \d{4,5}$/.test(`${all[at]} ${all[at + 1]}`) &&
    !/^-\d/.test(behind(found, at + 1, 2)) &&
    !/\d-$/.test(found.text.slice(0, found.start[at]));
  const named = [1, 2, 3].find((step) => isRange(Number(all[at]), Number(all[at + step] ?? NaN)));
  return isWritten ? 1 : (named ?? 0);
}

/** In so few words a number is what is asked for; in more, something must say that it is a code. */
export const FEW = 7;

/** `HT`, `TT`, `TP`, `P/`, `/1` and `1.` read as a code: the handshake was answered a second time, and its text taken for a Close frame. */
export const HTTP_LETTERS: ReadonlySet<number> = new Set(
  ['HT', 'TT', 'TP', 'P/', '/1', '1.'].map((two) => (two.charCodeAt(0) << 8) | two.charCodeAt(1)),
);
