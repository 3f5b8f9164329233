/** Numbers that a question asks about, or a short line comes to: they are looked up, and nothing is claimed. */
import { isForeign, isQuestion, lengthInWords, LONGEST_QUESTION } from './question.ts';
import type { KnownCodes } from './knownCodes.ts';
import { isCodeLike, isPartOfLonger, NUMBERED, OTHER, RECEIVED, SENT, words } from './numbers.ts';
import type { Speech } from './speech.ts';
import { signsOfWebSocket } from './subject.ts';
import { between, toWords, UNSPACED } from './text.ts';

/** Words before a number that counts somebody. */
const RECIPIENT = words('to for all of has');

/** So near stand two codes that are compared: `1005 and the 1006`. */
const NEAR = 3;

/** In so few words a number is what is asked for; in more, something must say that it is a code. */
export const FEW = 7;

/**
 * A row of a table of codes, or of a list: the number stands first, or last in its first line. Numbers of this kind have few other uses, so
 * the number is looked up: `| 4003 | INVALID_CLIENT |`, `DisallowedIntents: 4014`. And what a sentence closes with or receives: `close 4008`.
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
 * A question without the numbers that are ports, amounts or parts of something longer; nothing of a paste.
 * Its words stay: a number among words claims less.
 * @example plainNumbers('1006 after 3000 ms') is '1006 after ms'
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
  // A range is one name, as in `4000-4999` and `4000 to 4999`: how many words on its end stands; 0 if none begins here.
  const toEnd = (at: number): number => {
    const named = [1, 2, 3].find((step) =>
      known.isRange(Number(all[at]), Number(all[at + step] ?? NaN)),
    );
    const isWritten =
      /^[-–]$/.test(between(found, at + 1)) &&
      /^\d{4} \d{4,5}$/.test(`${all[at]} ${all[at + 1]}`) &&
      !/^-\d/.test(found.text.slice(found.end[at + 1], found.end[at + 1]! + 2)) &&
      !/\d-$/.test(found.text.slice(0, found.start[at]));
    return isWritten ? 1 : (named ?? 0);
  };
  const saysCode =
    signsOfWebSocket(found) > 0 ||
    all.some((word) => speech.code.has(word) || speech.close.has(word));
  const saysClose = all.some((word) => speech.close.has(word));
  // Whatever a short line is, a code at its end is what it comes to; that of an access log is a size.
  const endsWithCode = isCodeLike(all.at(-1) ?? '', known) && !/" \d{3} \d+\s*$/.test(text);
  const codeLike = all.flatMap((word, at) => (isCodeLike(word, known) ? [at] : []));
  // `difference between 1005 and 1006`: two that stand so near are compared.
  const areCompared =
    isQuestion(text) && codeLike.length === 2 && codeLike[1]! - codeLike[0]! <= NEAR;
  // `reload gives 1001 in the log`: in so few words there is nothing else to ask about. Particles are no words here.
  const isLone = codeLike.length === 1 && lengthInWords(text) <= FEW;
  // `1006 error on a windows server`
  const isError =
    isQuestion(text) &&
    codeLike.length === 1 &&
    !/^3/.test(all[codeLike[0]!]!) &&
    [-1, 1].some((step) => speech.error.has(all[codeLike[0]! + step] ?? ''));
  const isMeant = isQuestion(text)
    ? areCompared || lengthInWords(text) <= FEW || saysCode || endsWithCode || isError
    : all.length <= LONGEST_QUESTION && (saysClose || endsWithCode);
  if (!isMeant && all.length <= LONGEST_ROW && codeLike.length === 1) {
    const [, row, said] = ROW.exec(text) ?? [];
    if (row ?? said) return (row ?? said)!;
    // `发生错误： 4014 intent无权限`: what is counted stands behind its number without a space.
    const [at] = codeLike as [number];
    const isCounted = /^\p{L}/u.test(text.slice(found.end[at]));
    if (
      /^4/.test(all[at]!) &&
      UNSPACED.test(text) &&
      !isCounted &&
      !isPartOfLonger(found, at, speech)
    )
      return all[at]!;
  }
  // `use the 4000-4999 range`, somewhere in a longer text.
  if (!isMeant)
    return signsOfWebSocket(found) > 0 || CLOSE_WITH.test(text)
      ? all.flatMap((word, at) => (toEnd(at) ? [`${word}-${all[at + toEnd(at)]}`] : [])).join(' ')
      : '';
  const isSubject = (at: number) => {
    const previous = all[at - 1] ?? '';
    const isEnd = at === 0 || at === all.length - 1;
    return (
      isEnd ||
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
  // In what a program printed, a number of no page of its own is of something else: `2227 I PanelView: closeQs`.
  const isPrinted = !isQuestion(text);
  return all
    .map((word, at) => {
      if (!/^\d+$/.test(word)) return word;
      if (isPrinted && !codeLike.includes(at)) return '';
      if (toEnd(at)) return `${word}-${all[at + toEnd(at)]}`;
      return [1, 2, 3].some((step) => toEnd(at - step) === step) ||
        !isSubject(at) ||
        all[at - 2] === 'exit' ||
        isPartOfLonger(found, at, speech) ||
        speech.unit.has(all[at + 1] ?? '') ||
        OTHER.has(all[at - 1] ?? '') ||
        (NUMBERED.has(all[at - 1] ?? '') && /^\s?#?$/.test(between(found, at)) && all.length > 2)
        ? ''
        : word;
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
 * Does a question hold a number of three digits or more that is no code, no time, no size? Then it is about what is numbered so.
 * @example hasForeignNumber('413 Request Entity Too Large') is true
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
