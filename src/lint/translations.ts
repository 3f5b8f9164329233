/**
 * A translation says the same as English in other words.
 *
 * It names the parts of the English text that it follows (lib/content/stamps.ts); it has the same causes and notices in the same order, remedies for the same sides,
 * the same sources, links and code (comments aside); and no paragraph of it is still English.
 */
import { basename } from 'node:path';
import { pathTo } from '../lib/content/layout.ts';
import type { Entry } from '../lib/content/read.ts';
import { plainNode } from '../lib/text/markdown.ts';
import { allOf, valueOf, type Node, type Tag } from '../lib/text/mdx.ts';
import {
  partsOf,
  staleParts,
  type Part,
  type StalePart,
  type Stamps,
} from '../lib/content/stamps.ts';
import { STAMP } from '../lib/model/schema.ts';
import { isEnglish, type Content, type Page } from './content.ts';
import { nameOf } from './markup.ts';
import { behind, finding, quote, times, type Finding, type Problem } from './problem.ts';

/** What one does once the parts of a translation are read and mended. */
const freshen = ({ lang, folder }: Pick<Page, 'lang' | 'folder'>, names: string): string =>
  `npm run fresh -- ${lang} ${folder} ${names}`;

const stampsIn = ({ data: { translates } }: Page): Stamps | undefined =>
  typeof translates === 'object' && translates !== null && !Array.isArray(translates)
    ? (translates as Stamps)
    : undefined;

/** A translation has stamps, each well formed, and English has none. */
export function stampFindings(page: Page): Finding[] {
  const { translates } = page.data;
  if (isEnglish(page))
    return translates === undefined
      ? []
      : [finding('translates', 'none: English is the source', 'remove it')];
  const stamps = stampsIn(page);
  const remedy = 'read the text against en.mdx, then';
  if (!stamps)
    return [
      finding(
        translates === undefined ? 'no stamps' : `translates: ${quote(String(translates))}`,
        'a stamp for each part of en.mdx',
        `${remedy} ${freshen(page, '--all')}`,
      ),
    ];
  return Object.entries(stamps)
    .filter(([, stamp]) => typeof stamp !== 'string' || !STAMP.test(stamp))
    .map(([name, stamp]) =>
      finding(
        `translates.${name}: ${stamp}`,
        'a stamp, en@ and eight hex digits',
        `${remedy} ${freshen(page, name)}`,
      ),
    );
}

/** `line 2`, `lines 14, 70-78`. */
function placesOf({ lines }: Part): string {
  const places = lines.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  return `line${places.length === 1 && !places[0]!.includes('-') ? '' : 's'} ${places.join(', ')}`;
}

/** `proxy-idle changed (lines 14, 70-78 of en.mdx)` @param source the name of the English file */
const toldOf = ({ name, why, english }: StalePart, source: string): string =>
  english
    ? `${name} ${why} (${placesOf(english)} of ${english.file ? basename(english.file) : source})`
    : `${name} gone from ${source}`;

/** A translation follows each part of the English text as it is now; who writes the stamp of a part has read it again. */
export function staleProblems(page: Page, english: Page, content: Content): Problem[] {
  const stamps = stampsIn(page);
  if (!stamps || stampFindings(page).length) return []; // told already
  const facts =
    page.kind === 'codes' ? content.data.get(pathTo('facts', { folder: page.folder })) : undefined;
  if (page.kind === 'codes' && !facts?.value) return []; // told there
  return behindIn(page, stamps, { ...english.entry, facts });
}

/** What of a file does not follow English, in one line. @param english the file that it translates */
export function behindIn(
  { file, lang, folder }: Pick<Page, 'file' | 'lang' | 'folder'>,
  stamps: Stamps,
  english: Entry & Pick<Parameters<typeof partsOf>[0], 'facts'>,
): Problem[] {
  const stale = staleParts(stamps, partsOf(english));
  if (!stale.length) return [];
  const names = stale.map(({ name }) => name);
  const now = stale.flatMap(({ name, english: part }) => (part ? `${name}: ${part.stamp}` : []));
  return [
    behind(
      file,
      stale.map((part) => toldOf(part, basename(english.file))).join(', '),
      now.join(', ') || 'no stamp of it',
      `read ${stale.length === 1 ? 'that part' : 'these parts'} of both texts again, then ${freshen({ lang, folder }, names.join(' '))}`,
    ),
  ];
}

/** The first place in which two lists differ. */
function firstDifference(
  found: string[],
  expected: string[],
): { place: number; found: string; expected: string } | undefined {
  const place = Array.from({ length: Math.max(found.length, expected.length) }).findIndex(
    (_, index) => found[index] !== expected[index],
  );
  return place < 0
    ? undefined
    : { place: place + 1, found: found[place] ?? '', expected: expected[place] ?? '' };
}

const listOf = (root: Tag, tag: string, attribute: string): string[] =>
  allOf(root, tag).map((found) => valueOf(found, attribute));

/** An ordered list of ids against that of English. */
function orderFindings(
  what: string,
  found: string[],
  expected: string[],
  remedy: string,
): Finding[] {
  const difference = firstDifference(found, expected);
  if (!difference) return [];
  const named = (id: string) => (id ? `${what} "${id}"` : `no ${what}`);
  return [
    finding(
      `${named(difference.found)} in place ${difference.place}`,
      `${difference.expected ? `"${difference.expected}"` : 'none'} as in en.mdx`,
      difference.found && difference.expected
        ? remedy
        : difference.found
          ? 'remove it'
          : 'write it',
    ),
  ];
}

/** Causes, their notices and the sides of their remedies, in order; what follows from another cause is not told again. */
export function causeParity(page: Page, english: Page): Finding[] {
  const [found, expected] = [page.mdx.root, english.mdx.root];
  const causes = orderFindings(
    'cause',
    listOf(found, 'Cause', 'id'),
    listOf(expected, 'Cause', 'id'),
    'rename it (ids are permanent and the same in every language)',
  );
  if (causes.length) return causes;
  const theirs = allOf(expected, 'Cause');
  return [
    ...orderFindings(
      'notice of cause',
      listOf(found, 'Notice', 'cause'),
      listOf(expected, 'Notice', 'cause'),
      'put the notices into the order of en.mdx',
    ),
    ...allOf(found, 'Cause').flatMap((cause, place) =>
      orderFindings(
        `remedy in ${nameOf(cause)} for side`,
        listOf(cause, 'Remedy', 'side'),
        listOf(theirs[place]!, 'Remedy', 'side'),
        'put the remedies into the order of en.mdx',
      ),
    ),
    ...orderFindings(
      'passage for the library',
      listOf(found, 'For', 'lib'),
      listOf(expected, 'For', 'lib'),
      'put them into the order of en.mdx',
    ),
  ];
}

/** The cases of a comparison in order, and the number of its differences. */
export function caseParity(page: Page, english: Page): Finding[] {
  const count = ({ mdx }: Page) =>
    allOf(mdx.root, 'Difference').map((_, place) => String(place + 1));
  return [
    ...orderFindings(
      'case of code',
      listOf(page.mdx.root, 'Case', 'code'),
      listOf(english.mdx.root, 'Case', 'code'),
      'put the cases into the order of en.mdx',
    ),
    ...orderFindings('difference', count(page), count(english), ''),
  ];
}

/** The steps, outcomes and parts of a guide in order, where the answers of each step lead, and what each outcome sends. */
export function guideParity(page: Page, english: Page): Finding[] {
  const [found, expected] = [page.mdx.root, english.mdx.root];
  const remedy =
    'put them into the order of en.mdx (ids are permanent and the same in every language)';
  const leads = (tag: Tag) =>
    allOf(tag, 'Answer').map((answer) =>
      ['next', 'to', 'cause'].flatMap((name) => valueOf(answer, name) || []).join(' '),
    );
  const outcomes = (tag: Tag) =>
    allOf(tag, 'Outcome').map((outcome) =>
      ['id', 'code', 'reason'].flatMap((name) => valueOf(outcome, name) || []).join(' '),
    );
  return [
    ...orderFindings('step', listOf(found, 'Step', 'id'), listOf(expected, 'Step', 'id'), remedy),
    ...orderFindings('outcome', outcomes(found), outcomes(expected), remedy),
    ...orderFindings('part', listOf(found, 'Part', 'id'), listOf(expected, 'Part', 'id'), remedy),
    ...orderFindings('answer that leads to', leads(found), leads(expected), remedy),
  ];
}

const linkName = (link: Tag): string =>
  [valueOf(link, 'to'), valueOf(link, 'cause')].filter(Boolean).join(' cause ');

/** Each section cites the same sources as often, and links the same codes. */
export function referenceParity(page: Page, english: Page): Finding[] {
  return english.mdx.root.children.flatMap((section, place) => {
    const own = page.mdx.root.children[place];
    if (!own) return []; // told by guideParity
    const links = (tag: Tag) => [...new Set(allOf(tag, 'CodeLink').map(linkName))];
    return [
      ...bagFindings(
        `Source "%" in <${section.name}>`,
        listOf(own, 'Source', 'id'),
        listOf(section, 'Source', 'id'),
      ),
      ...bagFindings(`CodeLink to "%" in <${section.name}>`, links(own), links(section)),
    ];
  });
}

/** Two bags of values, in any order: what is too many, and what is missing. */
function bagFindings(what: string, found: string[], expected: string[]): Finding[] {
  const count = (bag: string[], value: string) => bag.filter((other) => other === value).length;
  return [...new Set([...expected, ...found])]
    .filter((value) => count(found, value) !== count(expected, value))
    .map((value) =>
      finding(
        `${what.replace('%', value)} ${times(count(found, value))}`,
        `it ${times(count(expected, value))} as in en.mdx`,
        count(found, value) > count(expected, value) ? 'remove it' : 'put it at the same claim',
      ),
    );
}

const SLASHES =
  /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const HASHES = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|(?<!\S)#[^\n]*/g;
const COMMENTS: Record<string, RegExp> = {
  js: SLASHES,
  ts: SLASHES,
  java: SLASHES,
  csharp: SLASHES,
  go: SLASHES,
  nginx: HASHES,
  ini: HASHES,
  python: HASHES,
  bash: HASHES,
  yaml: HASHES,
};

/** The lines of a program without comments, which are translated, and without the empty lines that they leave. */
export const codeLines = (code: string, language: string): string[] =>
  (COMMENTS[language] ? code.replace(COMMENTS[language], '$1') : code)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter(Boolean);

/** Code is the same in every language, comments aside. */
export function codeParity(page: Page, english: Page): Finding[] {
  const [found, expected] = [page.mdx.blocks, english.mdx.blocks];
  if (found.length !== expected.length)
    return [
      finding(
        `${found.length} code blocks`,
        `${expected.length} as in en.mdx`,
        'show the same programs',
      ),
    ];
  return found.flatMap((block, place) => {
    const theirs = expected[place]!;
    if (block.language !== theirs.language)
      return [
        finding(
          `language "${block.language}" of code block ${place + 1}`,
          `"${theirs.language}" as in en.mdx`,
          'change it',
        ),
      ];
    const line = firstDifference(
      codeLines(block.code, block.language),
      codeLines(theirs.code, theirs.language),
    );
    return line
      ? [
          finding(
            `${quote(line.found)} in code block ${place + 1}`,
            `${quote(line.expected)} as in en.mdx`,
            'copy the code; only comments are translated',
          ),
        ]
      : [];
  });
}

/** A paragraph that a reader sees, as it is written and as it is read. */
export interface Paragraph {
  source: string;
  plain: string;
}

const isWord = ({ type }: Node): boolean =>
  ['text', 'inlineCode', 'strong', 'emphasis', 'link', 'mdxJsxTextElement'].includes(type);

/** The blocks that hold words and no blocks. */
const leaves = (node: Node): Node[] =>
  node.children?.some(isWord) ? [node] : (node.children ?? []).flatMap(leaves);

/** The paragraphs of a text, front matter first, without code blocks. */
export function paragraphsOf({ data, mdx }: Page): Paragraph[] {
  const { translates: _, ...words } = data;
  return [
    ...Object.values(words)
      .filter((value) => typeof value === 'string')
      .map((value) => ({ source: value, plain: value })),
    ...leaves(mdx.all[0]!).map((leaf) => ({
      source: mdx.text.slice(leaf.children![0]!.start, leaf.children!.at(-1)!.end),
      plain: plainNode(leaf),
    })),
  ];
}

const letters = ({ source }: Paragraph): number =>
  source.replace(/`[^`]*`|<[^>]*>/g, '').match(/\p{L}/gu)?.length ?? 0;

/** No text, and no paragraph of some length, that is English to the letter. */
export function identityFindings(page: Page, english: Page): Finding[] {
  if (page.text.trim() === english.text.trim())
    return [
      finding(
        'the English text',
        'a translation of it',
        'translate it, or remove the file until then',
      ),
    ];
  const theirs = new Set(paragraphsOf(english).map(({ source }) => source));
  return paragraphsOf(page)
    .filter((paragraph) => letters(paragraph) >= 25 && theirs.has(paragraph.source))
    .map(({ source }) =>
      finding(`English paragraph ${quote(source)}`, 'its translation', 'translate it'),
    );
}
