/** A third language, written from right to left: its words and one code. It exists in the copy that a test builds, and nowhere else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMdx, splitFrontMatter, valueOf, type Tag } from '../../src/lib/text/mdx.ts';
import type { Sentence } from '../../src/lib/model/sentences.ts';
import { freshened } from '../../src/lib/content/read.ts';
import { ROOT } from './fixture-content.ts';

const FIXTURE = join(ROOT, 'tests/fixtures/ar');
const read = (name: string): string => readFileSync(join(FIXTURE, name), 'utf8');

/** What has no Arabic in the fixture, for whoever adds a word or a cause to the site need not know the language. */
export const PLACEHOLDER = 'نص للتجربة بلا معنى';

/** Tags whose content is prose. */
const PROSE = ['Description', 'Notice', 'Title', 'Sign', 'Remedy', 'NotHelpful', 'AsSender'];

interface Piece {
  place: string;
  start: number;
  end: number;
}

/** The prose of an entry by its place: `auth/Sign`, `auth/Remedy/client`, `Notice/auth`; several in one place in order. */
function proseOf(body: string): Piece[] {
  const pieces = ({ children }: Tag, cause = ''): Piece[] =>
    children.flatMap((tag) => {
      const value = valueOf(tag, 'cause') || valueOf(tag, 'side');
      const place = [cause, tag.name, value].filter(Boolean).join('/');
      return PROSE.includes(tag.name)
        ? [{ place, start: tag.innerStart, end: tag.innerEnd }]
        : pieces(tag, valueOf(tag, 'id'));
    });
  return pieces(readMdx(body).root);
}

/** What a translation must keep: the sources and links of a prose, and its code. */
function keptOf(prose: string): { marks: string; code: string } {
  const { root, blocks } = readMdx(prose);
  const marks = root.children.map(({ name, attributes }) => {
    const written = Object.entries(attributes).map(([key, value]) => `${key}=${value}`);
    return ` <${[name, ...written].join(' ')} />`;
  });
  const code = blocks.map(({ start, end }) => `\n\n${prose.slice(start, end)}`);
  return { marks: marks.join(''), code: code.join('') };
}

/** The English text with its prose in Arabic: shorter, with the same causes, sources, links and code, and with the stamp of today. */
export function arabicEntry(code: string, english: string, facts: string): string {
  const arabic = splitFrontMatter(read(`${code}.mdx`));
  const words = Map.groupBy(proseOf(arabic.body), ({ place }) => place);
  const { body } = splitFrontMatter(english);
  let made = '';
  let done = 0;
  for (const { place, start, end } of proseOf(body)) {
    const own = words.get(place)?.shift();
    const { marks, code: blocks } = keptOf(body.slice(start, end));
    const text = (own ? arabic.body.slice(own.start, own.end).trim() : PLACEHOLDER) + marks;
    const isBlock = blocks || place === 'Description';
    made += body.slice(done, start) + (isBlock ? `\n\n${text}${blocks}\n\n` : text);
    done = end;
  }
  return freshened(`---\n${arabic.frontMatter}\n---\n${made}${body.slice(done)}`, english, {
    facts,
  });
}

/** `content/libraries/ar.po` with translations of these sentences, each the placeholder. */
export const arabicSentences = (sentences: readonly Sentence[]): string =>
  sentences
    .map(
      ({ key, english }) =>
        `msgctxt "${key}"\nmsgid ${JSON.stringify(english)}\nmsgstr "${PLACEHOLDER}"\n`,
    )
    .join('\n');

/** `content/ui/ar.yml`: some of the words, as a language that grows has them. */
export const arabicUi = (): string => read('ui.yml');
