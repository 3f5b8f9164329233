/** Numbers that a question asks about, or a short line comes to: they are looked up, and nothing is claimed. */
import { isForeign, isQuestion, lengthInWords, LONGEST_QUESTION } from './question.ts';
import type { KnownCodes } from './knownCodes.ts';
import {
  FEW,
  isCodeLike,
  isPartOfLonger,
  NUMBERED,
  OTHER,
  rangeFrom,
  RECEIVED,
  SENT,
} from './numbers.ts';
import type { Speech } from './speech.ts';
import { signsOfWebSocket } from './subject.ts';
import { behind, between, toWords, UNSPACED, wordSet, type Words } from './text.ts';

/** Words before a number that counts somebody. */
const RECIPIENT = wordSet('to for all of has');

/** So near stand two codes that are compared: `1005 and the 1006`. */
const NEAR = 3;

/**
 * A row of a table of codes, or of a list: the number stands first, or behind one word and a colon. Numbers of this kind have few other
 * uses, so the number is looked up: `| 4003 | INVALID_CLIENT |`, `DisallowedIntents: 4014`. And what a sentence closes with or receives: `close 4008`.
 */
const ROW =
  /^[\s|*`#-]*(4\d{3})[\s*`]*(?:[|\n:–—]|-\s|(?=[A-Z]))|(?:^\w+: |\b(?:clos(?:e|es|ed|ing)|receiv(?:e|es|ed|ing)|g[eo]t|sends?|sent)(?: an?| with)? [`'"]?)(4\d{3})\b/;
/** A longer text tells of more than its number. */
const LONGEST_ROW = 40;
/** `close with a code of 4000-4999`: whoever says so speaks of this range without the word WebSocket. */
const CLOSE_WITH = /\bclos(?:e|es|ed|ing)\b[^.\n]{0,20}\bcodes?\b/i;

/** The text without what stands between two things that are compared. */
const withoutOr = (text: string, { or }: Speech): string =>
  or.reduce(
    (rest, word) => rest.replaceAll(word, ' '),
    text.replace(/\b(?:vs|or|and)\b\.?/gi, ' '),
  );

/**
 * A number of a row, or one that a line without spaces is about: `发生错误： 4014 intent无权限`; what is counted there stands right behind its
 * number.
 */
function numberOfRow(
  text: string,
  found: Words,
  codeLike: readonly number[],
  speech: Speech,
): string | undefined {
  if (found.words.length > LONGEST_ROW || codeLike.length !== 1) return undefined;
  const [, row, said] = ROW.exec(text) ?? [];
  if (row ?? said) return row ?? said;
  const at = codeLike[0]!;
  const isSubject =
    found.words[at]!.startsWith('4') &&
    UNSPACED.test(text) &&
    !/^\p{L}/u.test(behind(found, at, 2)) &&
    !isPartOfLonger(found, at, speech);
  return isSubject ? found.words[at] : undefined;
}

/** Is a number of a text something that has a number of its own: a port, an amount, a part of something longer? */
const isOfOther = (found: Words, at: number, speech: Speech): boolean => {
  const { words: all } = found;
  const previous = all[at - 1] ?? '';
  return (
    all[at - 2] === 'exit' ||
    isPartOfLonger(found, at, speech) ||
    speech.unit.has(all[at + 1] ?? '') ||
    OTHER.has(previous) ||
    (NUMBERED.has(previous) && /^\s?#?$/.test(between(found, at)) && all.length > 2)
  );
};

/**
 * What a text asks about: its words, with the numbers that may be codes. Of a paste only a row's number, a range or the code that a short line
 * ends with; '' for another system.
 * @example plainNumbers('1006 after 3000 ms', speech, known) is '1006 after ms'
 */
export function plainNumbers(text: string, speech: Speech, known: KnownCodes): string {
  if (isForeign(text)) return '';
  if (/^[\d\s–,/-]+$/.test(withoutOr(text, speech))) return text;
  const found = toWords(
    text
      .replace(/\b([34])xxx\b/gi, '$1000-$1999')
      // Both ranges of programs at once, in any words between: `between 3000 and 4999`.
      .replace(/\b3000(\D{1,12})4999\b/g, '3000-3999$14000-4999'),
  );
  const { words: all } = found;
  const toEnd = (at: number) => rangeFrom(found, at, known);
  const codeLike = all.flatMap((word, at) => (isCodeLike(word, known) ? [at] : []));
  const isTyped = isQuestion(text);
  // Particles are no words here.
  const isShort = lengthInWords(text) <= FEW;
  const saysClose = all.some((word) => speech.close.has(word));
  const saysCode =
    saysClose || signsOfWebSocket(found) > 0 || all.some((word) => speech.code.has(word));
  // Whatever a short line is, a code at its end is what it comes to; that of an access log is a size.
  const endsWithCode = isCodeLike(all.at(-1) ?? '', known) && !/" \d{3} \d+\s*$/.test(text);
  // `difference between 1005 and 1006`: two that stand so near are compared.
  const areCompared = isTyped && codeLike.length === 2 && codeLike[1]! - codeLike[0]! <= NEAR;
  // `reload gives 1001 in the log`: in so few words there is nothing else to ask about.
  const isLone = codeLike.length === 1 && isShort;
  // `1006 error on a windows server`
  const isError =
    isTyped &&
    codeLike.length === 1 &&
    !/^3/.test(all[codeLike[0]!]!) &&
    [-1, 1].some((step) => speech.error.has(all[codeLike[0]! + step] ?? ''));
  const isMeant = isTyped
    ? areCompared || isShort || saysCode || endsWithCode || isError
    : all.length <= LONGEST_QUESTION && (saysClose || endsWithCode);
  if (!isMeant) {
    // `use the 4000-4999 range`, somewhere in a longer text.
    const ranges = () =>
      all.flatMap((word, at) => (toEnd(at) ? [`${word}-${all[at + toEnd(at)]}`] : [])).join(' ');
    const row = numberOfRow(text, found, codeLike, speech);
    return row ?? (signsOfWebSocket(found) > 0 || CLOSE_WITH.test(text) ? ranges() : '');
  }
  const isSubject = (at: number) => {
    const previous = all[at - 1] ?? '';
    return (
      at === 0 ||
      at === all.length - 1 ||
      all.length <= 3 ||
      areCompared ||
      isLone ||
      isError ||
      SENT.has(previous) ||
      RECEIVED.has(previous) ||
      speech.error.has(previous) ||
      (saysCode && !RECIPIENT.has(previous))
    );
  };
  return all
    .map((word, at) => {
      if (!/^\d+$/.test(word)) return word;
      // In what a program printed, a number of no page of its own is of something else: `2227 I PanelView: closeQs`.
      if (!isTyped && !codeLike.includes(at)) return '';
      if (toEnd(at)) return `${word}-${all[at + toEnd(at)]}`;
      const isEndOfRange = [1, 2, 3].some((step) => toEnd(at - step) === step);
      return isEndOfRange || !isSubject(at) || isOfOther(found, at, speech) ? '' : word;
    })
    .filter(Boolean)
    .join(' ');
}

/** Amounts that people see when a connection ends: after how long, above which size. */
const SEEN = /\b\d[\d.,]*\s?(?:ms|s|secs?|seconds?|min|minutes?|h|hours?|bytes?|[kmg]i?b)\b/gi;
/** A status that HTTP answers a handshake with (421, 45x and 55x are those of mail and FTP), and the number of an error of the network. */
const OF_NETWORK =
  /\b(?:4(?:0\d|1[0-8]|2[2-9]|31|51)|5(?:0\d|2\d|30))\b|\b(?:os )?err(?:or|no)[: ]+\d+/gi;

/**
 * Does a question hold a number of three digits or more that is no code and, where it speaks of a connection, no time, size or HTTP status?
 * Then it is about what is numbered so.
 * @example hasForeignNumber('413 Request Entity Too Large', speech, known) is true
 */
export function hasForeignNumber(text: string, speech: Speech, known: KnownCodes): boolean {
  if (!isQuestion(text)) return false;
  const meant = new Set(plainNumbers(text, speech, known).match(/\d+/g));
  const connects = speech.speaksOfConnection(toWords(text));
  const found = toWords(connects ? text.replace(SEEN, ' ').replace(OF_NETWORK, ' ') : text);
  const isCode = (at: number) => {
    const previous = found.words[at - 1] ?? '';
    return (
      isCodeLike(found.words[at]!, known) &&
      (meant.has(found.words[at]!) ||
        (connects &&
          !speech.unit.has(found.words[at + 1] ?? '') &&
          !OTHER.has(previous) &&
          !NUMBERED.has(previous)))
    );
  };
  return found.words.some(
    (word, at) =>
      /^\d{3,}$/.test(word) &&
      !/[\w:.-]$/.test(between(found, at)) &&
      !/^[:\d]/.test(found.text.slice(found.end[at])) &&
      // After how long, above which size: what people see when a connection ends.
      !(connects && speech.measure.has(found.words[at + 1] ?? '')) &&
      !isCode(at),
  );
}
