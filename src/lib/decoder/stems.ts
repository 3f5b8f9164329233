/** Words as the symptom search compares them: folded, without endings, without the words that stand everywhere. */
import { toWords } from './text.ts';

/** Too frequent to tell one cause from another: in any log, in English, and in Vietnamese without diacritics. */
const STOP = new Set(
  (
    'error errors err exception exceptions warn warning info debug log level logger msg stack trace traceback thread worker main file line js ts java py code codes websocket websockets ws yet a an and are as at be been but by can do does doing did for from get gets got had has have how i if in into is it its just my no not of on or our out over per so than that the their them then there these they this to too up us was we were what when where which while who why will with you your ' +
    'va la cua cho cac mot nhung duoc khi thi ma voi cung nay do co khong tu den de o ra vao bi da dang se nhu tai theo cua ban no ho toi phai'
  ).split(' '),
);

/**
 * A light stemmer: endings of plurals, of -ing and -ed, of -ion; the same on both sides, so it need not be beautiful.
 * Vietnamese syllables have none of these endings.
 */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  let base = word
    .replace(/ies$/, 'y')
    .replace(/^([a-z]{3,}?)(?:ations?|ions?|ings?|ed|ers?|es|s|ly)$/, '$1');
  if (/([bdgmnprt])\1$/.test(base)) base = base.slice(0, -1);
  return base.length > 3 ? base.replace(/e$/, '') : base;
}

/** The stems of a text in order, stop words left out. */
export const stems = (text: string): string[] =>
  toWords(text)
    .words.filter((word) => !STOP.has(word))
    .map(stem);
