/**
 * `import code from './first.ts?inline'` is the script as text, small, for a page that cannot wait for a file: it imports nothing but types.
 * Vite does the same for style sheets.
 */
import { readFileSync } from 'node:fs';
import { minifySync, transformWithOxc } from 'vite';

const ENDING = /\.ts\?inline$/;

export const inlineScripts = {
  name: 'inline-scripts',
  enforce: 'pre' as const,
  async load(this: { addWatchFile(path: string): void }, id: string): Promise<string | undefined> {
    if (!ENDING.test(id)) return undefined;
    const path = id.replace(/\?inline$/, '');
    this.addWatchFile(path);
    const { code } = await transformWithOxc(readFileSync(path, 'utf8'), path, { lang: 'ts' });
    const { code: small } = minifySync(path, code, { module: true });
    // A block: its names are nobody else's.
    return `export default ${JSON.stringify(`{${small.replace(/export\s*\{\s*\};?\s*$/, '')}}`)}`;
  },
};
