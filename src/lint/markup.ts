/** The tags of an entry as a tree, read without rendering; MDX itself would stop at the first mistake, and name it less well. */
import { finding, quote, type Finding } from './problem.ts';

export interface Tag {
  name: string;
  /** As written, with quotes or braces: `"client"`, `{1003}`. */
  attributes: Record<string, string>;
  children: Tag[];
  /** Offsets in the text: of the opening tag, of what stands inside, of the end of the closing tag. */
  start: number;
  innerStart: number;
  innerEnd: number;
  end: number;
}

const ATTRIBUTE = /([\w:-]+)(?:\s*=\s*("[^"]*"|'[^']*'|\{[^{}]*\}))?/g;
const TAG =
  /<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|\{[^{}]*\}))?)*)\s*(\/?)>/g;

/** No tag of an entry stands as deep: `<Fix>`, `<Cause>`, `<Remedy>`, `<CodeLink>`. */
const DEEPEST = 8;

/** Every sign but line ends as a space, so that offsets and lines stay. */
export const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** The number of the line in which an offset lies, from 1. */
export const lineAt = (text: string, offset: number): number =>
  text.slice(0, offset).split('\n').length;

/** Reads all tags of a prose into a tree under a nameless root, and what is wrong with their nesting. */
export function parseTags(prose: string): { root: Tag; findings: Finding[] } {
  const root: Tag = {
    name: '',
    attributes: {},
    children: [],
    start: 0,
    innerStart: 0,
    innerEnd: prose.length,
    end: prose.length,
  };
  const findings: Finding[] = [];
  const open = [root];
  const unclosed = (tag: Tag) =>
    findings.push(
      finding(
        `${nameOf(tag)} in line ${lineAt(prose, tag.start)} without its end`,
        `</${tag.name}>`,
        'close it where its text ends',
      ),
    );
  for (const match of prose.matchAll(TAG)) {
    const [whole, slash, name, attributes, selfClosing] = match as unknown as [
      string,
      string,
      string,
      string,
      string,
    ];
    const end = match.index + whole.length;
    if (open.length > DEEPEST)
      return {
        root,
        findings: [
          finding(
            `${DEEPEST} tags inside each other in line ${lineAt(prose, end)}`,
            'four at most, as in content/README.md',
            'close each tag where its text ends',
          ),
        ],
      };
    if (!slash) {
      const tag = {
        name,
        attributes: attributesOf(attributes),
        children: [],
        start: match.index,
        innerStart: end,
        innerEnd: end,
        end,
      };
      open.at(-1)!.children.push(tag);
      if (!selfClosing) open.push(tag);
      continue;
    }
    const place = open.findLastIndex((tag) => tag.name === name);
    if (place < 1) {
      findings.push(
        finding(
          `</${name}> in line ${lineAt(prose, match.index)}`,
          `<${name}> before it`,
          'remove it, or open the tag where its text begins',
        ),
      );
      continue;
    }
    open
      .splice(place + 1)
      .reverse()
      .forEach(unclosed);
    Object.assign(open.pop()!, { innerEnd: match.index, end });
  }
  open.slice(1).forEach(unclosed);
  return { root, findings };
}

const attributesOf = (source: string): Record<string, string> =>
  Object.fromEntries([...source.matchAll(ATTRIBUTE)].map((m) => [m[1]!, m[2] ?? '']));

/** The value of an attribute without quotes or braces; `` if it is not there. */
export const valueOf = (tag: Tag, attribute: string): string =>
  tag.attributes[attribute]?.replace(/^["'{]|["'}]$/g, '') ?? '';

/** `<Cause id="tls">`: how a message names a tag. */
export const nameOf = (tag: Tag): string =>
  `<${[tag.name, ...Object.entries(tag.attributes).map(([name, value]) => (value ? `${name}=${value}` : name))].join(' ')}>`;

/** All tags of a name inside a tag, in order of the text. */
export const allOf = (tag: Tag, name: string): Tag[] =>
  tag.children.flatMap((child) => [...(child.name === name ? [child] : []), ...allOf(child, name)]);

/** Signs that MDX takes for syntax: `<`, `{` and `}` that belong to no tag. */
export function strayFindings(prose: string): Finding[] {
  const withoutTags = prose.replace(TAG, blank);
  const fence = /^[ >]*(?:```|~~~)/m.exec(prose);
  if (fence)
    return [
      finding(
        `a code fence in line ${lineAt(prose, fence.index)} without its end`,
        'three backquotes before the code and three after it, indented alike',
        'close the block',
      ),
    ];
  return [...withoutTags.matchAll(/[<{}]/g)].slice(0, 1).map((m) => {
    const around = prose.slice(m.index).split('\n', 1)[0]!;
    return finding(
      `${quote(around.slice(0, 30))} in line ${lineAt(prose, m.index)}`,
      'no "<", "{" or "}" outside code and tags',
      'put it into backquotes, or write &lt; &#123; &#125;',
    );
  });
}
