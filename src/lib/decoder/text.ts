/** A paste as the decoder reads it: unescaped, without colours, cut into words that compare equal however they were written. */

import { foldMarks } from '../text/fold.ts';

/** Of a longer paste the first and the last part are read: the message stands at the top of a trace or at the end of a log. */
const HEAD = 48_000;
const TAIL = 16_000;

/** More than 64,000 characters are cut in the middle, so that hostile input costs no more than a long log. */
const cut = (text: string): string =>
  text.length > HEAD + TAIL ? `${text.slice(0, HEAD)}\n${text.slice(-TAIL)}` : text;

const ENTITIES: Record<string, string> = {
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&nbsp;': ' ',
};

/**
 * Undoes what terminals, loggers and pages did to a message: ANSI colours, JSON escapes, entities, curly quotes.
 * `\n` in a Windows path (`\node_modules`) stays: there a letter stands before it and a small one after it.
 * @example clean('\u001b[31mclosed\u001b[0m: \\"EOF\\"') is 'closed: "EOF"'
 */
export function clean(text: string): string {
  return (
    plainDigits(cut(text))
      .replace(/(?:\x1b|\\u001b|\\x1b|\\033|\\e)\[[0-9;?]*[A-Za-z]/gi, '')
      // syslog's process id: `app[4711]:`
      .replace(/(\w)\[\d{1,7}\](?=:)/g, '$1')
      .replace(/&(?:quot|#39|#x27|lt|gt|amp|nbsp);/g, (found) => ENTITIES[found] ?? found)
      .replace(/\\{1,4}u2019|[\u2018\u2019\u02bc`]/g, "'")
      .replace(/[\u201c\u201d\u00ab\u00bb]/g, '"')
      .replace(/\\{1,4}(["'/])/g, '$1')
      .replace(/(^|[^A-Za-z:])\\{1,4}[nrt]|\\{1,4}[nrt](?![a-z])/g, '$1\n')
  );
}

/** The value of a digit of any script: digits stand in rows of ten, in their order. */
function digitValue(digit: string): string {
  let value = 0;
  for (
    let before = digit.codePointAt(0)! - 1;
    value < 9 && /\p{Nd}/u.test(String.fromCodePoint(before));
    before -= 1
  )
    value += 1;
  return String(value);
}

/** Full-width letters and the digits of all scripts as those of ASCII. @example plainDigits('１００６ ١٠٠٦') is '1006 1006' */
export const plainDigits = (text: string): string =>
  /[^\x00-\x7f]/.test(text)
    ? text.normalize('NFKC').replace(/(?![0-9])\p{Nd}/gu, digitValue)
    : text;

/** Words of a text in order, with where each begins and ends in it. */
export interface Words {
  text: string;
  words: string[];
  start: number[];
  end: number[];
}

/** Digits; an acronym before a capitalised word; a word with the digits that belong to it (`rsv1`); words of other scripts, whose marks are letters too. */
const WORD = /\d+|[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|[\p{L}\p{M}]+/gu;

/** Scripts of Chinese, Japanese, Thai and their neighbours, who put no space between words. */
export const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Browsers have had it since 2024; without it a run of such a script is one word. */
const segmenter =
  typeof Intl.Segmenter === 'function'
    ? new Intl.Segmenter(undefined, { granularity: 'word' })
    : undefined;

/** The words of a run of letters, each with its place in the run: one, unless its script has no spaces. */
const wordsOfRun = (run: string): { word: string; at: number }[] =>
  segmenter && UNSPACED.test(run)
    ? Array.from(segmenter.segment(run), ({ segment, index }) => ({ word: segment, at: index }))
    : [{ word: run, at: 0 }];

/** As long as no word of ours; the rest of a longer run is not a word but an id. */
const LONGEST_WORD = 40;

/**
 * Cuts a text into folded words. `closeCode`, `close_code` and `Close code` are the same two words, `web socket` and `WebSocket` one.
 * @example toWords('EOFException: closeCode=1006').words is ['eof', 'exception', 'close', 'code', '1006']
 */
export function toWords(text: string): Words {
  const plain = foldMarks(text)
    // A letter is lost for each mark, nothing else; offsets are those of `plain`.
    .replace(/([A-Za-z])'(?=[a-z])/g, '$1')
    .replace(/web[ _-]?socket(s?)/gi, (_, s: string) => `Websocket${s.toLowerCase()}`)
    .replace(/utf[ _-]?8/gi, 'Utf8');
  const found: Words = { text: plain, words: [], start: [], end: [] };
  for (const match of plain.matchAll(WORD))
    for (const { word, at } of wordsOfRun(match[0])) {
      found.words.push(word.slice(0, LONGEST_WORD).toLowerCase());
      found.start.push(match.index + at);
      found.end.push(match.index + at + word.length);
    }
  return found;
}

/** Words in a string, for lists that are looked up. @example wordSet('port pid').has('pid') */
export const wordSet = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Up to so many characters before a word. */
export const before = ({ text, start }: Words, place: number, count: number): string =>
  text.slice(Math.max(0, start[place]! - count), start[place]);

/** Up to so many characters behind a word; all without a count. */
export const behind = ({ text, end }: Words, place: number, count = Infinity): string =>
  text.slice(end[place], end[place]! + count);

/** What stands between a word and the one before it. */
export const between = ({ text, start, end }: Words, place: number): string =>
  place > 0 && place < start.length ? text.slice(end[place - 1], start[place]) : '';

/**
 * Is the distance of two words at most 1 (a letter wrong, missing, doubled) or two neighbours exchanged?
 * Short words have neighbours that mean something else (`sent`, `send`), so it asks for five letters.
 */
export function isTypo(a: string, b: string): boolean {
  if (a.length < 5 || b.length < 5 || Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i += 1;
  const restA = a.slice(i);
  const restB = b.slice(i);
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1))
    return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}

/** An identifier by its words: `CloseGoingAway`, `close_going_away` and `CLOSE_GOING_AWAY` are one. */
export const identifierKey = (name: string): string => toWords(name).words.join('_');

/** Groups in order of first appearance. Browsers have had `Map.groupBy` since 2024 only. */
export function groupBy<T, K>(all: Iterable<T>, keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
