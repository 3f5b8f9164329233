/**
 * Which tag stands where.
 *
 * A code's text is `<Description>`, `<WhenYouSeeIt>`, `<Fix>`; a comparison's `<Choose>`, `<Differences>`: each once, in this order;
 * a guide's `<Step>`s, which make a decision tree, the `<Outcome>`s that they lead to, then `<Part>`s;
 * and nothing outside them. What each tag holds is the table below. A tag that is not in it does not exist; HTML is not written at all.
 */
import type { TextKind } from '../lib/content/layout.ts';
import type { Mdx, Node, Tag } from '../lib/text/mdx.ts';
import { lineAt, nameOf } from './markup.ts';
import { finding, quote, times, type Finding } from './problem.ts';

interface Part {
  /** Tags inside, in order: name, least and greatest number. */
  holds?: [name: string, least: number, most: number][];
  /** Is there prose inside? It may cite sources and link codes. */
  text?: 'must' | 'may';
  /** Tags that may stand in its prose; all of INLINE unless said otherwise. */
  inline?: string[];
  oneLine?: true;
  /** Each attribute, as it is written; `?` at the end of a name: it may be absent. */
  attributes?: Record<string, RegExp>;
}

const INLINE = ['CodeLink', 'Source'];
/** In guides, on lines of their own. */
const BLOCKS = ['Table', 'Drawing', 'Program'];
const WORDS = /^"[a-z0-9]+(-[a-z0-9]+)*"$/;
const FILE = /^"[\w.-]+"$/;
const CODE = /^(\{\d+\}|"[^"]+")$/;
/** What stands between quotes in every programming language. */
const REASON = /^"[^"'`\\${}<>]+"$/;
const prose: Part = { text: 'must' };
const many = Infinity;

const PARTS: Record<string, Part> = {
  Description: prose,
  WhenYouSeeIt: { holds: [['Notice', 1, many]] },
  Fix: {
    holds: [
      ['Cause', 1, many],
      ['NotHelpful', 1, many],
      ['AsSender', 1, 1],
    ],
  },
  Notice: { text: 'must', oneLine: true, attributes: { cause: WORDS } },
  Cause: {
    holds: [
      ['Title', 1, 1],
      ['Sign', 1, 1],
      ['Remedy', 1, many],
    ],
    attributes: { id: WORDS },
  },
  Title: { text: 'must', oneLine: true },
  Sign: { text: 'must', oneLine: true },
  Remedy: { text: 'must', attributes: { side: /^"(client|server|proxy)"$/ } },
  NotHelpful: prose,
  AsSender: prose,
  Choose: { holds: [['Case', 3, many]] },
  Differences: { holds: [['Difference', 3, many]] },
  Case: { text: 'must', oneLine: true, attributes: { code: CODE } },
  Difference: { text: 'must', holds: [['Title', 1, 1]] },
  Step: {
    text: 'must',
    inline: [...INLINE, ...BLOCKS],
    holds: [
      ['Title', 1, 1],
      ['Answers', 1, 1],
    ],
    attributes: { id: WORDS },
  },
  Answers: { holds: [['Answer', 2, many]] },
  Answer: {
    text: 'must',
    oneLine: true,
    inline: [],
    attributes: { 'next?': WORDS, 'to?': CODE, 'cause?': WORDS },
  },
  Outcome: {
    text: 'must',
    inline: [...INLINE, ...BLOCKS],
    holds: [['Title', 0, 1]],
    attributes: { id: WORDS, 'code?': CODE, 'reason?': REASON },
  },
  Part: {
    text: 'must',
    inline: [...INLINE, ...BLOCKS],
    holds: [['Title', 1, 1]],
    attributes: { id: WORDS },
  },
  Table: { attributes: { of: WORDS } },
  Drawing: { attributes: { of: WORDS } },
  Program: { attributes: { file: FILE, 'lib?': WORDS } },
  CodeLink: { text: 'may', inline: [], attributes: { to: CODE, 'cause?': WORDS } },
  Source: { attributes: { id: /^"[^"]+"$/ } },
};

const ROOTS: Record<TextKind, Part> = {
  codes: {
    holds: [
      ['Description', 1, 1],
      ['WhenYouSeeIt', 1, 1],
      ['Fix', 1, 1],
    ],
  },
  comparisons: {
    holds: [
      ['Choose', 1, 1],
      ['Differences', 1, 1],
    ],
  },
  guides: {
    holds: [
      ['Step', 0, many],
      ['Outcome', 0, many],
      ['Part', 1, many],
    ],
  },
};

/** All that is wrong with the tags of a text; syntax and unknown tags first, for nothing else can be said before they are mended. */
export function structureFindings(kind: TextKind, mdx: Mdx): Finding[] {
  const first = [...syntaxFindings(mdx), ...unknownTags(mdx.root)];
  return first.length ? first : partFindings(mdx.root, ROOTS[kind], mdx.text);
}

const isProgram = ({ type }: Node): boolean =>
  ['mdxFlowExpression', 'mdxTextExpression', 'mdxjsEsm'].includes(type);

/** What MDX reads and no text means: a program in braces. */
const syntaxFindings = ({ text, all }: Mdx): Finding[] =>
  all
    .filter(isProgram)
    .slice(0, 1)
    .map(({ start, end }) =>
      finding(
        `${quote(text.slice(start, end))} in line ${lineAt(text, start)}`,
        'no braces outside code and tags',
        'put it into backquotes, or write &#123; &#125;',
      ),
    );

/** Tags that do not exist: HTML, or a name that is not in the table. */
function unknownTags(tag: Tag): Finding[] {
  return tag.children.flatMap((child) => {
    const known = Object.hasOwn(PARTS, child.name);
    const isHtml = /^[a-z]/.test(child.name);
    const remedy = isHtml ? 'write Markdown, or code in backquotes' : 'rename it or remove it';
    const expected = isHtml ? 'no raw HTML' : `one of ${Object.keys(PARTS).join(', ')}`;
    return [
      ...(known
        ? []
        : [finding(`${isHtml ? 'HTML' : 'unknown tag'} ${nameOf(child)}`, expected, remedy)]),
      ...unknownTags(child),
    ];
  });
}

const label = (tag: Tag): string => (tag.name ? nameOf(tag) : 'the file');

/** One tag against its part of the table, then the tags inside it. */
function partFindings(tag: Tag, part: Part, text: string): Finding[] {
  return [
    ...attributeFindings(tag, part),
    ...countFindings(tag, part),
    ...textFindings(tag, part, text),
    ...tag.children.flatMap((child) => partFindings(child, PARTS[child.name]!, text)),
  ];
}

/** Every attribute of the table is there and well written, and no other. */
function attributeFindings(tag: Tag, { attributes = {} }: Part): Finding[] {
  const all = Object.entries(attributes).map(([name, pattern]) => ({
    name: name.replace('?', ''),
    pattern,
    optional: name.endsWith('?'),
  }));
  const unknown = Object.keys(tag.attributes).filter(
    (name) => !all.some((known) => known.name === name),
  );
  return [
    ...unknown.map((name) =>
      finding(
        `attribute ${name} in ${nameOf(tag)}`,
        all.length ? `only ${all.map(({ name }) => name).join(', ')}` : 'none',
        'remove it',
      ),
    ),
    ...all
      .filter(({ name, pattern, optional }) =>
        name in tag.attributes ? !pattern.test(tag.attributes[name]!) : !optional,
      )
      .map(({ name, pattern }) =>
        finding(
          nameOf(tag),
          `${name}=${EXAMPLES.get(pattern) ?? '"client", "server" or "proxy"'}`,
          'write the attribute so',
        ),
      ),
  ];
}

const EXAMPLES = new Map([
  [WORDS, '"lower-case-words-with-hyphens"'],
  [CODE, '{1003} or "4000-4999"'],
  [REASON, '"words without quotes, braces or backslashes"'],
  [FILE, '"a-file.of-programs"'],
  [PARTS.Source!.attributes!.id!, '"a-key-of-content-sources"'],
]);

/** The right tags in the right number and order. */
function countFindings(tag: Tag, { holds = [], text, inline = INLINE }: Part): Finding[] {
  const names = holds.map(([name]) => name);
  const allowed = [...names, ...(text ? inline : [])];
  const strangers = tag.children.filter((child) => !allowed.includes(child.name));
  if (strangers.length)
    return strangers.map((child) =>
      finding(
        `${nameOf(child)} directly in ${label(tag)}`,
        allowed.length ? `only ${allowed.join(', ')} there` : 'no tag there',
        'move it to its place',
      ),
    );
  const count = (name: string) => tag.children.filter((child) => child.name === name).length;
  const counts = holds
    .filter(([name, least, most]) => count(name) < least || count(name) > most)
    .map(([name, least, most]) =>
      finding(
        `<${name}> ${times(count(name))} in ${label(tag)}`,
        most === 1 ? `it ${least ? 'exactly' : 'at most'} once` : `it at least ${times(least)}`,
        count(name) > most ? 'keep one' : count(name) ? 'write more' : 'write it',
      ),
    );
  if (counts.length) return counts;
  const order = tag.children
    .map((child) => names.indexOf(child.name))
    .filter((place) => place >= 0);
  const late = order.findIndex((place, index) => place < Math.max(...order.slice(0, index)));
  return late < 0
    ? []
    : [
        finding(
          `<${names[order[late]!]}> after <${names[Math.max(...order.slice(0, late))]}> in ${label(tag)}`,
          `the order ${names.join(', ')}`,
          'move it up',
        ),
      ];
}

/** Prose where the table has prose, none elsewhere. */
function textFindings(tag: Tag, { text, oneLine }: Part, source: string): Finding[] {
  const inside = source.slice(tag.innerStart, tag.innerEnd);
  const own = tag.children
    .reduceRight(
      (rest, child) =>
        rest.slice(0, child.start - tag.innerStart) + rest.slice(child.end - tag.innerStart),
      inside,
    )
    .trim();
  if (!text)
    return own
      ? [
          finding(
            `text ${quote(own)} directly in ${label(tag)}`,
            tag.name ? 'only tags there' : 'text only inside the sections',
            'move it into the tag it belongs to',
          ),
        ]
      : [];
  if (text === 'must' && !inside.trim())
    return [finding(`${nameOf(tag)} without text`, 'words', 'write them, or remove the tag')];
  if (oneLine && inside.includes('\n'))
    return [
      finding(
        `${nameOf(tag)} over several lines, from line ${lineAt(source, tag.start)} on`,
        'it on one line',
        'join the lines',
      ),
    ];
  return [];
}
