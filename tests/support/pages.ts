/** The pages of `dist/`, read with the parser of the HTML standard. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;

/** An element with its attributes as a record. */
export interface Tag {
  name: string;
  attributes: Record<string, string>;
  /** Text directly inside it: all of it for `<style>` and `<script>`. */
  text: string;
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

const toTag = (element: Element): Tag => ({
  name: element.tagName,
  attributes: Object.fromEntries(element.attrs.map(({ name, value }) => [name, value])),
  text: element.childNodes.map((child) => ('value' in child ? child.value : '')).join(''),
});

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
