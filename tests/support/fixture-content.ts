/** The real content, read without Astro: what the pages say, for units that are tested over all of it. */
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { byNumber, parseCode } from '../../src/lib/model/code.ts';
import type { Described } from '../../src/lib/text/compose.ts';
import { SOURCE_LANGUAGE } from '../../src/lib/publishing/href.ts';
import { splitFrontMatter } from '../../src/lib/text/mdx.ts';
import type { ComparisonEntry, Entry, Source, Ui } from '../../src/lib/model/schema.ts';
import * as schema from '../../src/lib/model/schema.ts';
import { resolveSource } from '../../src/lib/model/sources.ts';

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

/** The site's own words in one language. */
export const uiIn = (lang: string): Ui => schema.ui.parse(parse(read(`ui/${lang}.yml`)));

const sources = new Map(
  paths('sources/*.yml').flatMap((path) =>
    Object.entries((parse(read(path)) ?? {}) as Record<string, Source>),
  ),
);

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

const codesByLanguage = new Map<string, Described[]>();

/** All codes and ranges that have a text, in order of number, as sentences are composed from them. */
export function codesIn(lang: string): Described[] {
  let codes = codesByLanguage.get(lang);
  if (!codes) codesByLanguage.set(lang, (codes = readCodes(lang)));
  return codes;
}

const readCodes = (lang: string): Described[] =>
  paths('codes/*/facts.yml')
    .flatMap((path) => {
      const range = parseCode(path.split('/')[1]!);
      const text = range && (frontMatter('codes', range.id, lang) as Entry | undefined);
      if (!range || !text) return [];
      const facts = schema.facts.parse(parse(read(path)));
      return [
        {
          ...range,
          facts,
          means: text.means,
          definedIn: resolveSource(facts.definedIn, sources)!.title.replace(/:.*/, ''),
        },
      ];
    })
    .sort(byNumber);

/** The verdict that somebody wrote, if there is one. */
export const curatedVerdict = (pair: string, lang: string): string | undefined =>
  (frontMatter('comparisons', pair, lang) as ComparisonEntry | undefined)?.verdict;
