/** Everything under content/ as the rules want it: read once, without an exception whatever the files hold. */
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { parseCode, type CodeRange } from '../lib/model/code.ts';
import { SOURCE_LANGUAGE } from '../lib/publishing/href.ts';
import { allPairs, pairId } from '../lib/model/pairs.ts';
import { blank, MdxError, readMdx, splitFrontMatter, type Mdx } from '../lib/text/mdx.ts';
import type { Source } from '../lib/model/schema.ts';
import { readPo, type Translation } from '../lib/model/sentences.ts';
import { finding, type Finding } from './problem.ts';
import { structureFindings } from './structure.ts';

export type Kind = 'codes' | 'comparisons';

/** One text in one language: `content/codes/1003/vi.mdx`. */
export interface Page {
  file: string;
  kind: Kind;
  folder: string;
  lang: string;
  /** The file with its front matter blanked, so that lines can be counted. */
  text: string;
  /** Its tags, its code and its words. */
  mdx: Mdx;
  data: Record<string, unknown>;
  /** What is wrong with front matter as YAML, and with the tags; the other rules read only pages without. */
  findings: Finding[];
}

/** A YAML file: the value it holds, or why it holds none. */
export interface Data {
  file: string;
  value: unknown;
  findings: Finding[];
  /** The line of a value, or of what should hold it; absent if the file is JSON or cannot be read. */
  lineOf?: (path: PropertyKey[]) => number | undefined;
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
  folders: Record<Kind, string[]>;
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
export const pathOf = (kind: Kind, folder: string, lang: string): string =>
  `content/${kind}/${folder}/${lang}.mdx`;

/** Is it the text that the others translate? */
export const isEnglish = (page: Page): boolean => page.lang === SOURCE_LANGUAGE;

/** The English text of a translation, if there is one and its tags can be read. */
export function englishOf(page: Page, content: Content): Page | undefined {
  const english = content.pages.get(pathOf(page.kind, page.folder, SOURCE_LANGUAGE));
  return english && english.findings.length === 0 ? english : undefined;
}

/** Reads YAML as Astro's loader does (a bare date is a date, not a text). */
export function readYaml(text: string): Omit<Data, 'file'> {
  try {
    const lineCounter = new LineCounter();
    const document = parseDocument(text, {
      customTags: ['timestamp'],
      logLevel: 'silent',
      lineCounter,
    });
    const [error] = document.errors;
    if (error) return broken(error.message);
    const value: unknown = document.toJS({ maxAliasCount: 10 });
    JSON.stringify(value); // throws if an alias makes a circle
    return { value, findings: [], lineOf: (path) => lineIn(document, lineCounter, path) };
  } catch (error) {
    return broken(String(error));
  }
}

/** The line in which a value begins; of one that is missing, the line of the group that lacks it, except for the whole file. */
function lineIn(document: Document, lines: LineCounter, path: PropertyKey[]): number | undefined {
  if (path.length === 0) return undefined;
  const node = document.getIn(path, true);
  return isNode(node) && node.range
    ? lines.linePos(node.range[0]).line
    : lineIn(document, lines, path.slice(0, -1));
}

/** Reads JSON, of which there is much. */
export function readJson(text: string): { value: unknown; findings: Finding[] } {
  try {
    return { value: JSON.parse(text), findings: [] };
  } catch (error) {
    return {
      value: undefined,
      findings: [
        finding(
          `JSON that cannot be read (${String(error)})`,
          'what npm run measure writes',
          'measure again',
        ),
      ],
    };
  }
}

/** Reads a PO file by the reader of the pages. */
function readCatalogue(file: string, lang: string, text: string): Catalogue {
  try {
    return { file, lang, translations: readPo(text), findings: [] };
  } catch (error) {
    const unreadable = finding(
      `PO that cannot be read (${error instanceof Error ? error.message : String(error)})`,
      'msgctxt, msgid and msgstr, each in double quotes, once an entry',
      'mend that entry',
    );
    return { file, lang, translations: [], findings: [unreadable] };
  }
}

const broken = (message: string) => ({
  value: undefined,
  findings: [
    finding(
      `YAML that cannot be read (${message.split('\n')[0]!.replace(/:$/, '')})`,
      'key: value',
      'mend that line; a value with ": ", "#" or a special first sign stands in double quotes',
    ),
  ],
});

const PAGE_PATH = /^content\/(codes|comparisons)\/([^/]+)\/([^/]+)\.mdx$/;

function readPage(file: string, source: string): Page {
  const [, kind, folder, lang] = PAGE_PATH.exec(file) as unknown as [string, Kind, string, string];
  const { frontMatter, body } = splitFrontMatter(source);
  const { value, findings } = readYaml(frontMatter);
  const data =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const text = blank(source.slice(0, source.length - body.length)) + body;
  const { mdx, findings: refused } = readBody(text);
  const page = { file, kind, folder, lang, text, mdx, data };
  if (!frontMatter)
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
    findings: [...findings, ...(refused ?? structureFindings(kind, mdx))],
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

const unique = <T>(values: T[]): T[] => [...new Set(values)];
const namesIn = (files: string[], pattern: RegExp): string[] =>
  unique(files.flatMap((file) => pattern.exec(file)?.[1] ?? []));

/** Reads the files of content/ by their paths. */
export function readAll(files: Record<string, string>): Content {
  const paths = Object.keys(files).sort();
  const folders = {
    codes: namesIn(paths, /^content\/codes\/([^/]+)\//),
    comparisons: namesIn(paths, /^content\/comparisons\/([^/]+)\//),
  };
  const codes = folders.codes.flatMap((folder) => parseCode(folder) ?? []);
  const languages = namesIn(paths, /^content\/ui\/([^/]+)\.yml$/).sort(
    (a, b) => Number(b === SOURCE_LANGUAGE) - Number(a === SOURCE_LANGUAGE),
  );
  const yamls = paths.filter((file) =>
    /^content\/(codes\/[^/]+\/facts|(sources|ui|libraries|decoder)\/[^/]+)\.yml$|^content\/measurements\/[^/]+\.json$/.test(
      file,
    ),
  );
  const data = new Map(
    yamls.map(
      (file) =>
        [
          file,
          { file, ...(file.endsWith('.json') ? readJson(files[file]!) : readYaml(files[file]!)) },
        ] as const,
    ),
  );
  const sources = [...data.values()]
    .filter(({ file }) => file.startsWith('content/sources/'))
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
    languages,
    data,
    catalogues: paths.flatMap((file) => {
      const lang = /^content\/libraries\/([^/]+)\.po$/.exec(file)?.[1];
      return lang === undefined ? [] : [readCatalogue(file, lang, files[file]!)];
    }),
    sources,
    pairs: new Set(allPairs(codes).map(({ left, right }) => pairId(left.id, right.id))),
    pages: new Map(
      paths
        .filter((file) => PAGE_PATH.test(file))
        .map((file) => [file, readPage(file, files[file]!)] as const),
    ),
    known: new Map(sources.map(({ id, source }) => [id, source])),
  };
}
