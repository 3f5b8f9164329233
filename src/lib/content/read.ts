/** What content/ holds, kind by kind: as it is written, for the lint; or in its right shape, for everybody else. */
import type { Library } from '../model/schema.ts';
import { readPo, type Translation } from '../model/sentences.ts';
import type { System, SystemWords } from '../model/system.ts';
import { splitFrontMatter } from '../text/mdx.ts';
import { readFiles, type Files } from './files.ts';
import { CATALOGUES, KINDS, namesIn, type Held, type Kind, type Names } from './layout.ts';
import { readJson, readYaml, type Value } from './values.ts';

/** A file as it is written. */
export interface Entry extends Value {
  kind: Kind;
  file: string;
  /** The parts of its path that differ from file to file of its kind. */
  names: Names;
  /** What stands below the front matter; empty if the file is not MDX. */
  body: string;
}

function valueOf(file: string, text: string): Value & { body: string } {
  if (!file.endsWith('.mdx'))
    return { body: '', ...(file.endsWith('.json') ? readJson : readYaml)(text) };
  const { frontMatter, body } = splitFrontMatter(text);
  return { body, ...readYaml(frontMatter) };
}

/** Every file of a kind, by path. */
export const entriesOf = (kind: Kind, files: Files): Entry[] =>
  Object.keys(files)
    .sort()
    .flatMap((file) => {
      const names = namesIn(KINDS[kind].path, file);
      return names ? [{ kind, file, names, ...valueOf(file, files[file]!) }] : [];
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

/** The translated sentences of one file by their keys. */
export type Translations = ReadonlyMap<string, Translation>;

/** Every file of translated sentences. @throws Error for one that is not PO, with its path */
export const readCatalogues = (
  which: keyof typeof CATALOGUES,
  files: Files,
): { file: string; names: Names; translations: Translations }[] =>
  Object.keys(files)
    .sort()
    .flatMap((file) => {
      const names = namesIn(CATALOGUES[which], file);
      if (!names) return [];
      return [{ file, names, translations: translationsIn(file, files[file]!) }];
    });

/** Every library and product, with its id, the name of its file. */
export const readLibraries = (files: Files): (Library & { id: string })[] =>
  readKind('libraries', files).map(({ names, data }) => ({ ...data, id: names.id! }));

function translationsIn(file: string, text: string): Translations {
  try {
    return new Map(readPo(text).map((found) => [found.key, found]));
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}; all that is wrong: npm run lint`);
  }
}

/** A system with its words in English and, by language, what is translated of them. */
export interface KnownSystem {
  /** Name of its folder, and its address. */
  id: string;
  facts: System;
  words: SystemWords;
  /** The sentences of `sentencesOfSystem` by language; of a language without a file there are none. */
  translations: ReadonlyMap<string, Translations>;
}

/**
 * The systems that give private codes a meaning, by id.
 * @param files of content/; without them, those of the folder that the program runs in
 */
export function readSystems(files: Files = readFiles(process.cwd())): KnownSystem[] {
  const words = new Map(
    readKind('systemWords', files).map(({ names, data }) => [names.id!, data] as const),
  );
  const catalogues = Map.groupBy(readCatalogues('systems', files), ({ names }) => names.id!);
  return readKind('systems', files).map(({ file, names, data }) => {
    const id = names.id!;
    const own = words.get(id);
    if (!own) throw new Error(`${file}: en.yml beside it not found; all that is wrong: npm run lint`);
    return {
      id,
      facts: data,
      words: own,
      translations: new Map(
        (catalogues.get(id) ?? []).map(({ names: { lang }, translations }) => [lang!, translations]),
      ),
    };
  });
}
