/**
 * One language as everything that is shown in it needs it: its words, its addresses, and how it writes numbers, dates, lists and the
 * end of a sentence. Rules of languages come from `Intl`, all else from content/ui: code joins no words.
 * What a program printed, and the JSON of the API, is never passed through here.
 */
import type { Ui } from '../model/schema.ts';
import { absolute, href } from '../publishing/href.ts';
import { withFallback } from './fallback.ts';
import { isPlural, type Plural } from './plural.ts';
import { fill, joined } from './template.ts';

/** Made once a language a build. No member needs `this`: they may be taken apart. */
export interface Locale {
  /** Name of its file in content/ui (BCP 47): `en`, `vi`. */
  tag: string;
  dir: Ui['dir'];
  /** Its words; English where it has none yet. */
  words: Ui;
  /** Where its lines may break, if not where browsers break them: a value of the CSS property. */
  wordBreak: Ui['format']['wordBreak'];
  /** Address of a page of this language on this host. @param page `` for the home page, else the last part: `1006` */
  href: (page: string, anchor?: string) => string;
  /** The same with the host. */
  absolute: (page: string, anchor?: string) => string;
  /** 131,072 or 131.072; at most one digit behind the point. */
  number: (value: number) => string;
  /** @param iso a date as the files write it, `2026-11-24` */
  date: (iso: string) => string;
  /** @example seconds(30.12) → '30.1 s', in Vietnamese '30,1 giây' */
  seconds: (value: number) => string;
  /** How long several took. @example milliseconds(1, 5) → '1–5 ms' */
  milliseconds: (least: number, most: number) => string;
  /** A limit, `131072`, `60 s` or `4 MiB`, as content/libraries/ writes it. */
  amount: (value: string) => string;
  /** Things side by side. @example list(['3000', '3003']) → '3000, 3003' */
  list: (items: readonly string[]) => string;
  /** Things that hold lists themselves. @example lists(['1000, 1001', '3000']) → '1000, 1001; 3000' */
  lists: (items: readonly string[]) => string;
  /** Short notes that have nothing to do with each other. @example notes(['8.18.0', 'server']) → '8.18.0 · server' */
  notes: (items: readonly string[]) => string;
  /** The name of a library, or of the products that it is. @example in Vietnamese 'Chrome và Chromium' */
  name: (library: { name: string; products?: readonly string[] | undefined }) => string;
  /** @example label('Sign') → 'Sign:' */
  label: (label: string) => string;
  /** @example labelled('Sign', 'no Close frame') → 'Sign: no Close frame' */
  labelled: (label: string, value: string) => string;
  /** @example bracketed('server') → '(server)' */
  bracketed: (text: string) => string;
  /** Ends what is a sentence but for its end, and begins with a name or a capital. @example ended('ws 8.18.0') → 'ws 8.18.0.' */
  ended: (text: string) => string;
  /** A clause as a sentence, with the capital and the end that the language has. @example sentence('a frame broke') → 'A frame broke.' */
  sentence: (clause: string) => string;
  /** Sentences one after another. */
  sentences: (all: readonly string[]) => string;
  /** The form of a sentence for a number, which fills {count}. @param values of its other places */
  plural: (forms: Plural, count: number, values?: Record<string, string | number>) => string;
}

/** The forms of numbers among some words. */
const pluralsIn = (words: unknown): Plural[] =>
  isPlural(words)
    ? [words]
    : typeof words === 'object' && words !== null
      ? Object.values(words).flatMap(pluralsIn)
      : [];

/** Scripts whose words stand without spaces, but with one beside Latin letters and digits. */
const TIGHT = /[\p{Script=Han}\p{Script=Thai}]/u;
const LATIN = /[\p{Script=Latin}\d]/u;

/** A list as `Intl` has it, and where it puts a Chinese or Thai “and” right beside a Latin name, with the space that readers expect. */
const listIn = (format: Intl.ListFormat, items: readonly string[]): string => {
  const parts = format.formatToParts(items).map(({ value }) => value);
  return parts.reduce((whole, part) => {
    const [left, right] = [whole.at(-1) ?? '', part[0] ?? ''];
    const isTight =
      (TIGHT.test(left) && LATIN.test(right)) || (LATIN.test(left) && TIGHT.test(right));
    return whole + (isTight ? ' ' : '') + part;
  }, '');
};

/** The language's own words, as far as it has them. */
export type OwnWords = { format?: Pick<Ui['format'], 'locale' | 'wordBreak'> | undefined };

/**
 * A language of the site.
 * @param own its file of content/ui
 * @param english the words of English, which stand in for those that it lacks, with the plurals of English
 */
export function makeLocale(tag: string, own: OwnWords, english: Ui): Locale {
  const words = withFallback(english, own);
  const { format } = words;
  const intl = own.format?.locale ?? tag;
  const numbers = new Intl.NumberFormat(intl, { maximumFractionDigits: 1 });
  // Of all ways this alone has a comma in English and a mark in every language: as `unit`, Chinese writes all items as one.
  const lists = new Intl.ListFormat(intl, { type: 'conjunction', style: 'narrow' });
  const names = new Intl.ListFormat(intl);
  const rules = new Intl.PluralRules(intl);
  const englishRules = new Intl.PluralRules('en');
  const englishForms = new Set(pluralsIn(english));
  const { number, list } = {
    number: (value: number) => numbers.format(value),
    list: (items: readonly string[]) => listIn(lists, items),
  };
  const labelled = (label: string, value: string) => fill(format.labelled, { label, value });
  const ended = (text: string) => fill(format.sentence, { text });
  const seconds = (value: number) => fill(format.seconds, { number: number(value) });
  return {
    tag,
    dir: words.dir,
    words,
    // What English does not have is not among the words that stand in for another.
    wordBreak: own.format?.wordBreak,
    href: (page, anchor) => href(tag, page, anchor),
    absolute: (page, anchor) => absolute(tag, page, anchor),
    number,
    date(iso) {
      const [year, month, day] = iso.split('-');
      const [m, d] = [Number(month), Number(day)];
      return fill(format.date, { year: year!, month: month!, day: day!, m, d });
    },
    seconds,
    milliseconds: (least, most) =>
      fill(format.milliseconds, {
        number:
          least === most
            ? number(least)
            : fill(format.range, { first: number(least), last: number(most) }),
      }),
    amount(value) {
      const [, count, unit] = /^(\d+)(?: (\S+))?$/.exec(value) ?? [];
      if (count === undefined) return value;
      if (unit === 's') return seconds(Number(count));
      return unit === undefined
        ? number(Number(count))
        : fill(format.amount, { number: number(Number(count)), unit });
    },
    list,
    lists: (items) => joined(format.lists, items),
    notes: (items) => joined(format.notes, items),
    name: ({ name, products }) => (products ? listIn(names, products) : name),
    label: (label) => labelled(label, '').trimEnd(),
    labelled,
    bracketed: (text) => fill(format.bracketed, { text }),
    ended,
    sentence: (clause) => ended(clause.replace(/^./u, (first) => first.toLocaleUpperCase(tag))),
    sentences: (items) => joined(format.sentences, items),
    plural: (forms, count, values = {}) => {
      const category = (englishForms.has(forms) ? englishRules : rules).select(count);
      return fill(forms[category] ?? forms.other, { count: number(count), ...values });
    },
  };
}

/** What a claim's source is called in a sentence; only what was measured has a word of the language, the others have names. */
export const sourceLabel = ({ words }: Locale, id: string, label: string): string =>
  id === 'measured' ? words.format.measured : label;
