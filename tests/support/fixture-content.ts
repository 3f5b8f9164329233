/** The real content, read without Astro: what the pages say, for units that are tested over all of it. */
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { byNumber, parseCode } from '../../src/lib/model/code.ts';
import type { CodeFacts } from '../../src/lib/model/facts.ts';
import type { KnownLibrary } from '../../src/lib/model/libraries.ts';
import { allRows, type Measured } from '../../src/lib/model/measurements.ts';
import { SOURCE_LANGUAGE } from '../../src/lib/publishing/href.ts';
import { splitFrontMatter } from '../../src/lib/text/mdx.ts';
import type { ComparisonEntry, Entry, Ui } from '../../src/lib/model/schema.ts';
import { makeLocale, type Locale } from '../../src/lib/text/locale.ts';
import * as schema from '../../src/lib/model/schema.ts';

/** Top folder of the repository. */
export const ROOT = resolve(import.meta.dirname, '../..');

const CONTENT = join(ROOT, 'content');
const read = (path: string): string => readFileSync(join(CONTENT, path), 'utf8');
const paths = (pattern: string): string[] =>
  globSync(pattern, { cwd: CONTENT })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
const frontMatterAt = (path: string): unknown => parse(splitFrontMatter(read(path)).frontMatter);

/** The languages of the site: each has its file of words. */
export const languages: string[] = paths('ui/*.yml').map((path) =>
  path.slice('ui/'.length, -'.yml'.length),
);

const locales = new Map<string, Locale>();

/** A language as the pages have it: its words, and English where it has none yet. */
export function localeIn(lang: string): Locale {
  let locale = locales.get(lang);
  if (!locale) {
    const own = schema.ownWords.parse(parse(read(`ui/${lang}.yml`)));
    locales.set(lang, (locale = makeLocale(lang, own, schema.ui.parse(parse(read('ui/en.yml'))))));
  }
  return locale;
}

/** The site's own words in one language. */
export const uiIn = (lang: string): Ui => localeIn(lang).words;

/** A text in one language; in English while it is not translated. */
function frontMatter(
  kind: 'codes' | 'comparisons',
  folder: string,
  lang: string,
): Entry | ComparisonEntry | undefined {
  const found = [lang, SOURCE_LANGUAGE]
    .map((tag) => `${kind}/${folder}/${tag}.mdx`)
    .find((path) => paths(path).length);
  return found === undefined ? undefined : (frontMatterAt(found) as Entry | ComparisonEntry);
}

const codesByLanguage = new Map<string, CodeFacts[]>();

/** All codes and ranges that have a text in the language, in order of number. */
export function codesIn(lang: string): CodeFacts[] {
  let codes = codesByLanguage.get(lang);
  if (!codes) codesByLanguage.set(lang, (codes = readCodes(lang)));
  return codes;
}

const readCodes = (lang: string): CodeFacts[] =>
  paths('codes/*/facts.yml')
    .flatMap((path) => {
      const range = parseCode(path.split('/')[1]!);
      if (!range || !frontMatter('codes', range.id, lang)) return [];
      return [{ ...range, facts: schema.facts.parse(parse(read(path))) }];
    })
    .sort(byNumber);

/** The verdict that somebody wrote, if there is one. */
export const curatedVerdict = (pair: string, lang: string): string | undefined =>
  (frontMatter('comparisons', pair, lang) as ComparisonEntry | undefined)?.verdict;

/** Everything that was measured. */
export const measured: Measured[] = allRows(
  paths('measurements/*.json').map((path) => schema.measurements.parse(JSON.parse(read(path)))),
);

/** Every library and product whose names and messages we know. */
export const libraries: KnownLibrary[] = paths('libraries/*.yml').map((path) => ({
  ...schema.library.parse(parse(read(path))),
  id: path.slice('libraries/'.length, -'.yml'.length),
}));
