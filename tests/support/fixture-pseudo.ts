/**
 * A whole language that nobody speaks, made from the English: every sentence about one and a half times as heavy in brotli, every letter outside
 * ASCII. It shows what German, French, Russian or Hindi will weigh before anybody has translated a word. It exists in the copy that a
 * test builds, and nowhere else.
 */
import { parseDocument, visit } from 'yaml';
import { readFiles, type Files } from '../../src/lib/content/files.ts';
import {
  namesIn,
  pathTo,
  TEXT_KINDS,
  type Kind,
  type Names,
} from '../../src/lib/content/layout.ts';
import { freshened, readLibraries, readSystems } from '../../src/lib/content/read.ts';
import { sentencesOf, sentencesOfSystem, type Sentence } from '../../src/lib/model/sentences.ts';
import { readMdx, splitFrontMatter } from '../../src/lib/text/mdx.ts';

/** For private use (BCP 47). */
export const PSEUDO = 'qps';

/** A letter for each of English, and more of them for endings: Cyrillic, which most fonts have. */
const LETTERS = 'абцдефгхийклмнопярстувшжыз';
const ENDINGS = ['', 'ю', 'ой', 'ем', 'ах', 'ущ'];

/** The same number for the same text. */
const numberOf = (text: string): number =>
  [...text].reduce((sum, sign) => (Math.imul(sum, 31) + sign.codePointAt(0)!) >>> 0, 7);

/**
 * A word as the language has it. Its stem is always the same, so that what repeats in English repeats here; its ending depends on the
 * word before, as in languages that decline: that is where they weigh more.
 */
function wordFor(word: string, before: string | undefined): string {
  const stem = [...word]
    .map((letter) => {
      const own = LETTERS[letter.toLowerCase().charCodeAt(0) - 97] ?? letter;
      return letter === letter.toLowerCase() ? own : own.toUpperCase();
    })
    .join('');
  return before !== undefined && word.length > 3
    ? stem + ENDINGS[numberOf(`${before} ${word}`) % ENDINGS.length]!
    : stem;
}

/** Words, but for what stands in braces, in tags and in code. */
const WORDS = /\{[^}]*\}|<[^>]*>|`[^`]*`|&\w+;|https?:\S+|[A-Za-z]+/g;

/** A text of the language. @param short without endings, as long as the English: where only so many letters fit */
export function pseudo(text: string, short = false): string {
  let before = '';
  return text.replace(WORDS, (found) => {
    if (!/^[A-Za-z]+$/.test(found)) return found;
    const made = wordFor(found, short ? undefined : before);
    before = found.toLowerCase();
    return made;
  });
}

/** The body of an entry: words change, tags, code and links stay. */
function pseudoBody(body: string): string {
  let made = '';
  let done = 0;
  for (const { type, start, end } of readMdx(body).all) {
    if (type !== 'text' || start < done) continue;
    made += body.slice(done, start) + pseudo(body.slice(start, end));
    done = end;
  }
  return made + body.slice(done);
}

/** The values of a YAML text, but for those of keys that are no words. @param short as of `pseudo` */
function pseudoYaml(text: string, kept: readonly string[] = [], short = false): string {
  const document = parseDocument(text);
  visit(document, {
    Pair: (_, { key, value }) => {
      if (kept.includes(String(key))) return visit.SKIP;
      const scalar = value as { value?: unknown };
      if (typeof scalar?.value === 'string') scalar.value = pseudo(scalar.value, short);
      return undefined;
    },
    Scalar: (key, node) => {
      if (typeof key === 'number' && typeof node.value === 'string')
        node.value = pseudo(node.value);
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** An entry; what stands above it has a limit of letters. @param title of a code, which in English is its name */
function pseudoEntry(english: string, title?: string, facts?: string): string {
  const { frontMatter, body } = splitFrontMatter(english);
  return freshened(
    `---\n${title ? `title: ${pseudo(title, true)}\n` : ''}${pseudoYaml(frontMatter, [], true)}---\n${pseudoBody(body)}`,
    english,
    { facts },
  );
}

const pseudoPo = (sentences: readonly Sentence[]): string =>
  `msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n${sentences
    .map(
      ({ key, english }) =>
        `msgctxt ${JSON.stringify(key)}\nmsgid ${JSON.stringify(english)}\nmsgstr ${JSON.stringify(pseudo(english))}\n`,
    )
    .join('\n')}`;

/** The values of `content/ui/` that are no words, and those that are formats. */
const NO_WORDS = ['name', 'dir', 'complete', 'format'];

/**
 * Every file of the language by its path, and those of the codes that hold a sentence of each language.
 * @param root of the project @param tags the language under each of these: as many languages, with the same texts
 */
export function pseudoFiles(root: string, tags: readonly string[] = [PSEUDO]): Files {
  const files = readFiles(root);
  const made: Files = {};
  const put = (kind: Kind, names: Names, text: string) => {
    for (const lang of tags) made[pathTo(kind, { ...names, lang })] = text;
  };
  for (const [path, text] of Object.entries(files)) {
    for (const kind of TEXT_KINDS) {
      const names = namesIn(kind, path);
      if (names?.lang !== 'en') continue;
      const facts = files[pathTo('facts', names)];
      const title = kind === 'codes' ? /^name: (.*)$/m.exec(facts!)![1] : undefined;
      put(kind, names, pseudoEntry(text, title, kind === 'codes' ? facts : undefined));
    }
  }
  put(
    'glossary',
    {},
    JSON.stringify({
      style: ['As English, with other letters.'],
      terms: Array.from({ length: 60 }, (_, place) => ({ en: `term ${place}`, own: 'слово' })),
    }),
  );
  const english = files['content/ui/en.yml']!;
  const words = pseudoYaml(english, NO_WORDS).replace(/^name: .*/m, 'name: Псеудо');
  put('ui', {}, freshened(words, english));
  const libraries = readLibraries(files);
  put(
    'librarySentences',
    {},
    pseudoPo(libraries.flatMap((library) => sentencesOf(library.id, library))),
  );
  for (const { id, facts, words } of readSystems(files))
    put('systemSentences', { id }, pseudoPo(sentencesOfSystem(words, facts)));
  return made;
}
