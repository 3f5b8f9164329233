/** `npm run deploy-check`: what the built site uses of what each host allows; fails if a host would drop something. The build asks the same. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { exceeded, usageLines, type Usage } from '../lib/publishing/limits.ts';

const lines = (file: string): string[] => readFileSync(file, 'utf8').split('\n');
const longest = (all: string[]): number => Math.max(...all.map(({ length }) => length));

/** What a built site uses. @param site its folder, with `_headers` and `_redirects` */
export function usageOf(site: string): Usage {
  const sizes = globSync('**/*', { cwd: site, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  const headers = lines(join(site, '_headers'));
  const redirects = lines(join(site, '_redirects')).filter(Boolean);
  const dynamic = redirects.filter((line) => /[*]|\/:/.test(line));
  return {
    files: sizes.length,
    largestFile: Math.max(...sizes),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    headerRules: headers.filter((line) => /^\S/.test(line)).length,
    longestHeader: longest(headers),
    longestRedirect: longest(redirects),
    staticRedirects: redirects.length - dynamic.length,
    dynamicRedirects: dynamic.length,
  };
}

if (import.meta.main) {
  const site = join(import.meta.dirname, '../../dist');
  if (!existsSync(join(site, '_headers'))) {
    console.error('dist/_headers: not found; expected a built site; run: npm run build');
    process.exit(1);
  }
  const usage = usageOf(site);
  usageLines(usage).forEach((line) => console.log(line));
  const over = exceeded(usage);
  over.forEach((line) => console.error(line));
  process.exitCode = over.length ? 1 : 0;
}
