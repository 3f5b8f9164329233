/**
 * What the glossary of a language forbids stands in none of its texts, and the right term is named. Code is never looked at. A complete language has
 * a glossary, with at least TERMS terms.
 */
import { pathTo } from '../lib/content/layout.ts';
import { glossary } from '../lib/model/schema.ts';
import { SOURCE_LANGUAGE } from '../lib/publishing/href.ts';
import { lineAt } from './markup.ts';
import type { Content, Page } from './content.ts';
import { behind, quote, wrong, type Problem } from './problem.ts';
import { wordsOf } from './ui.ts';

/** Fewer terms than this leave too much to each writer's taste. */
const TERMS = 60;

/** A forbidden word: how it is found, and what stands in its place. */
interface Forbidden {
  /** Without the mark of any ending, in small letters. */
  word: string;
  pattern: RegExp;
  own: string;
}

/** Scripts that write words without spaces, or glue endings to them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/** @example patternOf('заголов*') finds “заголовок”, patternOf('máy khách') no “máy kháchh” */
function patternOf(word: string): RegExp {
  const text = RegExp.escape(word.replace(/\*$/, ''));
  if (UNSPACED.test(word)) return new RegExp(text, 'iu');
  return new RegExp(
    `(?<![\\p{L}\\p{M}])${text}${word.endsWith('*') ? '' : '(?![\\p{L}\\p{M}])'}`,
    'iu',
  );
}

/** What one language must not say. */
const forbiddenIn = (content: Content, lang: string): Forbidden[] => {
  const { data } = glossary.safeParse(content.data.get(pathTo('glossary', { lang }))?.value);
  return (data?.terms ?? []).flatMap(({ own, not = [] }) =>
    not.map((word) => ({
      word: word.replace(/\*$/, '').toLowerCase(),
      pattern: patternOf(word),
      own,
    })),
  );
};

/** A text in which what a pattern finds is blanked: every place stays where it is. */
const blank = (text: string, found: RegExp): string =>
  text.replace(found, (part) => ' '.repeat(part.length));

/** Text of one line in which code is blanked, so that only words are asked. */
const withoutCode = (text: string): string => blank(text, /`[^`]*`/g);

/** The same for tags, whose ids of causes and sources are the same in every language. */
const withoutTags = (text: string): string => blank(text, /<\/?[A-Z][^<>]*>/g);

/** A text of a language: where it stands, and its words. */
interface Said {
  file: string;
  place: (offset: number) => string;
  text: string;
}

const saidBy = (page: Page): Said[] => [
  {
    file: page.file,
    place: (offset) => `in line ${lineAt(page.text, offset)}`,
    text: withoutTags(page.mdx.prose),
  },
  ...Object.entries(page.data).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [{ file: page.file, place: () => `in ${name}`, text: withoutCode(value) }]
      : [],
  ),
];

/** Everything that a language says: texts, words of the site, sentences of libraries and systems, sentences in facts. */
function everythingIn(content: Content, lang: string): Said[] {
  const ui = pathTo('ui', { lang });
  return [
    ...[...content.pages.values()].filter((page) => page.lang === lang).flatMap(saidBy),
    ...wordsOf(content.data.get(ui)?.value).map(([path, word]) => ({
      file: ui,
      place: () => `in ${path}`,
      text: withoutCode(word),
    })),
    ...content.catalogues
      .filter((catalogue) => catalogue.lang === lang)
      .flatMap(({ file, translations }) =>
        translations.map(({ key, own }) => ({
          file,
          place: () => `in ${key}`,
          text: withoutCode(own),
        })),
      ),
  ];
}

/** The words that a language must not use, wherever they stand. */
function wordProblems(content: Content, lang: string): Problem[] {
  const forbidden = forbiddenIn(content, lang);
  if (forbidden.length === 0) return [];
  const texts = everythingIn(content, lang);
  // Nearly all of them stand nowhere: that one look tells, at a hundredth of the time.
  const whole = texts.map(({ text }) => text.toLowerCase()).join('\n');
  const found = forbidden.filter(({ word }) => whole.includes(word));
  return texts.flatMap(({ file, place, text }) =>
    found.flatMap(({ pattern, own }) => {
      const at = pattern.exec(text);
      return at
        ? [
            wrong(
              file,
              `${quote(at[0])} ${place(at.index)}`,
              `${quote(own)}, as ${pathTo('glossary', { lang })} says`,
              'write that',
            ),
          ]
        : [];
    }),
  );
}

/** Has the language a glossary that is long enough? */
function lengthProblems(content: Content, lang: string): Problem[] {
  const file = pathTo('glossary', { lang });
  const terms = (content.data.get(file)?.value as { terms?: unknown } | undefined)?.terms;
  const count = Array.isArray(terms) ? terms.length : 0;
  return count < TERMS
    ? [
        behind(
          file,
          `${count} terms`,
          `at least ${TERMS}`,
          'write how engineers of the language say them (content/README.md, “Other languages”)',
        ),
      ]
    : [];
}

/** The glossary of each language, and what it forbids. */
export const glossaryProblems = (content: Content): Problem[] =>
  content.languages
    .filter((lang) => lang !== SOURCE_LANGUAGE)
    .flatMap((lang) => [...wordProblems(content, lang), ...lengthProblems(content, lang)]);
