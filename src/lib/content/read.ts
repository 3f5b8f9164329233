/** What content/ holds, kind by kind: as it is written, for the lint; or in its right shape, for everybody else. */
import { byNumber, parseCode } from '../model/code.ts';
import type { CodeFacts } from '../model/facts.ts';
import type { KnownLibrary } from '../model/libraries.ts';
import type { Translation } from '../model/sentences.ts';
import type { System, SystemWords } from '../model/system.ts';
import { SOURCE_LANGUAGE } from '../publishing/href.ts';
import { splitFrontMatter } from '../text/mdx.ts';
import { readFiles, type Files } from './files.ts';
import {
  KINDS,
  namesIn,
  pathTo,
  TEXT_KINDS,
  type Held,
  type Kind,
  type Names,
  type TextKind,
} from './layout.ts';
import {
  partsOf,
  stampsAfter,
  staleParts,
  withStamps,
  type Part,
  type StalePart,
  type Stamps,
} from './stamps.ts';
import { readJson, readSentences, readYaml, type Value } from './values.ts';

/** A file as it is written. */
export interface Entry extends Value {
  kind: Kind;
  file: string;
  /** The parts of its path that differ from file to file of its kind. */
  names: Names;
  /** What stands below the front matter; of a program, all of it; empty for all other files. */
  body: string;
  /** The line in which the body begins, from 1. */
  line: number;
}

/** How a file is read, by its ending. */
const READERS: Record<string, (text: string) => Value & { body?: string; line?: number }> = {
  yml: readYaml,
  json: readJson,
  po: readSentences,
  mdx: (source) => {
    const text = source.replaceAll('\r\n', '\n');
    const { frontMatter, body } = splitFrontMatter(text);
    const line = text.slice(0, text.length - body.length).split('\n').length;
    return { ...readYaml(frontMatter), body, line };
  },
};

/** Of a program nothing is read but its text. */
const readText = (body: string) => ({ value: {}, body });

/** Every file of a kind, by path. */
export const entriesOf = (kind: Kind, files: Files): Entry[] =>
  Object.keys(files)
    .sort()
    .flatMap((file) => {
      const names = namesIn(kind, file);
      if (!names) return [];
      const read = READERS[file.split('.').at(-1)!] ?? readText;
      return [{ kind, file, names, body: '', line: 1, ...read(files[file]!) }];
    });

/** A file of a kind in its right shape. */
export interface Read<K extends Kind> {
  file: string;
  names: Names;
  data: Held<K>;
  body: string;
}

/**
 * Every file of a kind, in its right shape.
 * @throws Error for one that is not, with its path: whoever wants all faults at once asks the lint
 */
export const readKind = <K extends Kind>(kind: K, files: Files): Read<K>[] =>
  entriesOf(kind, files).map(({ file, names, body, value, fault }) => {
    const { data, error } = KINDS[kind].shape.safeParse(value);
    if (fault ?? error)
      throw new Error(`${file}: ${fault ?? error!.message}; all that is wrong: npm run lint`);
    return { file, names, data: data as Held<K>, body };
  });

/** The codes and ranges that have facts and an English text, in order of number. */
export function codesOf(
  facts: readonly Pick<Read<'facts'>, 'names' | 'data'>[],
  texts: readonly Pick<Read<'codes'>, 'names'>[],
): CodeFacts[] {
  const written = new Set(
    texts
      .filter(({ names }) => names.lang === SOURCE_LANGUAGE)
      .map(({ names }) => names.folder),
  );
  return facts
    .flatMap(({ names, data }) => {
      const range = parseCode(names.folder!);
      return range && written.has(range.id) ? [{ ...range, facts: data }] : [];
    })
    .sort(byNumber);
}

/** All codes and ranges of content/, in order of number. */
export const readCodes = (files: Files): CodeFacts[] =>
  codesOf(readKind('facts', files), readKind('codes', files));

/** Every library and product of content/. */
export const readLibraries = (files: Files): KnownLibrary[] =>
  readKind('libraries', files).map(({ names, data }) => ({ ...data, id: names.id! }));

/** The text of a folder in a language, or the English that the site shows in its place; undefined if there is neither. */
export function inLanguage<T extends { names: Names }>(
  texts: readonly T[],
  folder: string | undefined,
  lang: string,
): T | undefined {
  const own = texts.filter(({ names }) => names.folder === folder);
  return (
    own.find(({ names }) => names.lang === lang) ??
    own.find(({ names }) => names.lang === SOURCE_LANGUAGE)
  );
}

/** The parts of a text. @throws Error if it cannot be read, with its path */
function readableParts(
  entry: Pick<Entry, 'file' | 'value' | 'fault' | 'body'>,
  facts?: Entry,
): Part[] {
  try {
    const fault = entry.fault ?? facts?.fault;
    if (fault !== undefined) throw new Error(fault);
    return partsOf({ ...entry, facts });
  } catch (error) {
    throw new Error(
      `${entry.file}: ${(error as Error).message.split('\n')[0]}; what is wrong: npm run lint`,
    );
  }
}

/** What is translated part by part: texts, and the words of the site. */
const STAMPED = [...TEXT_KINDS, 'ui'] as const;

/** A part of a translation that does not follow English, with all that one needs to read it again. */
export interface StaleText extends StalePart {
  kind: TextKind | 'ui';
  /** `ui` for the words of the site. */
  folder: string;
  /** Of the translation, and of the English text. */
  file: string;
  source: string;
  /** The part as it is translated; undefined if it is not there. */
  own: Part | undefined;
}

/**
 * Every part of the texts of a language that does not follow English, by path; a text that is missing is not among them.
 * @throws Error for a text that cannot be read, with its path
 */
export const staleTexts = (lang: string, files: Files): StaleText[] =>
  STAMPED.flatMap((kind) => {
    const all = entriesOf(kind, files);
    const facts = kind === 'codes' ? entriesOf('facts', files) : [];
    return all
      .filter(({ names }) => names.lang === lang && lang !== SOURCE_LANGUAGE)
      .flatMap((entry) => {
        const { folder = kind } = entry.names;
        const english = inLanguage(all, entry.names.folder, SOURCE_LANGUAGE);
        const { translates = {} } = Object(entry.value) as { translates?: Stamps };
        if (!english) return [];
        const ofCode = facts.find(({ names }) => names.folder === folder);
        const own = readableParts(entry);
        const theirs = readableParts(english, ofCode);
        return staleParts(translates, theirs).map((part) => ({
          ...part,
          kind,
          folder,
          file: entry.file,
          source: english.file,
          own: own.find(({ name }) => name === part.name),
        }));
      });
  });

/**
 * A translation with the stamps of parts that somebody has read again.
 * @param source of the translation @param english of the English text, both with their front matter, or both words of the site
 * @param read names of parts; without them, all
 * @param facts of a code, the text of its facts.yml
 * @throws Error for a text that cannot be read
 */
export function freshened(
  source: string,
  english: string,
  { read, facts }: { read?: readonly string[] | undefined; facts?: string | undefined } = {},
): string {
  const ending = english.startsWith('---') ? 'mdx' : 'yml';
  const { translates = {} } = Object(READERS[ending]!(source).value) as { translates?: Stamps };
  const parts = partsIn(`en.${ending}`, english, facts);
  const all = [...parts.map(({ name }) => name), ...Object.keys(translates)];
  return withStamps(source, stampsAfter(read ?? all, translates, parts));
}

/**
 * The parts of an English text, of today or of an earlier day.
 * @param file its name, which tells how it is read @param facts of a code, the text of its facts.yml
 * @throws Error for a text that cannot be read
 */
export function partsIn(file: string, text: string, facts?: string): Part[] {
  const entry = (of: string, own: string): Entry => ({
    kind: 'codes',
    file: of,
    names: {},
    body: '',
    line: 1,
    ...READERS[of.split('.').at(-1)!]!(own),
  });
  return readableParts(
    entry(file, text),
    facts === undefined ? undefined : entry('facts.yml', facts),
  );
}

/** Translated sentences by their keys. */
export type Translations = ReadonlyMap<string, Translation>;

export const byKey = (translations: readonly Translation[]): Translations =>
  new Map(translations.map((translation) => [translation.key, translation]));

/** A system with its words in English and, by language, what is translated of them. */
export interface KnownSystem {
  /** Name of its folder, and its address. */
  id: string;
  facts: System;
  words: SystemWords;
  /** The sentences of `sentencesOfSystem` by language; a language without a file is not in it. */
  translations: ReadonlyMap<string, Translations>;
}

/** The systems of files that were read, by id. @throws Error for facts without words in English */
export function systemsOf(
  facts: readonly Pick<Read<'systems'>, 'names' | 'data'>[],
  words: readonly Pick<Read<'systemWords'>, 'names' | 'data'>[],
  sentences: readonly Pick<Read<'systemSentences'>, 'names' | 'data'>[],
): KnownSystem[] {
  const english = new Map(words.map(({ names, data }) => [names.id!, data] as const));
  const translated = Map.groupBy(sentences, ({ names }) => names.id!);
  return facts.map(({ names, data }) => {
    const id = names.id!;
    const own = english.get(id);
    if (!own)
      throw new Error(
        `${pathTo('systems', { id })}: en.yml beside it not found; all that is wrong: npm run lint`,
      );
    const translations = (translated.get(id) ?? []).map(
      ({ names: { lang }, data }) => [lang!, byKey(data.translations)] as const,
    );
    return { id, facts: data, words: own, translations: new Map(translations) };
  });
}

/**
 * The systems that give private codes a meaning, by id.
 * @param files of content/; without them, those of the folder that the program runs in
 */
export const readSystems = (files: Files = readFiles(process.cwd())): KnownSystem[] =>
  systemsOf(
    readKind('systems', files),
    readKind('systemWords', files),
    readKind('systemSentences', files),
  );
