/**
 * Vite wraps every `import()` in a loader of style sheets and module preloads. We have neither, and the loader is 0.8 KB
 * of the 2 KB of script that a page may have: this plugin puts the bare `import()` in its place.
 */
export const plainImports = {
  name: 'plain-imports',
  enforce: 'pre' as const,
  load: (id: string): string | undefined =>
    id === '\0vite/preload-helper.js'
      ? 'export const __vitePreload = (load) => load();'
      : undefined,
};
