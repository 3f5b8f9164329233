/**
 * content/libraries/<lang>.po, content/systems/<id>/<lang>.po: the sentences of the libraries and systems in every language but English.
 *
 * The language is one of the site; each key is that of a sentence and stands once; what is written is not English. A sentence that has
 * changed in English since, one that a tool marked as fuzzy, and those that are missing (counted in one line) are behind.
 */
import { basename } from 'node:path';
import { SOURCE_LANGUAGE } from '../lib/publishing/href.ts';
import { pathTo } from '../lib/content/layout.ts';
import { library } from '../lib/model/schema.ts';
import {
  sentencesOf,
  sentencesOfSystem,
  type Sentence,
  type Translation,
} from '../lib/model/sentences.ts';
import { systemWords } from '../lib/model/system.ts';
import type { Catalogue, Content } from './content.ts';
import { behind, doubled, quote, wrong, type Problem } from './problem.ts';

/** What one PO file of each language translates. */
interface Sentences {
  /** Path of the file in a language. */
  pathIn(lang: string): string;
  /** English by key. */
  english: Map<string, string>;
  /** Is it perhaps a key of a file that has not its shape? (That is told by dataProblems.) */
  mayBe(key: string): boolean;
  /** What a key looks like, and where it comes from. */
  keys: string;
}

const byKey = (sentences: readonly Sentence[]): Map<string, string> =>
  new Map(sentences.map(({ key, english }) => [key, english]));

/** The sentences of the libraries. */
function ofLibraries(content: Content): Sentences {
  const sentences: Sentence[] = [];
  const unread: string[] = [];
  for (const { kind, names, value } of content.data.values()) {
    if (kind !== 'libraries') continue;
    const { success, data } = library.safeParse(value);
    if (success) sentences.push(...sentencesOf(names.id!, data));
    else unread.push(names.id!);
  }
  return {
    pathIn: (lang) => pathTo('librarySentences', { lang }),
    english: byKey(sentences),
    mayBe: (key) => unread.includes(key.split('/')[0]!),
    keys: 'library/message, or library/note, of content/libraries/*.yml',
  };
}

/** The sentences of each system. */
const ofSystems = (content: Content): Sentences[] =>
  content.folders.systems.map((id) => {
    const file = pathTo('systemWords', { id });
    const { success, data } = systemWords.safeParse(content.data.get(file)?.value);
    return {
      pathIn: (lang) => pathTo('systemSentences', { id, lang }),
      english: byKey(success ? sentencesOfSystem(data) : []),
      mayBe: () => !success,
      keys: `about, 4004/means, 4004/do or differs/id, of ${file}`,
    };
  });

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

function catalogueProblems(
  { file, translations, findings }: Catalogue,
  { english, mayBe, keys: form }: Sentences,
): Problem[] {
  if (findings.length) return findings.map((f) => wrong(file, f.found, f.expected, f.remedy)); // while it cannot be read, nothing is missing
  const keys = translations.map(({ key }) => key);
  const unknown = keys.filter((key) => !english.has(key) && !mayBe(key));
  const written = new Set(translations.filter(({ own }) => own).map(({ key }) => key));
  const missing = [...english.keys()].filter((key) => !written.has(key)).sort();
  return [
    ...unknown.map((key) =>
      wrong(file, `key ${quote(key)}`, form, 'correct it, or remove the entry'),
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
              missing.every((key) => keys.includes(key))
                ? 'write their msgstr; until then pages show English'
                : `npm run po -- ${basename(file, '.po')} adds them, empty; write them; until then pages show English`,
            ),
            count: missing.length,
          },
        ]
      : []),
  ];
}

/** Every language but English has all sentences of the libraries and systems, and each of them is that of an English one. */
export function sentenceProblems(content: Content): Problem[] {
  const translated = content.languages.filter((lang) => lang !== SOURCE_LANGUAGE);
  const foreign = content.catalogues.filter(({ lang }) => !translated.includes(lang));
  const whole = [ofLibraries(content), ...ofSystems(content)];
  return [
    ...foreign.map(({ file, lang }) =>
      wrong(
        file,
        `language "${lang}"`,
        translated.length ? `one of ${translated.join(', ')}` : 'no such file',
        lang === SOURCE_LANGUAGE
          ? 'remove it: English stands in the file of each library or system'
          : `rename it, or add content/ui/${lang}.yml`,
      ),
    ),
    ...translated.flatMap((lang) =>
      whole.flatMap((sentences) => {
        const file = sentences.pathIn(lang);
        const found = content.catalogues.find((catalogue) => catalogue.file === file);
        return catalogueProblems(
          found ?? { file, lang, translations: [], findings: [] },
          sentences,
        );
      }),
    ),
  ];
}
