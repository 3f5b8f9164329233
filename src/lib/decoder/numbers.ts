/** What stands around a number, whatever asks: which words say that it is something else than a code, and where it is a part of something longer. */
import type { KnownCodes } from './knownCodes.ts';
import type { Speech } from './speech.ts';
import { UNSPACED, type Words } from './text.ts';

export const words = (list: string): Set<string> => new Set(list.split(' '));

/** Words before a number that say what else it is: `port 3000`, `line 1006`, `pid 1001`. */
export const OTHER = words(
  'port ports pid ppid uid gid line row rows page seq id ids sid version v year errno size length limit timeout interval max min total count offset column fd shard thread worker frame bytes read response http exceeds rfc issue pull after every',
);
/** What has a number of its own: `session 3003`, `client #1002`. A bracket or a colon between them says otherwise. */
export const NUMBERED = words(
  'session client user connection conn socket room channel id worker agent node peer player device host process thread task job order account ticket item door instance pod',
);
/** File names, before `:1006:15` of a stack trace. */
const FILES = words(
  'js mjs cjs ts tsx jsx vue py go rs rb php java kt scala cs c cc cpp h m swift dart ex erl lua html',
);

export const SENT = words('sent sending sends');
export const RECEIVED = words('received receive recv got inbound');

/** Is a word a number that is a code? */
export const isCodeLike = (word: string, { isCode }: KnownCodes): boolean =>
  /^[1-4]\d{3}$/.test(word) && isCode(Number(word));

/** A letter of a script with spaces: there it belongs to the number, as in `v1006`; in `コード1006` it does not. */
const LETTER = `(?!${UNSPACED.source})\\p{L}`;
const BEFORE = new RegExp(`(?:${LETTER}|[\\d_#$%@+])$|(?:${LETTER}|\\d)-$`, 'u');
const AFTER = new RegExp(`^(?:${LETTER}|[\\d%])|^[.:/,-]\\d`, 'u');

/** Does the punctuation around the number show that it is a part of something longer: a time, an address, a version, an id? */
export function isPartOfLonger(
  { text, words: all, start, end }: Words,
  at: number,
  { code, close }: Speech,
): boolean {
  const before = text.slice(Math.max(0, start[at]! - 2), start[at]);
  if (before === '8:') return false;
  const after = text.slice(end[at], end[at]! + 2);
  // `/ws/1006` is a path, `INFO 1008 --- [main]` a process.
  if (
    /[/\\]$/.test(before) ||
    (/\w\[$/.test(before) && /^\]:/.test(after)) ||
    /^\s+---/.test(text.slice(end[at], end[at]! + 5))
  )
    return true;
  const key = all[at - 1] ?? '';
  // `WS_1011_INTERNAL_ERROR` names the code; `x-1006`, `#1006` and `v1006` do not, ` -1006` may.
  if (BEFORE.test(before)) return !/ws_$/i.test(text.slice(Math.max(0, start[at]! - 3), start[at]));
  // `4401/4407` are two codes.
  const isOneOfTwo = /^\/[34]\d{3}(?!\d)/.test(text.slice(end[at], end[at]! + 6));
  if ((AFTER.test(after) && !isOneOfTwo) || /\d[.:/,-]$/.test(before)) return true;
  // `:3000` and `localhost:3000` are ports, `main.js:1006` a line; `code:1006`, `"op":4006` and `[close]:1006` are not.
  return (
    /[^\]"]:$|^:$/.test(before) &&
    key !== 'op' &&
    ((!code.has(key) && !close.has(key)) || FILES.has(key))
  );
}

/** `4000 to 4999`, `from 4000 up to 4999`: a word or two between the ends of a range. */
export const isRangeEnd = ({ words: all }: Words, at: number, { isRange }: KnownCodes): boolean =>
  [-3, -2, -1, 1, 2, 3].some((step) => {
    const [one, other] = [Number(all[at]), Number(all[at + step])];
    return isRange(Math.min(one, other), Math.max(one, other));
  });
