/**
 * Vite wraps every `import()` in a loader of style sheets and module preloads. We have neither, and the loader is 0.8 KB
 * of the 2 KB of script that a page may have: this plugin leaves the bare `import()` where nothing else stands in the wrapper, elsewhere
 * a loader that only calls, and drops the lists of what each would load besides.
 */
const LOADER = /import\{(?:\w+ as )?([\w$]+)\}from"\.\/preload-helper[^"]*";/;

/** Place behind the bracket that closes the one before `start`. No address of a script has a bracket. */
function closing(code: string, start: number): number {
  let open = 1;
  let place = start;
  for (; open && place < code.length; place++)
    open += Number(code[place] === '(') - Number(code[place] === ')');
  return place;
}

/** A minified script without the wrappers of its `import()`, and without the loader if nothing calls it any more. */
function unwrapped(code: string): string {
  const [statement, name] = LOADER.exec(code) ?? [];
  if (!name) return code;
  const wrapper = `${name}(()=>`;
  let bare = code.replace(statement!, '');
  for (let at = -1; (at = bare.indexOf(`${wrapper}import(`, at + 1)) >= 0;) {
    const end = closing(bare, at + name.length + 1);
    if (/[\w$.]/.test(bare[at - 1] ?? '')) continue;
    const inside = bare.slice(at + wrapper.length, end - 1).replace(/,\s*\[\]$/, '');
    bare = bare.slice(0, at) + inside + bare.slice(end);
  }
  const isCalled = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\(`).test(bare);
  return isCalled ? statement + bare : bare;
}

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
        if (file.code)
          file.code = unwrapped(
            file.code
              .replace(/^const __vite__mapDeps=.*\n/m, '')
              .replace(/,\s*__vite__mapDeps\(\[[\d,]*\]\)/g, ''),
          );
    },
  },
};
