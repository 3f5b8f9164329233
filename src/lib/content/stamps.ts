/**
 * Which parts of an English text a translation follows, part by part.
 *
 * A part is what a translator reads again on its own: a field of the front matter, `title` of a code (in English the name in its facts),
 * `Description`, a cause with its notices (by its id),
 * `NotHelpful`, `AsSender`; of a comparison `Choose` and each `Difference`; of a guide each `Step`, `Outcome` and `Part` (by its id); of the words of
 * the site each group. The front matter of a translation holds under `translates` one
 * stamp for each part of the English text that it follows, a line a part. A part whose stamp is not that of English now is stale, and so
 * is one without a stamp, or with a stamp of what English no longer has.
 *
 * Why so, and not otherwise: one stamp for the whole file says that something changed, not what, and one cannot mark one cause of three as
 * read. A file of stamps beside each text would double the files, and a copied or moved text would lose them. History (git) knows when a
 * line was touched, not whether somebody read it, and a shallow clone or a squashed branch has none. A line a part merges well: who
 * follows another cause changes another line. A stamp of the whole besides would say nothing that the parts do not.
 */
import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { allOf, readMdx, valueOf, type Mdx, type Tag } from '../text/mdx.ts';

/** The stamps of a translation by part. */
export type Stamps = Record<string, string>;

/** One part of a text. */
export interface Part {
  /** `answer`, `Description`, the id of a cause, `Difference-2`. */
  name: string;
  /** As it is written; what stands in several places, with an empty line between. */
  text: string;
  /** `en@` and eight hex digits of the SHA-256 of its text, white space as one space, without marks: to break lines anew, or to say whose a passage is, changes nothing. */
  stamp: string;
  /** First and last line of each place in the file. */
  lines: [first: number, last: number][];
  /** The file in which it stands, if that is not the one of the text. */
  file?: string;
}

/** A file of values: where it lies, what it holds, and the line of a field. */
interface ValueFile {
  file: string;
  value?: unknown;
  lineOf?: (path: PropertyKey[]) => number | undefined;
}

/** A text as it was read. */
interface Source {
  /** The front matter. */
  value?: unknown;
  body: string;
  /** The line of the file in which the body begins; 1 if it is not given. */
  line?: number;
  /** The line of a field, from 1 at the first line of the front matter. */
  lineOf?: (path: PropertyKey[]) => number | undefined;
  /** Of an English text of a code its facts, where its name stands. */
  facts?: ValueFile | undefined;
}

/** The name of a code, which other languages have as `title`. */
function titleOf({ file, value, lineOf }: ValueFile): Omit<Part, 'stamp'>[] {
  const { name } = Object(value) as { name?: string };
  const at = lineOf?.(['name']) ?? 0;
  return name === undefined ? [] : [{ name: 'title', text: String(name), file, lines: [[at, at]] }];
}

/** Marks whose a passage is, which says nothing: the tag of `components/prose/For.astro`, without what it holds. */
const MARKS = /<\/?For\b[^>]*>/g;

/** `en@` and the first eight hex digits of the SHA-256 of a text, white space and marks aside. */
const stampOf = (text: string): string => {
  const words = text.replace(MARKS, '').trim().replace(/\s+/g, ' ');
  return `en@${createHash('sha256').update(words).digest('hex').slice(0, 8)}`;
};

/** Fields that each language has for itself. */
const OWN_FIELDS = ['translates', 'name', 'dir', 'complete'];

/** The names under which tags are read again; what stands in no such tag is shown on no page. */
const NAMES: Record<string, (tag: Tag, place: number) => string> = {
  Description: () => 'Description',
  Notice: (tag) => valueOf(tag, 'cause'),
  Cause: (tag) => valueOf(tag, 'id'),
  NotHelpful: () => 'NotHelpful',
  AsSender: () => 'AsSender',
  Choose: () => 'Choose',
  Difference: (_, place) => `Difference-${place + 1}`,
  Step: (tag) => valueOf(tag, 'id'),
  Outcome: (tag) => valueOf(tag, 'id'),
  Part: (tag) => valueOf(tag, 'id'),
};

/** The tags of a text that are parts, each with its name, in order of the text. */
const namedTags = ({ root }: Mdx): { name: string; tag: Tag }[] =>
  Object.entries(NAMES)
    .flatMap(([tagName, nameOf]) =>
      allOf(root, tagName).map((tag, place) => ({ name: nameOf(tag, place), tag })),
    )
    .sort((a, b) => a.tag.start - b.tag.start);

/**
 * The parts of a text, in order: those of the front matter, then those of the body.
 * @throws MdxError for a body that cannot be read
 */
export function partsOf({ value, body, line = 1, lineOf, facts }: Source): Part[] {
  // A text that is no group of fields has none, though its letters could be counted as such.
  const fields = Object.entries(typeof value === 'object' ? (value ?? {}) : {}).filter(
    ([name]) => !OWN_FIELDS.includes(name),
  );
  const lineAt = (offset: number) => line + body.slice(0, offset).split('\n').length - 1;
  const places = [
    ...fields.map(([name, field]) => {
      const at = (lineOf?.([name]) ?? 0) + (line > 1 ? 1 : 0); // of a text, below the first ---
      const text = typeof field === 'object' ? stringify(field) : String(field);
      return { name, text, lines: [at, at] as [number, number] };
    }),
    ...namedTags(readMdx(body)).map(({ name, tag }) => ({
      name,
      text: body.slice(tag.start, tag.end),
      lines: [lineAt(tag.start), lineAt(tag.end)] as [number, number],
    })),
  ];
  const ofText = [...Map.groupBy(places, ({ name }) => name)].map(([name, own]) => ({
    name,
    text: own.map((place) => place.text).join('\n\n'),
    lines: own.map((place) => place.lines),
  }));
  const title = facts ? titleOf(facts) : [];
  return [...title, ...ofText.filter(({ name }) => name !== title[0]?.name)].map((part) => ({
    ...part,
    stamp: stampOf(part.text),
  }));
}

/** A part of the English text that a translation does not follow. */
export interface StalePart {
  name: string;
  /** English says something else now; has what it had not; or no longer has it. */
  why: 'changed' | 'new' | 'gone';
  /** The part in English now; undefined if it is gone. */
  english: Part | undefined;
}

/** The parts that a translation does not follow; none if it is fresh. @param english the parts of the English text */
export function staleParts(stamps: Stamps, english: readonly Part[]): StalePart[] {
  const names = new Set(english.map(({ name }) => name));
  return [
    ...english
      .filter(({ name, stamp }) => stamps[name] !== stamp)
      .map((part): StalePart => {
        const why = Object.hasOwn(stamps, part.name) ? 'changed' : 'new';
        return { name: part.name, why, english: part };
      }),
    ...Object.keys(stamps)
      .filter((name) => !names.has(name))
      .map((name): StalePart => ({ name, why: 'gone', english: undefined })),
  ];
}

/** The stamps after somebody has read these parts again: those of English now, in its order; a part that is gone has none. */
export function stampsAfter(
  read: readonly string[],
  stamps: Stamps,
  english: readonly Part[],
): Stamps {
  const left = Object.entries(stamps).filter(
    ([name]) => !read.includes(name) && !english.some((part) => part.name === name),
  );
  return Object.fromEntries([
    ...english.flatMap(({ name, stamp }) => {
      const own = read.includes(name) ? stamp : stamps[name];
      return own === undefined ? [] : [[name, own] as const];
    }),
    ...left,
  ]);
}

/** A translation with these stamps at the end of its front matter, or of the file if it has none, in place of those it had. @param source of the file */
export function withStamps(source: string, stamps: Stamps): string {
  const end = source.includes('\r\n') ? '\r\n' : '\n';
  const lines = Object.entries(stamps).map(([name, stamp]) => `  ${name}: ${stamp}`);
  const block = ['translates:', ...lines, ''].join(end);
  const own = /^translates:.*\r?\n(?:[ \t]+.*\r?\n)*/m;
  if (!source.startsWith('---')) return source.replace(own, '') + block;
  return source.replace(
    /^---\r?\n[\s\S]*?^---$/m,
    (head) => head.slice(0, -'---'.length).replace(own, '') + block + '---',
  );
}
