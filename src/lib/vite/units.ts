/**
 * A number and its unit stay on one line: `60 s` with a no-break space. Symbols of units are the same in every language;
 * a unit that is a word (`30 giây`) is prose, and breaks like it.
 */
const MEASURE = /(\d) (?=(?:[kMG]i?B|[mµ]?s|min|[hBK])(?![\p{L}\p{N}_-]))/gu;

/** @param text of a page, not code: there a space is a space */
export const joinUnits = (text: string): string => text.replace(MEASURE, '$1\u00a0');

interface TextNode {
  type: 'text';
  value: string;
}

/** For `satteri({ hastPlugins })`. */
export const unitsPlugin = {
  name: 'close-codes-units',
  text(node: TextNode, context: { parent(node: unknown): { tagName?: string } | undefined }) {
    if (context.parent(node)?.tagName === 'code') return undefined;
    const value = joinUnits(node.value);
    return value === node.value ? undefined : { ...node, value };
  },
};
