/** Brings the files of content/ into memory, as texts. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The texts of files by their paths from the top of the repository, with slashes on every system. */
export type Files = Record<string, string>;

/** By its path: texts, facts, measurements, translated sentences, the programs of guides, and those that reproduce a code with what they print. */
export const IS_CONTENT =
  /(?:\.(?:mdx|yml|json|po)|reproduce\.(?:mjs|out)|\/guides\/[^/]+\/programs\/[^/]+)$/;

/**
 * The files under content/, line ends as they are.
 * @param root top folder of the repository
 * @param wanted tells by the path whether a file is to be read
 */
export const readFiles = (root: string, wanted = (_: string): boolean => true): Files =>
  Object.fromEntries(
    readdirSync(join(root, 'content'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .filter((path) => IS_CONTENT.test(path) && wanted(path))
      .sort()
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );
