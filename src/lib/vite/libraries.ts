/** `<For lib="ws">` around all of a list's item: the item itself bears the library, for it is the item that moves. */
interface Element {
  type: string;
  name?: string;
  tagName?: string;
  attributes?: { name?: string; value?: unknown }[];
  properties?: Record<string, unknown>;
  children?: Element[];
  value?: string;
}

/** The only child that is not white space; in a loose list, that of its only paragraph. */
function onlyChild({ children = [] }: Element): Element | undefined {
  const [first, ...more] = children.filter(({ type, value }) => type !== 'text' || value?.trim());
  if (!first || more.length) return undefined;
  return first.tagName === 'p' ? onlyChild(first) : first;
}

/** For `satteri({ hastPlugins })`. */
export const librariesPlugin = {
  name: 'close-codes-libraries',
  element: {
    filter: ['li'],
    visit(node: Element) {
      const only = onlyChild(node);
      if (only?.name !== 'For') return undefined;
      const lib = only.attributes?.find(({ name }) => name === 'lib')?.value;
      return {
        ...node,
        properties: { ...node.properties, 'data-lib': lib },
        children: only.children,
      };
    },
  },
};
