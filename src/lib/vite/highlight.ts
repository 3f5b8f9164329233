/**
 * Code with a class for each kind of token, so that two themes need one style sheet and no inline style (CSP).
 * Shiki's own Astro integration writes inline styles; this takes its place as a plugin of the Markdown processor.
 */
import { FENCES } from '../model/vocabulary.ts';
import { toHtml } from 'hast-util-to-html';
import { createCssVariablesTheme, createHighlighter } from 'shiki';

type Element = {
  type: 'element';
  tagName: string;
  properties: Record<string, string>;
  children: Node[];
};
type Node = Element | { type: 'text'; value: string };

/** Shiki's variables to the classes of styles/code.css; a token of any other kind stays plain. */
const CLASSES: Record<string, string> = {
  'var(--token-keyword)': 'k',
  'var(--token-string)': 's',
  'var(--token-string-expression)': 's',
  'var(--token-constant)': 'n',
  'var(--token-function)': 'f',
  'var(--token-comment)': 'c',
};

const theme = createCssVariablesTheme({ name: 'tokens', variablePrefix: '--' });
const highlighter = await createHighlighter({ themes: [theme], langs: [...FENCES] });
const memo = new Map<string, Element>();

/** A `<pre>` that can be reached and scrolled with the keyboard, and that no machine translation touches, below a bar that names the language and has room for a button. */
export function highlight(code: string, language: string): Element {
  const key = `${language}\n${code}`;
  let block = memo.get(key);
  if (!block) memo.set(key, (block = render(code, language)));
  return structuredClone(block);
}

function render(code: string, language: string): Element {
  const known = (FENCES as readonly string[]).includes(language)
    ? (language as (typeof FENCES)[number])
    : 'text';
  // Shiki gives up on a line after half a second: on a busy machine the same code would come out with other colours.
  const { tokens } = highlighter.codeToTokens(code, {
    lang: known,
    theme: 'tokens',
    tokenizeTimeLimit: 0,
  });
  const children = mergeEqual(
    tokens.flatMap((line, place) => [
      ...(place ? [{ text: '\n', kind: '' }] : []),
      ...line.map((token) => ({ text: token.content, kind: CLASSES[token.color ?? ''] ?? '' })),
    ]),
  );
  const pre: Element = {
    type: 'element',
    tagName: 'pre',
    properties: { tabindex: '0', translate: 'no' },
    children: [{ type: 'element', tagName: 'code', properties: {}, children }],
  };
  return {
    type: 'element',
    tagName: 'div',
    properties: { class: 'code', 'data-is': language },
    children: [pre],
  };
}

/** Neighbours of one kind become one element: a third of the bytes. */
function mergeEqual(tokens: { text: string; kind: string }[]): Node[] {
  const merged: { text: string; kind: string }[] = [];
  for (const { text, kind } of tokens) {
    const last = merged.at(-1);
    if (last && (last.kind === kind || /^\s*$/.test(text))) last.text += text;
    else merged.push({ text, kind });
  }
  return merged.map(({ text, kind }) =>
    kind
      ? {
          type: 'element',
          tagName: 'span',
          properties: { class: kind },
          children: [{ type: 'text', value: text }],
        }
      : { type: 'text', value: text },
  );
}

/** The HTML of highlighted code, for pages that show a file as it is. */
export const highlightedHtml = (code: string, language: string): string =>
  toHtml(highlight(code, language), { characterReferences: { useNamedReferences: true } });

interface PluginContext {
  textContent(node: unknown): string;
}

/** For `satteri({ hastPlugins })`: replaces each fenced block by its highlighted form. */
export const highlightPlugin = {
  name: 'close-codes-highlight',
  element: {
    filter: ['pre'],
    visit(
      node: {
        children?: {
          type: string;
          data?: { lang?: string };
          properties?: { className?: unknown };
        }[];
      },
      context: PluginContext,
    ) {
      const code = node.children?.find((child) => child.type === 'element');
      if (!code) return undefined;
      const className = ([] as unknown[])
        .concat(code.properties?.className ?? [])
        .map(String)
        .find((name) => name.startsWith('language-'));
      const language = code.data?.lang ?? className?.slice('language-'.length) ?? 'text';
      return highlight(context.textContent(code).replace(/\n$/, ''), language);
    },
  },
};
