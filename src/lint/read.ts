/** Brings the files of content/ to the lint, which itself reads nothing. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Texts, facts, measurements, translated sentences, and the programs that reproduce a code with what they print. */
export const IS_CONTENT = /(?:\.(?:mdx|yml|json|po)|reproduce\.(?:mjs|out))$/;

/** The text of every file under content/, by its path from the top of the repository, on every system with slashes. */
export const readContent = (root: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(root, 'content'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && IS_CONTENT.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [
        path.slice(join(root, '/').length).replaceAll('\\', '/'),
        readFileSync(path, 'utf8'),
      ]),
  );
