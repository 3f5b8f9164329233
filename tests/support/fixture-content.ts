/** The real content, read without Astro: what the pages say, for units that are tested over all of it. */
import { resolve } from 'node:path';
import { readFiles } from '../../src/lib/content/files.ts';
import { languagesIn } from '../../src/lib/content/layout.ts';
import { codesOf, inLanguage, readKind, readLibraries } from '../../src/lib/content/read.ts';
import type { CodeFacts } from '../../src/lib/model/facts.ts';
import type { KnownLibrary } from '../../src/lib/model/libraries.ts';
import { allRows, type Measured } from '../../src/lib/model/measurements.ts';
import { SOURCE_LANGUAGE } from '../../src/lib/publishing/href.ts';
import { ui, type Ui } from '../../src/lib/model/schema.ts';
import { makeLocale, type Locale, type OwnWords } from '../../src/lib/text/locale.ts';

/** Top folder of the repository. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** Every file of content/, by its path. */
export const files = readFiles(ROOT);

/** The languages of the site: each has its file of words. */
export const languages: string[] = languagesIn(Object.keys(files));

/** The words of one language alone: to read those of all takes a second, and most tests ask for one or two. */
const ownWords = (lang: string): OwnWords => {
  const path = `content/ui/${lang}.yml`;
  return readKind('ui', { [path]: files[path]! })[0]!.data;
};

const english = ui.parse(ownWords(SOURCE_LANGUAGE));
const locales = new Map<string, Locale>();

/** A language as the pages have it: its words, and English where it has none yet. */
export function localeIn(lang: string): Locale {
  const made = locales.get(lang) ?? makeLocale(lang, ownWords(lang), english);
  locales.set(lang, made);
  return made;
}

/** The site's own words in one language. */
export const uiIn = (lang: string): Ui => localeIn(lang).words;

const texts = readKind('codes', files);
const codes = codesOf(readKind('facts', files), texts);

/** All codes and ranges that a language shows, its own text or English, in order of number. */
export const codesIn = (lang: string): CodeFacts[] =>
  codes.filter(({ id }) => inLanguage(texts, id, lang));

/** The short sentence of a code, which composed comparisons are made of. */
export const inShortIn = (id: string, lang: string): string | undefined =>
  inLanguage(texts, id, lang)?.data.inShort;

const comparisons = readKind('comparisons', files);

/** The verdict that somebody wrote, if there is one. */
export const curatedVerdict = (pair: string, lang: string): string | undefined =>
  inLanguage(comparisons, pair, lang)?.data.verdict;

/** Everything that was measured. */
export const measured: Measured[] = allRows(
  readKind('measurements', files).map(({ data }) => data),
);

/** Every library and product whose names and messages we know. */
export const libraries: KnownLibrary[] = readLibraries(files);
