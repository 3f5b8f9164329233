/**
 * content/libraries/<lang>.po: the sentences of the libraries in every language but English.
 *
 * The language is one of the site; each key is that of a sentence and stands once; what is written is not English. A sentence that has
 * changed in English since, one that a tool marked as fuzzy, and those that are missing (counted in one line) are behind.
 */
import { SOURCE_LANGUAGE } from '../lib/publishing/href.ts';
import { library } from '../lib/model/schema.ts';
import { sentencesOf, type Translation } from '../lib/model/sentences.ts';
import type { Catalogue, Content } from './content.ts';
import { behind, doubled, quote, wrong, type Problem } from './problem.ts';

/** The English sentences by key, and the libraries whose file has not the shape of one (told by dataProblems). */
function englishIn(content: Content): { english: Map<string, string>; unread: string[] } {
  const english = new Map<string, string>();
  const unread: string[] = [];
  for (const { file, value } of content.data.values()) {
    const id = /^content\/libraries\/(.+)\.yml$/.exec(file)?.[1];
    if (id === undefined) continue;
    const { success, data } = library.safeParse(value);
    if (!success) unread.push(id);
    else for (const sentence of sentencesOf(id, data)) english.set(sentence.key, sentence.english);
  }
  return { english, unread };
}

/** From this many letters on a translation is not by chance the same as English. */
const LETTERS = 25;
const isLong = (text: string): boolean => (text.match(/\p{L}/gu)?.length ?? 0) > LETTERS;

/** One entry against the English sentence of its key. */
function entryProblems(file: string, entry: Translation, now: string): Problem[] {
  const { key, english, own, fuzzy } = entry;
  if (own === '') return []; // counted as missing
  return [
    ...(own === english && isLong(own)
      ? [wrong(file, `${key} in English`, 'a translation', 'translate it, or empty its msgstr')]
      : []),
    ...(english !== now
      ? [
          behind(
            file,
            `${key} of "${english}"`,
            `"${now}"`,
            'English has changed: read the translation again, then write that as its msgid',
          ),
        ]
      : fuzzy
        ? [behind(file, `${key} marked fuzzy`, 'no mark', 'read it, then remove the mark')]
        : []),
  ];
}

function catalogueProblems({ file, translations, findings }: Catalogue, content: Content) {
  if (findings.length) return findings.map((f) => wrong(file, f.found, f.expected, f.remedy)); // while it cannot be read, nothing is missing
  const { english, unread } = englishIn(content);
  const keys = translations.map(({ key }) => key);
  const unknown = keys.filter((key) => !english.has(key) && !unread.includes(key.split('/')[0]!));
  const written = new Set(translations.filter(({ own }) => own).map(({ key }) => key));
  const missing = [...english.keys()].filter((key) => !written.has(key)).sort();
  return [
    ...unknown.map((key) =>
      wrong(
        file,
        `key ${quote(key)}`,
        'library/message, or library/note, of content/libraries/*.yml',
        'correct it, or remove the entry',
      ),
    ),
    ...doubled(keys).map((key) =>
      wrong(file, `key ${quote(key)} twice`, 'each key once', 'remove the older entry'),
    ),
    ...translations.flatMap((entry) =>
      english.has(entry.key) ? entryProblems(file, entry, english.get(entry.key)!) : [],
    ),
    ...(missing.length
      ? [
          {
            ...behind(
              file,
              `${missing.length} of ${english.size} sentences missing, the first ${missing[0]}`,
              'all of them',
              'write them; until then pages show English',
            ),
            count: missing.length,
          },
        ]
      : []),
  ];
}

/** Every language but English has all sentences of the libraries, and each of them is that of an English one. */
export function sentenceProblems(content: Content): Problem[] {
  const translated = content.languages.filter((lang) => lang !== SOURCE_LANGUAGE);
  const foreign = content.catalogues.filter(({ lang }) => !translated.includes(lang));
  return [
    ...foreign.map(({ file, lang }) =>
      wrong(
        file,
        `language "${lang}"`,
        translated.length ? `one of ${translated.join(', ')}` : 'no such file',
        lang === SOURCE_LANGUAGE
          ? 'remove it: English stands in the file of each library'
          : `rename it, or add content/ui/${lang}.yml`,
      ),
    ),
    ...translated.flatMap((lang) => {
      const file = `content/libraries/${lang}.po`;
      const found = content.catalogues.find((catalogue) => catalogue.file === file);
      return catalogueProblems(found ?? { file, lang, translations: [], findings: [] }, content);
    }),
  ];
}
