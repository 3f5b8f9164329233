/**
 * Where everything under content/ lies, and the shape of what a file holds: the one place that knows. Site, lint, tests and tasks read
 * through it.
 */
import { z } from 'astro/zod';
import { guideFacts } from '../model/guideFacts.ts';
import * as schema from '../model/schema.ts';
import { translation } from '../model/sentences.ts';
import { system, systemWords } from '../model/system.ts';
import { SOURCE_LANGUAGE } from '../publishing/href.ts';
import { fill } from '../text/template.ts';

/** Sentences in gettext's format. */
const sentences = z.strictObject({ translations: z.array(translation) });
/** Values of a file that is read as a text. */
const none = z.strictObject({});

/** Each kind of file: its path, in which a part of a name stands in braces, and the shape of its values. */
export const KINDS = {
  facts: { path: 'content/codes/{folder}/facts.yml', shape: schema.facts },
  codes: { path: 'content/codes/{folder}/{lang}.mdx', shape: schema.entry },
  /** The program that makes a code appear, and what it prints. */
  programs: { path: 'content/codes/{folder}/reproduce.{ending}', shape: none },
  comparisons: { path: 'content/comparisons/{folder}/{lang}.mdx', shape: schema.comparison },
  glossary: { path: 'content/glossary/{lang}.yml', shape: schema.glossary },
  guides: { path: 'content/guides/{folder}/{lang}.mdx', shape: schema.guide },
  guideFacts: { path: 'content/guides/{folder}/facts.yml', shape: guideFacts },
  /** Programs and configurations that a guide shows. */
  guidePrograms: { path: 'content/guides/{folder}/programs/{file}', shape: none },
  decoder: { path: 'content/decoder/{id}.yml', shape: schema.decoderWords },
  libraries: { path: 'content/libraries/{id}.yml', shape: schema.library },
  librarySentences: { path: 'content/libraries/{lang}.po', shape: sentences },
  measurements: { path: 'content/measurements/{group}.json', shape: schema.measurements },
  sources: {
    path: 'content/sources/{publisher}.yml',
    shape: z.record(
      z.string().regex(/^[a-z][a-z0-9.-]*$/, 'an id of lower-case words joined by hyphens'),
      schema.source,
    ),
  },
  systems: { path: 'content/systems/{id}/facts.yml', shape: system },
  systemWords: { path: `content/systems/{id}/${SOURCE_LANGUAGE}.yml`, shape: systemWords },
  systemSentences: { path: 'content/systems/{id}/{lang}.po', shape: sentences },
  ui: { path: 'content/ui/{lang}.yml', shape: schema.ownWords },
} satisfies Record<string, { path: string; shape: z.ZodType }>;

export type Kind = keyof typeof KINDS;

/** The kinds of texts that are translated part by part. */
export const TEXT_KINDS = ['codes', 'comparisons', 'guides'] as const satisfies Kind[];
export type TextKind = (typeof TEXT_KINDS)[number];

/** What a file of a kind holds. */
export type Held<K extends Kind> = z.infer<(typeof KINDS)[K]['shape']>;

/** The parts of a name that stand in braces in the pattern of its path: `{ folder: '1003', lang: 'vi' }`. */
export type Names = Record<string, string>;

const patterns = Object.fromEntries(
  Object.entries(KINDS).map(([kind, { path }]) => [
    kind,
    new RegExp(`^${RegExp.escape(path).replace(/\\\{(\w+)\\\}/g, '(?<$1>[^/]+)')}$`),
  ]),
) as Record<Kind, RegExp>;

/** The names in a path; undefined if it is of another kind. @example namesIn('ui', 'content/ui/vi.yml') is { lang: 'vi' } */
export function namesIn(kind: Kind, path: string): Names | undefined {
  const groups = patterns[kind].exec(path)?.groups;
  return groups && { ...groups };
}

/** The path of a file of a kind. @example pathTo('codes', { folder: '1003', lang: 'vi' }) === 'content/codes/1003/vi.mdx' */
export const pathTo = (kind: Kind, names: Names): string => fill(KINDS[kind].path, names);

/** The kind of a file and the names in its path; undefined if it is none of content/. */
export function placeOf(path: string): { kind: Kind; names: Names } | undefined {
  for (const kind of Object.keys(KINDS) as Kind[]) {
    const names = namesIn(kind, path);
    if (names) return { kind, names };
  }
  return undefined;
}

/** English first, then by tag. */
export const byLanguage = (a: string, b: string): number =>
  Number(b === SOURCE_LANGUAGE) - Number(a === SOURCE_LANGUAGE) || a.localeCompare(b);

/** The languages of the site, English first: each has a file of words in content/ui. @param paths of the files of content/ */
export const languagesIn = (paths: readonly string[]): string[] =>
  paths.flatMap((path) => namesIn('ui', path)?.lang ?? []).sort(byLanguage);
