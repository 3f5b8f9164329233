/**
 * The words of each language against those of English: they are in that language, under its own name, and have the same places to fill.
 */
import { SOURCE_LANGUAGE } from '../lib/publishing/href.ts';
import { missingWords } from '../lib/text/fallback.ts';
import { categoriesOf, isPlural, type Plural } from '../lib/text/plural.ts';
import { ui } from '../lib/model/schema.ts';
import type { Stamps } from '../lib/content/stamps.ts';
import type { Content, Data } from './content.ts';
import { behindIn } from './translations.ts';
import { behind, quote, wrong, type Problem } from './problem.ts';

/** The part of the words that a language may have as English has them: `wasClean`, `Proxy`, `{left} {right}`. Vietnamese has 14 of 510. */
const SHARED = 1 / 20;

/** Every word by its path: `pair.title` → `{left} or {right}`. */
export function wordsOf(words: unknown, path = ''): [path: string, word: string][] {
  if (typeof words === 'string') return [[path, words]];
  const groups = typeof words === 'object' && words !== null ? Object.entries(words) : [];
  return groups.flatMap(([key, value]) => wordsOf(value, path ? `${path}.${key}` : key));
}

/** Every sentence with a number, by its path. */
function pluralsOf(words: unknown, path = ''): [path: string, forms: Plural][] {
  if (isPlural(words)) return [[path, words]];
  const groups = typeof words === 'object' && words !== null ? Object.entries(words) : [];
  return groups.flatMap(([key, value]) => pluralsOf(value, path ? `${path}.${key}` : key));
}

/** A form for each category that the language has (Unicode CLDR), and for no other; of copies of English nothing is asked yet. */
function pluralProblems(file: string, value: unknown, english: Map<string, string>): Problem[] {
  const tag = file.replace(/^.*\/|\.yml$/g, '');
  const categories: string[] = categoriesOf(tag);
  const expected = `the forms ${categories.join(', ')}, as ${quote(tag)} counts`;
  return pluralsOf(value)
    .filter(
      ([path, { other }]) => tag === SOURCE_LANGUAGE || english.get(`${path}.other`) !== other,
    )
    .flatMap(([path, forms]) => {
      const missing = categories.filter((category) => !(category in forms)).join(', ');
      const strange = Object.keys(forms)
        .filter((form) => !categories.includes(form))
        .join(', ');
      const found = [missing && `without ${missing}`, strange && `with ${strange}`].filter(Boolean);
      return found.length
        ? [
            wrong(
              file,
              `${path} ${found.join(', ')}`,
              expected,
              'write the sentence for each of them',
            ),
          ]
        : [];
    });
}

/** A date may have its month and day without zeros. */
const LIKE: Record<string, string> = { '{m}': '{month}', '{d}': '{day}' };

/** The places of a word. @example placesIn('{right} or {left}') → '{left} {right}' */
const placesIn = (word: string): string =>
  [...new Set(word.match(/\{\w+\}/g)?.map((place) => LIKE[place] ?? place))].sort().join(' ');

/** The end of the path of a form for some numbers only. */
const FORM = /\.(?:zero|one|two|few|many)$/;

/** No word with other places, such as {code}, than in English. */
function placeProblems(file: string, words: [string, string][], english: Map<string, string>) {
  return words.flatMap(([path, word]) => {
    const general = path.replace(FORM, '.other');
    const places = placesIn(word);
    const expected = placesIn(english.get(path) ?? english.get(general) ?? word);
    // “1 result”, “no results”: a form may say its number in words.
    const isSaid =
      general !== path && placesIn(`${word} {count}`) === placesIn(`${expected} {count}`);
    return places === expected || isSaid
      ? []
      : [
          wrong(
            file,
            `${path} with ${places || 'no places'}`,
            `${expected || 'no places'} as in en.yml`,
            'write the same places',
          ),
        ];
  });
}

/** A copy of the English words is told in one line, not word by word. */
function copyProblems(
  file: string,
  words: [string, string][],
  english: Map<string, string>,
  grows: boolean,
): Problem[] {
  // One word alone, `server` or `ping`, may be a word of many languages, and so may `{text}.`; two are English.
  const own = words.filter(([, word]) => /\p{L}[^\p{L}]+\p{L}/u.test(word.replace(/\{\w+\}/g, '')));
  const same = own.filter(([path, word]) => english.get(path) === word).length;
  const count = same > own.length * SHARED ? `${same} of ${own.length} words as in en.yml` : '';
  const name = words.find(([path]) => path === 'name')?.[1];
  if (name !== undefined && name === english.get('name'))
    return [
      wrong(
        file,
        `name: ${quote(name)}, the name of en.yml too${count && `; ${count}`}`,
        "the language's own name for itself, such as Deutsch, and its words",
        'translate the file',
      ),
    ];
  return count
    ? [
        {
          file,
          level: grows ? 'left' : 'behind',
          found: count,
          expected: 'words of this language',
          remedy: 'translate them, or leave them out: then the pages mark them as English',
        },
      ]
    : [];
}

/** Words that English has and a language has not: it shows the English ones. */
const missingProblems = (file: string, value: unknown, english: unknown): Problem[] =>
  missingWords(english, value).map((name) =>
    behind(file, `no ${name}`, 'the words of en.yml', 'write it; until then it is English'),
  );

/** Groups of words whose English has changed since somebody read them; of one that is missing is told elsewhere. */
function staleGroups({ file, names, value }: Data, english: Data | undefined): Problem[] {
  const own = Object(value) as Record<string, unknown> & { translates?: Stamps };
  if (!english || !ui.safeParse(english.value).success) return [];
  const { translates = {} } = own;
  if (Object.keys(translates).length === 0)
    return [
      behind(
        file,
        'no stamps',
        'a stamp for each group of en.yml',
        `read the words against en.yml, then npm run fresh -- ${names.lang} ui --all`,
      ),
    ];
  const { value: all, ...source } = english;
  const there = Object.fromEntries(Object.entries(Object(all)).filter(([name]) => name in own));
  return behindIn({ file, lang: names.lang!, folder: 'ui' }, translates, {
    ...source,
    value: there,
  });
}

/** Words without the stamps, which are none. */
function withoutStamps(value: unknown): unknown {
  const { translates: _, ...words } = Object(value) as Record<string, unknown>;
  return words;
}

/** The rules for every file of content/ui. */
export function uiProblems(content: Content): Problem[] {
  const source = `content/ui/${SOURCE_LANGUAGE}.yml`;
  const englishWords = content.data.get(source)?.value;
  const english = new Map(wordsOf(englishWords));
  const files = [...content.data.values()]
    .filter(({ file }) => file.startsWith('content/ui/'))
    .map((file) => ({ ...file, whole: file, value: withoutStamps(file.value) }));
  return [
    ...files.flatMap(({ file, value }) => pluralProblems(file, value, english)),
    ...files
      .filter(({ file }) => file !== source)
      .flatMap(({ file, whole, value, findings }) => [
        ...staleGroups(whole, content.data.get(source)),
        ...(findings.length ? [] : missingProblems(file, value, englishWords)),
        ...placeProblems(file, wordsOf(value), english),
        ...copyProblems(
          file,
          wordsOf(value),
          english,
          (value as { complete?: unknown } | null)?.complete === false,
        ),
      ]),
  ];
}
