/** The pages of `dist/`, read with the parser of the HTML standard. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;

/** An element with its attributes as a record. The same object stands for equal ones. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Text directly inside it: all of it for `<style>` and `<script>`. */
  readonly text: string;
}

export interface Page {
  /** Path in `dist/`: `vi/1006.html`. */
  path: string;
  html: string;
  tags: Tag[];
  ids: string[];
}

const isElement = (node: Node): node is Element => defaultTreeAdapter.isElementNode(node);

function* elements(node: Node): Generator<Element> {
  if (isElement(node)) yield node;
  const children =
    node.nodeName === 'template'
      ? (node as DefaultTreeAdapterTypes.Template).content.childNodes
      : 'childNodes' in node
        ? node.childNodes
        : [];
  for (const child of children) yield* elements(child);
}

/** Tags that are the same on many pages are one object, for all pages of fifteen languages are held at once. */
const known = new Map<string, Tag>();

function toTag({ tagName, attrs, childNodes }: Element): Tag {
  const text = childNodes.map((child) => ('value' in child ? child.value : '')).join('');
  const key = [tagName, ...attrs.flatMap(({ name, value }) => [name, value]), text].join('\0');
  let tag = known.get(key);
  if (!tag) {
    const attributes = Object.fromEntries(attrs.map(({ name, value }) => [name, value]));
    known.set(key, (tag = { name: tagName, attributes, text }));
  }
  return tag;
}

/** Parses one page. */
export function parsePage(path: string, html: string): Page {
  const tags = [...elements(parse(html))].map(toTag);
  return { path, html, tags, ids: tags.flatMap(({ attributes }) => attributes.id ?? []) };
}

/** All pages of a built site, in order of path. */
export function readPages(dist: string): Page[] {
  const paths = globSync('**/*.html', { cwd: dist })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
  return paths.map((path) => parsePage(path, readFileSync(join(dist, path), 'utf8')));
}
