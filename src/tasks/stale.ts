/**
 * `npm run stale -- de`: all of German that does not follow English, ready to be worked through: what has changed in English, word by word,
 * the translation that it touches, and the command that says it was read again. Without a language: of every language.
 *
 * What English was before stands in no file: it is looked for in the history of the repository, by the stamp that the translation names.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { diff } from 'node:util';
import { readFiles, type Files } from '../lib/content/files.ts';
import { languagesIn, pathTo } from '../lib/content/layout.ts';
import {
  byKey,
  partsIn,
  readKind,
  readLibraries,
  readSystems,
  staleTexts,
  type StaleText,
} from '../lib/content/read.ts';
import { isFresh, sentencesOf, sentencesOfSystem, type Sentence } from '../lib/model/sentences.ts';
import { SOURCE_LANGUAGE } from '../lib/publishing/href.ts';

/** The texts of a file in earlier commits, the latest first. @throws Error if there is no history */
export type History = (path: string) => Iterable<string>;

/** Something in a language that does not follow English. */
export interface Stale {
  /** The file, and what of it. */
  place: string;
  /** Where the English stands now; undefined if it is gone. */
  source: string | undefined;
  /** English as it was translated; undefined if it is new, or nowhere in the history. */
  before: string | undefined;
  now: string;
  own: string;
  /** What one runs or writes once the translation is read again. */
  then: string;
}

/** Two texts as one: `[-what is gone-]`, `{+what is new+}`; words stay whole. */
export function wordDiff(before: string, now: string): string {
  const words = (text: string) => text.match(/\s+|[^\s]+/g) ?? [];
  const parts = diff(words(before), words(now)).map(([kind, text]) => ({ kind, text }));
  return parts
    .reduce<{ kind: number; text: string }[]>((all, { kind, text }) => {
      const last = all.at(-1);
      if (last?.kind !== kind) return [...all, { kind, text }];
      return [...all.slice(0, -1), { kind, text: last.text + text }];
    }, [])
    .map(({ kind, text }) => (kind === 0 ? text : kind > 0 ? `[-${text}-]` : `{+${text}+}`))
    .join('');
}

/** The part of an English text that a stamp was made of. */
function partBefore(text: StaleText, files: Files, history: History): string | undefined {
  const stamp = stampIn(files[text.file]!, text.name);
  const ofFacts = text.kind === 'codes' && text.name === 'title';
  const facts = pathTo('facts', { folder: text.folder });
  for (const earlier of history(ofFacts ? facts : text.source)) {
    const found = earlierParts(text, earlier, ofFacts ? files[text.source] : undefined).find(
      (part) => part.name === text.name && part.stamp === stamp,
    );
    if (found) return found.text;
  }
  return undefined;
}

/** The parts of an earlier file; none if it cannot be read as a text of today. @param body for facts, the text that they belong to */
function earlierParts({ source }: StaleText, earlier: string, body?: string) {
  try {
    return body === undefined ? partsIn(source, earlier) : partsIn(source, body, earlier);
  } catch {
    return [];
  }
}

const stampIn = (file: string, part: string): string | undefined =>
  new RegExp(`^  ${RegExp.escape(part)}: (en@[0-9a-f]{8})$`, 'm').exec(file)?.[1];

const staleOfText =
  (lang: string, files: Files, history: History) =>
  (text: StaleText): Stale => ({
    place: `${text.file}: ${text.name}, ${text.why}`,
    source: text.english && `${text.english.file ?? text.source}:${text.english.lines[0]![0]}`,
    before: text.why === 'changed' ? partBefore(text, files, history) : undefined,
    now: text.english?.text ?? '',
    own: text.own?.text ?? '',
    then: `npm run fresh -- ${lang} ${text.folder} ${text.name}`,
  });

/** Sentences of one file that are translated and do not follow English; what is missing is no work of reading. */
function staleSentences(path: string, sentences: readonly Sentence[], files: Files): Stale[] {
  const [read] =
    path in files
      ? readKind(path.includes('/systems/') ? 'systemSentences' : 'librarySentences', {
          [path]: files[path]!,
        })
      : [];
  const own = byKey(read?.data.translations ?? []);
  return sentences.flatMap(({ key, english }) => {
    const found = own.get(key);
    if (!found?.own || isFresh(found, english)) return [];
    return [
      {
        place: `${path}: ${key}, ${found.english === english ? 'fuzzy' : 'changed'}`,
        source: undefined,
        before: found.english === english ? found.previous : found.english,
        now: english,
        own: found.own,
        then: 'mend msgstr, write the English as msgid, remove "fuzzy"',
      },
    ];
  });
}

/** All of a language that does not follow English. @throws Error for a file that cannot be read */
export function staleIn(lang: string, files: Files, history: History): Stale[] {
  const libraries = readLibraries(files).flatMap((library) => sentencesOf(library.id, library));
  return [
    ...staleTexts(lang, files).map(staleOfText(lang, files, history)),
    ...staleSentences(pathTo('librarySentences', { lang }), libraries, files),
    ...readSystems(files).flatMap(({ id, words }) =>
      staleSentences(pathTo('systemSentences', { id, lang }), sentencesOfSystem(words), files),
    ),
  ];
}

/** One of them as it is printed. */
export const toldStale = ({ place, source, before, now, own, then }: Stale): string =>
  [
    `== ${place}`,
    ...(source ? [`English, ${source}:`] : ['English:']),
    before === undefined ? now || '(gone)' : wordDiff(before, now),
    'Here:',
    own || '(not there)',
    `Then: ${then}`,
    '',
  ].join('\n');

/** The history that git has; of a shallow clone as much as there is. */
export const gitHistory = (root: string): History =>
  function* (path) {
    const git = (...args: string[]) =>
      execFileSync('git', args, {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    const commits = git('log', '--format=%H', '--', path).split('\n').filter(Boolean);
    for (const commit of commits) {
      try {
        yield git('show', `${commit}:${path}`);
      } catch {
        // The commit that removed it.
      }
    }
  };

if (import.meta.main) {
  const root = join(import.meta.dirname, '..', '..');
  const files = readFiles(root);
  const translated = languagesIn(Object.keys(files)).filter((tag) => tag !== SOURCE_LANGUAGE);
  const [wanted] = process.argv.slice(2);
  try {
    if (wanted && !translated.includes(wanted))
      throw new Error(
        `"${wanted}" found; expected one of ${translated.join(', ')}; for example: npm run stale -- ${translated[0]}`,
      );
    for (const lang of wanted ? [wanted] : translated) {
      const found = staleIn(lang, files, gitHistory(root));
      for (const one of found) console.log(toldStale(one));
      console.log(`${lang}: ${found.length || 'nothing'} to read again`);
    }
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
