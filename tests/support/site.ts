/** The built site of `dist/`, served on a free port as the hosts serve it. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after } from 'node:test';
import { serve, type Serving } from '../../src/tasks/serve.ts';

/** Folder of the built site. */
export const DIST = resolve(import.meta.dirname, '../../dist');

/** Stops a test file at once if nothing is built. */
export function requireDist(): void {
  if (!existsSync(join(DIST, 'index.html')))
    throw new Error('dist/index.html: not found; expected a built site; run: npm run build');
}

let site: Promise<Serving> | undefined;

/** Address of the home page without a slash at its end; the server starts once a test file and ends with it. */
export async function siteUrl(): Promise<string> {
  if (!site) {
    requireDist();
    site = serve(DIST);
    after(async () => (await site)?.close());
  }
  return (await site).url;
}
