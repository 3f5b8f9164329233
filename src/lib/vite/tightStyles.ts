/**
 * The minifier leaves a space after each comma of what it does not parse: custom properties and some functions. On every page they are
 * bytes of the first flight. Our styles have no text in which ", " would mean something: `content` is a sign or an attribute.
 */
export const tightStyles = {
  name: 'tight-styles',
  generateBundle: {
    order: 'pre' as const,
    handler(_: unknown, bundle: Record<string, { source?: string | Uint8Array }>): void {
      for (const [name, file] of Object.entries(bundle))
        if (name.endsWith('.css')) file.source = String(file.source).replaceAll(', ', ',');
    },
  },
};
