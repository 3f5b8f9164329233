/** The one reader of an entry's MDX: its tags, its code and its words with their places, as the build's own parser sees them. */
import { mdxToMdast, type MdastNode } from 'satteri';

/** A tag. Places are offsets in the text. */
export interface Tag {
  name: string;
  /** As written, with quotes or braces: `"client"`, `{1003}`. */
  attributes: Record<string, string>;
  children: Tag[];
  /** What stands inside, tags and all. */
  nodes: Node[];
  /** Of the opening tag, of what stands inside, of the end of the closing tag. */
  start: number;
  innerStart: number;
  innerEnd: number;
  end: number;
}

/** A fenced block: language of the fence, text with its line end, and its place. */
export interface CodeBlock {
  language: string;
  code: string;
  start: number;
  end: number;
}

/** A node of the tree, with what we use of it. */
export interface Node {
  type: string;
  name?: string;
  value?: string;
  lang?: string | null;
  url?: string;
  ordered?: boolean;
  children?: Node[];
  start: number;
  end: number;
}

/** A text that was read. */
export interface Mdx {
  text: string;
  /** The tags under a nameless root. */
  root: Tag;
  /** The text with code blanked: in it, a tag is a tag. Offsets are kept. */
  prose: string;
  blocks: CodeBlock[];
  /** All nodes in order of the text. */
  all: Node[];
}

/** A text that MDX cannot read: what it says, and the line, from 1. */
export class MdxError extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** Every sign but line ends as a space, so that offsets and lines stay. */
export const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** Splits an MDX file into its front matter (YAML text) and its body. */
export function splitFrontMatter(text: string): { frontMatter: string; body: string } {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text.replaceAll('\r\n', '\n'));
  return match ? { frontMatter: match[1]!, body: match[2]! } : { frontMatter: '', body: text };
}

const OPENING = /^<[\w.-]+(?:"[^"]*"|'[^']*'|\{[^}]*\}|[^>"'{])*>/;

const read = new Map<string, Mdx>();

/**
 * Reads a body, or a piece of one. The same text is read once.
 * Throws an MdxError for what the build would refuse: a tag without its end, a brace or `<` that is not closed.
 */
export function readMdx(text: string): Mdx {
  let found = read.get(text);
  if (!found) read.set(text, (found = parse(text)));
  return found;
}

function parse(text: string): Mdx {
  const top = nodeOf(treeOf(text));
  const all = flat(top);
  const blocks = all
    .filter(({ type }) => type === 'code')
    .map(({ lang, value = '', start, end }) => ({
      language: lang ?? '',
      code: value && `${value}\n`,
      start,
      end,
    }));
  const prose = all
    .filter(({ type }) => type === 'code' || type === 'inlineCode')
    .reduce(
      (rest, { start, end }) =>
        rest.slice(0, start) + blank(rest.slice(start, end)) + rest.slice(end),
      text,
    );
  const root: Tag = {
    name: '',
    attributes: {},
    children: tagsIn(top.children ?? [], text),
    nodes: top.children ?? [],
    start: 0,
    innerStart: 0,
    innerEnd: text.length,
    end: text.length,
  };
  return { text, root, prose, blocks, all };
}

function treeOf(text: string): MdastNode {
  try {
    return mdxToMdast(text, { features: { smartPunctuation: false } });
  } catch (error) {
    // `5:1: Unexpected closing tag … (mdx-jsx:unexpected-character)`
    const [, line, message] = /^(\d+):\d+: ([\s\S]*?)(?: \([\w-]+:[\w-]+\))?$/.exec(
      (error as Error).message,
    ) ?? [undefined, '1', String(error)];
    throw new MdxError(message!.replace(/\s+/g, ' '), Number(line));
  }
}

const nodeOf = (node: MdastNode): Node => {
  const { type, position, children, ...own } = node as MdastNode & {
    children?: MdastNode[];
    position?: { start: { offset: number }; end: { offset: number } };
  };
  return {
    ...(own as Partial<Node>),
    type,
    ...(children ? { children: children.map(nodeOf) } : {}),
    start: position?.start.offset ?? 0,
    end: position?.end.offset ?? 0,
  };
};

const flat = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flat)];

const isTag = ({ type }: Node): boolean =>
  type === 'mdxJsxFlowElement' || type === 'mdxJsxTextElement';

/** The outermost tags among these nodes; a paragraph or a list is looked into. */
const tagsIn = (nodes: readonly Node[], text: string): Tag[] =>
  nodes.flatMap((node) => (isTag(node) ? tagOf(node, text) : tagsIn(node.children ?? [], text)));

function tagOf(node: Node, text: string): Tag {
  const { name = '', start, end, children = [] } = node;
  const whole = text.slice(start, end);
  const innerStart = start + (OPENING.exec(whole)?.[0].length ?? 0);
  const closing = `</${name}>`;
  return {
    name,
    attributes: attributesOf(node),
    children: tagsIn(children, text),
    nodes: children,
    start,
    innerStart,
    innerEnd: whole.endsWith(closing) && innerStart < end ? end - closing.length : innerStart,
    end,
  };
}

type Attribute = { name?: string; value?: string | { value: string } | null };

const attributesOf = (node: Node): Record<string, string> =>
  Object.fromEntries(
    ((node as { attributes?: Attribute[] }).attributes ?? []).map(({ name = '{…}', value }) => [
      name,
      typeof value === 'string' ? `"${value}"` : value ? `{${value.value}}` : '',
    ]),
  );

/** The value of an attribute without quotes or braces; `` if it is not there. */
export const valueOf = (tag: Tag, attribute: string): string =>
  tag.attributes[attribute]?.replace(/^["{]|["}]$/g, '') ?? '';

/** All tags of a name inside a tag, in order of the text. */
export const allOf = (tag: Tag, name: string): Tag[] =>
  tag.children.flatMap((child) => [...(child.name === name ? [child] : []), ...allOf(child, name)]);
