/** Passages of an entry without its tags: as clean Markdown, or as plain text. */
import type { Passage } from './entry.ts';
import type { Node } from './mdx.ts';

/** What a `<CodeLink>` and a `<Source>` stand for. */
export interface TagTargets {
  /** @param to a code, a range or a comparison @param cause a cause of that code */
  link: (to: string, cause: string | undefined) => { name: string; url: string };
  source: (id: string) => { label: string; url: string };
  /** What a tag stands for that is a block of its own: a table, a drawing or a program, as Markdown. @param value of its attribute */
  block?: (tag: string, value: string) => string;
  /** Code within a line, where it does not stand as it is. */
  code?: (text: string) => string;
  /** A remark in the brackets of the language. */
  bracketed: (text: string) => string;
}

/** Tags of guides that are blocks, each with the attribute that says which. */
const BLOCKS: Readonly<Record<string, string>> = { Table: 'of', Drawing: 'of', Program: 'file' };

/** What stands for something else, and the tags `<For>`, which stand for nothing, without what they hold. */
const references = (nodes: readonly Node[]): Pick<Node, 'name' | 'children' | 'start' | 'end'>[] =>
  nodes.flatMap((node) => {
    const { name, children = [], start, end } = node;
    if (name === 'CodeLink' || name === 'Source' || name! in BLOCKS) return [node];
    const inside = references(children);
    return name === 'For' && children.length
      ? [
          { name, start, end: children[0]!.start },
          ...inside,
          { name, start: children.at(-1)!.end, end },
        ]
      : inside;
  });

const blockOf = (node: Pick<Node, 'name'>, { block }: TagTargets): string =>
  block?.(node.name!, attribute(node, BLOCKS[node.name!]!) ?? '') ?? '';

const attribute = (node: object, name: string): string | undefined => {
  const found = (node as { attributes?: { name: string; value: unknown }[] }).attributes?.find(
    (one) => one.name === name,
  )?.value;
  return typeof found === 'string' ? found : (found as { value: string } | undefined)?.value;
};

const linkOf = (node: object, { link }: TagTargets) =>
  link(attribute(node, 'to') ?? '', attribute(node, 'cause'));

/**
 * A passage as Markdown: links and sources become links, a source in brackets behind its claim.
 * @example toMarkdown(passage('See <CodeLink to={1008} />.'), targets) === 'See [1008](https://…/1008).'
 */
export function toMarkdown({ text, start, end, nodes }: Passage, targets: TagTargets): string {
  let done = start;
  let result = '';
  for (const node of references(nodes)) {
    const before = text.slice(done, node.start);
    if (node.name === 'Source') {
      const { label, url } = targets.source(attribute(node, 'id') ?? '');
      result = `${(result + before).trimEnd()} ${targets.bracketed(`[${label}](${url})`)}`;
    } else if (node.name === 'For') {
      result += before;
    } else if (node.name! in BLOCKS) {
      result += before + blockOf(node, targets);
    } else {
      const { name, url } = linkOf(node, targets);
      const children = node.children ?? [];
      const words = children.length ? text.slice(children[0]!.start, children.at(-1)!.end) : name;
      result += `${before}[${words}](${url})`;
    }
    done = node.end;
  }
  return (result + text.slice(done, end)).trim();
}

/** Blocks stand apart by an empty line, items of a list on lines of their own. */
function plainBlocks(nodes: readonly Node[], targets: TagTargets): string {
  let result = '';
  for (const node of nodes) {
    const isBlock =
      !/^(?:text|inlineCode|strong|emphasis|delete|link|break|mdxJsxTextElement)$/.test(node.type);
    const text = plainNode(node, targets);
    // A source leaves nothing behind, not even the space before it.
    if (text === '' && node.name === 'Source') result = result.trimEnd();
    else result += isBlock && result ? `\n\n${text}` : text;
  }
  return result;
}

/** A node with all that it holds as plain text; a link by its words, or by its code unless `targets` say otherwise. */
export function plainNode(node: Node, targets = BY_CODE): string {
  const { type, name, value = '', children = [] } = node;
  if (type === 'text') return value;
  if (type === 'inlineCode') return targets.code?.(value) ?? value;
  if (type === 'code') return value.trimEnd();
  if (name === 'Source') return '';
  if (name! in BLOCKS) return blockOf(node, targets);
  if (name === 'CodeLink' && children.length === 0) return linkOf(node, targets).name;
  if (type === 'list')
    return children
      .map(
        (item, place) =>
          `${node.ordered ? `${place + 1}.` : '-'} ${plainBlocks(item.children ?? [], targets)}`,
      )
      .join('\n');
  return plainBlocks(children, targets);
}

/**
 * A passage as plain text: no tags, marks or sources, a link by its words. Code stands as it is, between empty lines.
 * @example toPlain(passage('Send `1008` <Source id="x" />.'), targets) === 'Send 1008.'
 */
export const toPlain = ({ nodes }: Passage, targets: TagTargets): string =>
  plainBlocks(nodes, targets).trim();

/** Links by their codes; sources are left out anyway. */
const BY_CODE: TagTargets = {
  link: (to) => ({ name: to, url: '' }),
  source: () => ({ label: '', url: '' }),
  bracketed: (text) => text,
};

/** A passage in one line of plain text; a link by its words, or by its code. */
export const plainText = (from: Passage): string =>
  toPlain(from, BY_CODE).replace(/\s+/g, ' ').trim();

/** The same among words that run from right to left: code keeps its own direction, by marks of Unicode that are not seen. */
export const plainAmongRtl = (from: Passage): string =>
  toPlain(from, { ...BY_CODE, code: (text) => `\u2066${text}\u2069` })
    .replace(/\s+/g, ' ')
    .trim();

/** Any text as Markdown code of one line, whatever backquotes it holds. */
export function codeSpan(text: string): string {
  const ticks = '`'.repeat(
    1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)),
  );
  const space = /^`|`$/.test(text) ? ' ' : '';
  return `${ticks}${space}${text}${space}${ticks}`;
}

/** The HTML of a fact (lib/factHtml.ts), which has only code, links and spans, as Markdown. */
export function factMarkdown(html: string): string {
  return html
    .replace(/<code>(.*?)<\/code>/g, (_, text: string) => `\`${text}\``)
    .replace(/<a href="([^"]*)">(.*?)<\/a>/g, '[$2]($1)')
    .replace(/<[^>]+>/g, '')
    .replace(/&#(\d+);/g, (_, sign: string) => String.fromCharCode(Number(sign)));
}
