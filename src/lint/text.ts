/**
 * What may stand in a text: characters, links, code.
 *
 * Every file is NFC, without control characters. Prose has no tabs, headings, tables, images and rules; its links are https and never
 * addresses of this site, for codes are linked by `<CodeLink>`. A code block names its language and is at most 80 columns wide and
 * 14 lines high; code has no curly quotes.
 */
import { allOf, type Node } from '../lib/text/mdx.ts';
import { isEnglish, type Page } from './content.ts';
import { FENCES } from '../lib/model/vocabulary.ts';
import { lineAt } from './markup.ts';
import { finding, quote, wrong, type Finding, type Problem } from './problem.ts';

const COLUMNS = 80;
const LINES = 14;

const codePoint = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** No control characters (a byte order mark and overrides of direction are such), and Unicode in NFC. */
export function characterProblems(file: string, text: string): Problem[] {
  const control = /[\uFEFF\u202A-\u202E]|(?![\n\t])\p{Cc}/u.exec(text);
  const composed = text.normalize('NFC');
  const place =
    text === composed ? -1 : text.split('').findIndex((unit, index) => unit !== composed[index]);
  return [
    ...(control
      ? [
          wrong(
            file,
            `control character ${codePoint(control[0])} in line ${lineAt(text, control.index)}`,
            'none',
            'delete it',
          ),
        ]
      : []),
    ...(place < 0
      ? []
      : [
          wrong(
            file,
            `decomposed characters in line ${lineAt(text, place)}`,
            'Unicode in NFC',
            'save the file in NFC: text.normalize("NFC")',
          ),
        ]),
  ];
}

const NEVER: Record<string, [found: string, expected: string, remedy: string]> = {
  heading: ['a heading', 'none: the page writes every heading', 'make it a sentence'],
  thematicBreak: ['a rule', 'none', 'remove it'],
  table: ['a table', 'none', 'make it a list or sentences'],
  image: ['an image', 'none', 'say it in words'],
};

/** No headings, rules, tables, images or tabs in prose. */
export function markdownFindings({ text, mdx }: Page): Finding[] {
  const tab = mdx.prose.indexOf('\t');
  return [
    ...mdx.all
      .filter(({ type }) => type in NEVER)
      .map(({ type, start }) => {
        const [found, expected, remedy] = NEVER[type]!;
        return finding(`${found} in line ${lineAt(text, start)}`, expected, remedy);
      }),
    ...(tab < 0 ? [] : [finding(`a tab in line ${lineAt(text, tab)}`, 'spaces', 'replace it')]),
  ];
}

/** Links leave the site, by https; an address that Markdown makes a link is one. */
export function linkFindings({ mdx }: Page): Finding[] {
  const targets = mdx.all
    .filter(({ type }) => type === 'link' || type === 'definition')
    .map(({ url = '' }) => url);
  return [...new Set(targets.filter((target) => !/^https:\/\/\w/.test(target)))].map((target) =>
    /^\w+:|^www\./.test(target)
      ? finding(
          `link to ${quote(target)}`,
          'an address that begins with https://',
          'change it, or put it into backquotes if it is no link',
        )
      : finding(
          `link to ${quote(target)}, an address of this site`,
          '<CodeLink to={1006} />',
          'link codes by CodeLink, which knows every language',
        ),
  );
}

const isPlain = ({ type }: Node): boolean => type === 'text' || type === 'inlineCode';

/** The title of a cause, a step or a part is printed as it stands (src/components/prose/Inline.astro), and so is an answer: code and plain words. */
export const titleFindings = ({ mdx: { root, text } }: Page): Finding[] =>
  ['Cause', 'Step', 'Outcome', 'Part']
    .flatMap((name) => allOf(root, name))
    .flatMap((tag) => [...allOf(tag, 'Title'), ...allOf(tag, 'Answer')])
    .filter(
      ({ nodes, innerStart, innerEnd }) =>
        !nodes.every(isPlain) || /&\w+;/.test(text.slice(innerStart, innerEnd)),
    )
    .map((title) =>
      finding(
        `markup in the title of a cause, a step or an answer, ${text.slice(title.start, title.end)}`,
        'plain words and code in backquotes',
        'take it out',
      ),
    );

/** Code blocks fit into their column, and name a known language (a translation names that of English); no curly quotes in code. */
export function codeFindings(page: Page): Finding[] {
  const { text, mdx } = page;
  const blocks = mdx.blocks.flatMap(({ language, code }, index) => {
    const lines = code.trimEnd().split('\n');
    const name = `code block ${index + 1} (${quote(lines[0]!)})`;
    const long = lines.find((line) => line.length > COLUMNS);
    return [
      ...(!isEnglish(page) || (FENCES as readonly string[]).includes(language)
        ? []
        : [
            finding(
              `${name} ${language ? `in language ${quote(language)}` : 'without a language'}`,
              `one of ${FENCES.join(', ')}`,
              'name it after the three backquotes',
            ),
          ]),
      ...(long
        ? [finding(`a line of ${long.length} columns in ${name}`, `at most ${COLUMNS}`, 'break it')]
        : []),
      ...(lines.length > LINES
        ? [
            finding(
              `${lines.length} lines in ${name}`,
              `at most ${LINES}`,
              'show only what matters',
            ),
          ]
        : []),
    ];
  });
  // Where the text has a quote and the prose a space, the quote is in code.
  const curly = [...text.matchAll(/[“”]/g)].find((m) => mdx.prose[m.index] === ' ');
  return [
    ...blocks,
    ...(curly
      ? [
          finding(
            `curly quote ${curly[0]} in code in line ${lineAt(text, curly.index)}`,
            '"',
            'use the straight quote, which a program reads',
          ),
        ]
      : []),
  ];
}
