/**
 * Vite wraps every `import()` in a loader of style sheets and module preloads. We have neither, and the loader is 0.8 KB
 * of the 2 KB of script that a page may have: this plugin puts the bare `import()` in its place, and
 * drops the lists of what each would load besides.
 */
export const plainImports = {
  name: 'plain-imports',
  enforce: 'pre' as const,
  load: (id: string): string | undefined =>
    id === '\0vite/preload-helper.js'
      ? 'export const __vitePreload = (load) => load();'
      : undefined,
  generateBundle: {
    order: 'post' as const,
    handler(_: unknown, bundle: Record<string, { type: string; code?: string }>): void {
      for (const file of Object.values(bundle))
        if (file.code?.includes('__vite__mapDeps'))
          file.code = file.code
            .replace(/^const __vite__mapDeps=.*\n/m, '')
            .replace(/,\s*__vite__mapDeps\(\[[\d,]*\]\)/g, '');
    },
  },
};
