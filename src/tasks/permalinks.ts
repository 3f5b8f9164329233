/** `npm run permalinks`: adds the addresses and anchors of dist/ to tests/permalinks.txt; it never removes one, and stops if one is gone. */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  anchorsOf,
  disappeared,
  formatPermalinks,
  mergePermalinks,
  parsePermalinks,
  withoutLanguages,
  type Permalinks,
} from '../lib/publishing/permalinks.ts';
import { readFiles } from '../lib/content/files.ts';
import { languagesIn } from '../lib/content/layout.ts';
import { addressOf, ROOT } from './build.ts';

/** The list, from the top of the repository. */
export const LIST = 'tests/permalinks.txt';

/** Every address of a built site; the page of missing addresses is none. */
export function readPermalinks(dist: string): Permalinks {
  const paths = globSync('**/*.html', { cwd: dist })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path !== '404.html');
  return new Map(
    paths.map((path) => [addressOf(path), anchorsOf(readFileSync(join(dist, path), 'utf8'))]),
  );
}

const count = (links: Permalinks): number =>
  [...links.values()].reduce((sum, anchors) => sum + 1 + anchors.size, 0);

if (import.meta.main) {
  const [dist, file] = [join(ROOT, 'dist'), join(ROOT, LIST)];
  if (!existsSync(join(dist, 'index.html'))) {
    console.error('dist/index.html: not found; expected a built site; run: npm run build');
    process.exit(1);
  }
  const [, ...others] = languagesIn(Object.keys(readFiles(ROOT, (path) => /\/ui\//.test(path))));
  const present = withoutLanguages(readPermalinks(dist), others);
  const listed = parsePermalinks(existsSync(file) ? readFileSync(file, 'utf8') : '');
  const gone = disappeared(listed, present);
  gone.forEach((line) => console.error(line));
  if (gone.length) process.exit(1);
  const merged = mergePermalinks(listed, present);
  writeFileSync(file, formatPermalinks(merged));
  console.log(
    `${LIST}: ${count(merged) - count(listed)} added, ${merged.size} addresses with ${count(merged) - merged.size} anchors`,
  );
}
