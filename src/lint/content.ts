/** Everything under content/ as the rules want it: read once, without an exception whatever the files hold. */
import { parseCode, type CodeRange } from '../lib/model/code.ts';
import type { Files } from '../lib/content/files.ts';
import {
  languagesIn,
  pathTo,
  TEXT_KINDS,
  type Held,
  type Kind,
  type TextKind,
} from '../lib/content/layout.ts';
import { entriesOf, type Entry } from '../lib/content/read.ts';
import { SOURCE_LANGUAGE } from '../lib/publishing/href.ts';
import { allPairs, pairId } from '../lib/model/pairs.ts';
import { blank, MdxError, readMdx, type Mdx } from '../lib/text/mdx.ts';
import type { Source } from '../lib/model/schema.ts';
import type { Translation } from '../lib/model/sentences.ts';
import { finding, type Finding } from './problem.ts';
import { structureFindings } from './structure.ts';

/** One text in one language: `content/codes/1003/vi.mdx`. */
export interface Page {
  file: string;
  kind: TextKind;
  folder: string;
  lang: string;
  /** The file with its front matter blanked, so that lines can be counted. */
  text: string;
  /** Its tags, its code and its words. */
  mdx: Mdx;
  data: Record<string, unknown>;
  /** The file as it was read. */
  entry: Entry;
  /** What is wrong with front matter as YAML, and with the tags; the other rules read only pages without. */
  findings: Finding[];
}

/** A YAML or JSON file: the value it holds, or why it holds none. */
export interface Data extends Entry {
  findings: Finding[];
}

/** A PO file: its entries, or why it holds none. */
export interface Catalogue {
  file: string;
  lang: string;
  translations: Translation[];
  findings: Finding[];
}

export interface Content {
  /** Folders of content/codes whose name is a code or a range. */
  codes: CodeRange[];
  /** Names of all comparisons that the site has. */
  pairs: Set<string>;
  folders: Record<TextKind | 'systems', string[]>;
  /** Languages of content/ui, English first. */
  languages: string[];
  /** By path. */
  pages: Map<string, Page>;
  data: Map<string, Data>;
  catalogues: Catalogue[];
  sources: { id: string; file: string; source: Source }[];
  /** The same by id. */
  known: Map<string, Source>;
}

/** Path of a text. */
export const pathOf = (kind: TextKind, folder: string, lang: string): string =>
  pathTo(kind, { folder, lang });

/** Is it the text that the others translate? */
export const isEnglish = (page: Page): boolean => page.lang === SOURCE_LANGUAGE;

/** The English text of a translation, if there is one and its tags can be read. */
export function englishOf(page: Page, content: Content): Page | undefined {
  const english = content.pages.get(pathOf(page.kind, page.folder, SOURCE_LANGUAGE));
  return english && english.findings.length === 0 ? english : undefined;
}

/** What is wrong with a file that its parser refuses. */
function refused(file: string, fault: string): Finding {
  if (file.endsWith('.json'))
    return finding(
      `JSON that cannot be read (${fault})`,
      'what npm run measure writes',
      'measure again',
    );
  if (file.endsWith('.po'))
    return finding(
      `PO that cannot be read (${fault})`,
      'msgctxt, msgid and msgstr, each in double quotes, once an entry',
      'mend that entry',
    );
  return finding(
    `YAML that cannot be read (${fault.split('\n')[0]!.replace(/:$/, '')})`,
    'key: value',
    'mend that line; a value with ": ", "#" or a special first sign stands in double quotes',
  );
}

const findingsOf = ({ file, fault }: Entry): Finding[] =>
  fault === undefined ? [] : [refused(file, fault)];

function readPage(kind: TextKind, entry: Entry, source: string): Page {
  const { file, names, value, body } = entry;
  const data =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const text = blank(source.slice(0, source.length - body.length)) + body;
  const { mdx, findings: unread } = readBody(text);
  const page = { file, kind, folder: names.folder!, lang: names.lang!, text, mdx, data, entry };
  const findings = findingsOf(entry);
  if (value === null)
    return {
      ...page,
      findings: [
        finding(
          'no front matter',
          'the fields of content/README.md between two lines ---',
          'write them at the top of the file',
        ),
      ],
    };
  return {
    ...page,
    findings: [...findings, ...(unread ?? structureFindings(kind, mdx))],
  };
}

/** Reads a text as the build will; what it would refuse is a finding, for it stops at the first. */
function readBody(text: string): { mdx: Mdx; findings?: Finding[] } {
  try {
    return { mdx: readMdx(text) };
  } catch (error) {
    if (!(error instanceof MdxError)) throw error;
    return { mdx: readMdx(''), findings: [unreadable(error, text)] };
  }
}

/** What the parser says, and the remedy that fits. A fence without its end hides every tag behind it. */
function unreadable({ message, line }: MdxError, text: string): Finding {
  const fences = text.split('\n').flatMap((row, place) => (/^\s*```/.test(row) ? [place + 1] : []));
  if (fences.length % 2)
    return finding(
      `a code fence in line ${fences.at(-1)} without its end`,
      'three backquotes before the code and three after it, indented alike',
      'close the block',
    );
  const [expected, remedy] = /before the end of `paragraph`/.test(message)
    ? [
        'it closed in the paragraph that opens it; around several paragraphs, tags on lines of their own with blank lines inside them',
        'close it, or break the lines there',
      ]
    : [
        'each tag closed where its text ends, and no "<", "{" or "}" outside code and tags',
        'mend that line; put such a sign into backquotes, or write &lt; &#123; &#125;',
      ];
  return finding(`MDX that cannot be read in line ${line} (${message})`, expected, remedy);
}

/** What stands in a folder of content/. @example foldersOf('systems', paths) is ['discord', 'pusher'] */
const foldersOf = (kind: string, paths: readonly string[]): string[] => [
  ...new Set(
    paths.flatMap((path) => (path.startsWith(`content/${kind}/`) ? path.split('/')[2]! : [])),
  ),
];

const CATALOGUES: Kind[] = ['librarySentences', 'systemSentences'];
const VALUES: Kind[] = [
  'facts',
  'glossary',
  'guideFacts',
  'decoder',
  'libraries',
  'measurements',
  'sources',
  'systems',
  'systemWords',
  'ui',
];

/** Reads the files of content/ by their paths. */
export function readAll(files: Files): Content {
  const paths = Object.keys(files).sort();
  const folders = {
    codes: foldersOf('codes', paths),
    comparisons: foldersOf('comparisons', paths),
    guides: foldersOf('guides', paths),
    systems: foldersOf('systems', paths),
  };
  const codes = folders.codes.flatMap((folder) => parseCode(folder) ?? []);
  const data = new Map(
    VALUES.flatMap((kind) => entriesOf(kind, files)).map(
      (entry) => [entry.file, { ...entry, findings: findingsOf(entry) }] as const,
    ),
  );
  const sources = [...data.values()]
    .filter(({ kind }) => kind === 'sources')
    .flatMap(({ file, value }) =>
      Object.entries(value ?? {}).map(([id, source]) => ({
        id,
        file,
        source: (source ?? {}) as Source,
      })),
    );
  return {
    codes,
    folders,
    languages: languagesIn(paths),
    data,
    catalogues: CATALOGUES.flatMap((kind) => entriesOf(kind, files)).map((entry) => ({
      file: entry.file,
      lang: entry.names.lang!,
      translations: (entry.value as Held<'librarySentences'> | undefined)?.translations ?? [],
      findings: findingsOf(entry),
    })),
    sources,
    pairs: new Set(allPairs(codes).map(({ left, right }) => pairId(left.id, right.id))),
    pages: new Map(
      TEXT_KINDS.flatMap((kind) =>
        entriesOf(kind, files).map(
          (entry) => [entry.file, readPage(kind, entry, files[entry.file]!)] as const,
        ),
      ),
    ),
    known: new Map(sources.map(({ id, source }) => [id, source])),
  };
}
