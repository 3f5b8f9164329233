/** What a page weighs on the wire, for the tests and the bench. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants } from 'node:zlib';

/** Most bytes, brotli 11, of the page of a code or a comparison with its CSS: with the headers they fit TCP's first ten packets. */
export const HEAVIEST_PAGE = 13_800;

/** Most bytes of all the styles in a page, compressed by themselves. */
export const HEAVIEST_STYLE = 2900;

/** What a page may carry besides for its language: the sheet that turns it round, where its lines break. */
export const HEAVIEST_OWN_STYLE = 120;

/** Most bytes of script on a page before search is used, each file compressed by itself. */
export const HEAVIEST_SCRIPT = 2048;

/** Most bytes that answer a number: the table of the codes and the scripts that load with it at the reader's first touch. */
export const HEAVIEST_SEARCH = 5 * 1024;

/** Most bytes of what the decoder knows, shared and in one language; loaded with the first word that is typed. */
export const HEAVIEST_DECODER = 25 * 1024;

/** Most bytes of a further page: the messages of a code, what implementations do, all about a library. */
export const HEAVIEST_FURTHER = 40 * 1024;

const compress = promisify(brotliCompress);
const options = (text: string | Buffer, quality: number) => ({
  params: {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: 18,
    [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
  },
});

/** Bytes of a text, brotli 11, as a host that compresses once would send it. */
export const brotliSize = async (text: string | Buffer): Promise<number> =>
  (await compress(text, options(text, 11))).length;

/** Bytes of a text, brotli 5: never fewer than with 11, in a twentieth of the time. */
export const quickSize = (text: string): number =>
  brotliCompressSync(text, options(text, 5)).length;

/** May a text pass the limit? What fits with brotli 5 fits with 11. */
export const isOver = (text: string, limit: number): boolean => quickSize(text) > limit;

/** Is this the page of a code, a range or a comparison, or of guides? @example isEntryPage('vi/1003-vs-1008.html') === true */
export const isEntryPage = (path: string): boolean =>
  /(?:^|\/)(?:\d+(?:-\d+)?(?:-vs-\d+(?:-\d+)?)?|guides(?:\/[a-z0-9-]+)?)\.html$/.test(path);

/** Is this a further page, of a code or about implementations? @example isFurtherPage('vi/1006-messages.html') === true */
export const isFurtherPage = (path: string): boolean =>
  /(?:^|\/)(?:\d+(?:-\d+)?-[a-z]+(?:-\d+)?|implementations(?:-[^/]+)?)\.html$/.test(path) &&
  !path.includes('-vs-');

/** Bytes of what the decoder loads: what all languages share, and the heaviest words of one. */
export async function decoderWeight(dist: string): Promise<number> {
  const sizeOf = (path: string) => brotliSize(readFileSync(join(dist, path)));
  const words = await Promise.all(globSync('{,*/}words.json', { cwd: dist }).map(sizeOf));
  return (await sizeOf('decoder.json')) + Math.max(0, ...words);
}

const sizes = new Map<string, Promise<number>>();

function sizeOnce(text: string): Promise<number> {
  let size = sizes.get(text);
  if (!size) sizes.set(text, (size = brotliSize(text)));
  return size;
}

/** Modules that a module loads at once: `import … from "./x.js"`, not `import("./x.js")`, which waits until it is called. */
const importsOf = (code: string): string[] =>
  [...code.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g)].map(([, path]) => path!);

/** Every script file that loads with these, by its path in `dist`. */
function withImports(dist: string, paths: string[], found = new Set<string>()): Set<string> {
  for (const path of paths) {
    const file = join(dist, path);
    if (found.has(path) || !existsSync(file)) continue;
    found.add(path);
    withImports(
      dist,
      importsOf(readFileSync(file, 'utf8')).map((other) => posix.join(posix.dirname(path), other)),
      found,
    );
  }
  return found;
}

/** Bytes of the styles in a page. */
export const styleWeight = (html: string): Promise<number> =>
  sizeOnce([...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, css]) => css).join(''));

interface Scripts {
  inline: string[];
  files: Set<string>;
}

/** All script that a page runs by itself: inline, in files, and what those import. */
function scriptsOf(html: string, dist: string, base: string): Scripts {
  const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)].map(
    ([, attributes = '', text = '']) => ({
      src: /\ssrc="?([^"\s>]+)/.exec(attributes)?.[1],
      text,
      isData: /json/.test(attributes),
    }),
  );
  return {
    inline: scripts.filter(({ src, isData }) => !src && !isData).map(({ text }) => text),
    files: withImports(
      dist,
      scripts.flatMap(({ src }) => (src?.startsWith(`${base}/`) ? src.slice(base.length + 1) : [])),
    ),
  };
}

const sumOf = async (texts: string[]): Promise<number> =>
  (await Promise.all(texts.map(sizeOnce))).reduce((sum, size) => sum + size, 0);
const readIn =
  (dist: string) =>
  (path: string): string =>
    readFileSync(join(dist, path), 'utf8');

/** Bytes of the script that a page runs before anybody touches it. */
export async function scriptWeight(html: string, dist: string, base: string): Promise<number> {
  const { inline, files } = scriptsOf(html, dist, base);
  return sumOf([...inline, ...[...files].map(readIn(dist))]);
}

/** Bytes that the home page loads at the first touch of its search: the scripts that only `import()` names, and the heaviest table. */
export async function searchWeight(dist: string, base: string): Promise<number> {
  const { files } = scriptsOf(readIn(dist)('index.html'), dist, base);
  const later = [...files].flatMap((path) =>
    [...readIn(dist)(path).matchAll(/\bimport\(\s*["'`](\.[^"'`]+)["'`]/g)]
      .filter(([, other]) => /\/search\./.test(other!))
      .map(([, other]) => posix.join(posix.dirname(path), other!)),
  );
  const scripts = [...withImports(dist, later)].filter((path) => !files.has(path));
  const tables = await Promise.all(
    globSync('{,*/}search.json', { cwd: dist }).map((path) => sizeOnce(readIn(dist)(path))),
  );
  return (await sumOf(scripts.map(readIn(dist)))) + Math.max(0, ...tables);
}
