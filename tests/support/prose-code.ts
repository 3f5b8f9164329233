/** The code blocks of the texts, and the tools that read them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEXT_KINDS } from '../../src/lib/content/layout.ts';
import { entriesOf } from '../../src/lib/content/read.ts';
import { SOURCE_LANGUAGE } from '../../src/lib/publishing/href.ts';
import { readMdx } from '../../src/lib/text/mdx.ts';
import { files } from './fixture-content.ts';

/** A fenced block of an English text. */
export interface Block {
  /** `content/codes/1006/en.mdx, block 3` */
  name: string;
  file: string;
  language: string;
  code: string;
}

/** All fenced blocks of the English texts; translations have the same code, as the lint asks. */
export const blocks: Block[] = TEXT_KINDS.flatMap((kind) => entriesOf(kind, files))
  .filter(({ names }) => names.lang === SOURCE_LANGUAGE)
  .flatMap(({ file, body }) =>
    readMdx(body).blocks.map(({ language, code }, place) => ({
      language,
      code,
      file,
      name: `${file}, block ${place + 1}`,
    })),
  );

/** The one block of a code's page that holds these words. */
export function blockWith(code: string, words: string): string {
  const found = blocks.filter(
    ({ file, code: text }) => file === `content/codes/${code}/en.mdx` && text.includes(words),
  );
  if (found.length !== 1)
    throw new Error(
      `content/codes/${code}/en.mdx has ${found.length} blocks with ${JSON.stringify(words)}; expected one; correct the test`,
    );
  return found[0]!.code;
}

/** Debian has servers where only root looks. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };

/** Is there such a program? Asked by starting it, as the tests do. */
export const has = (tool: string, ...args: string[]): boolean =>
  !spawnSync(tool, args, { env, stdio: 'ignore', timeout: 20_000 }).error;

/**
 * What a program says against a text that it reads from standard input or from a file; `''` if all is well.
 * @param printed what it must print to be content; anything if absent
 */
export function complaint(tool: string, args: string[], input = '', printed?: string): string {
  const { status, stdout, stderr, error } = spawnSync(tool, args, {
    env,
    input,
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (status !== 0) return `${stdout}${stderr}${error ?? ''}` || `${tool} ended with ${status}`;
  return printed === undefined || stdout === printed
    ? ''
    : `${tool} prints another text: ${stdout}`;
}

/** Gives a folder of its own to the work, and removes it. */
export function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'close-codes-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a file into a folder and returns its path. */
export function put(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/**
 * Runs a snippet with the names that it leaves to its reader.
 * @param code JavaScript as it stands on the page; its imports come from `names`
 * @param names what `ws`, `server`, `url` … are; a name of the platform, such as `setTimeout`, may be given too
 * @param result an expression in the snippet's own scope, whose value is returned
 */
export async function perform(
  code: string,
  names: Record<string, unknown>,
  result = 'undefined',
): Promise<any> {
  const body = code.replace(/^import .*$/gm, '');
  const AsyncFunction = (async () => {}).constructor as new (
    ...args: string[]
  ) => (...values: unknown[]) => Promise<unknown>;
  return new AsyncFunction(...Object.keys(names), `${body}\nreturn ${result};`)(
    ...Object.values(names),
  );
}
