/** `npm run hosting`: builds, then writes `.hosting/`, all that nginx or Caddy needs: the site with .gz and .br, rules, configurations. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { caddyRules, nginxRules } from '../lib/publishing/hosting.ts';
import { parseRedirects } from '../lib/publishing/redirects.ts';
import { buildSite, errorLines, ROOT } from './build.ts';
import { parseHeaders } from '../lib/publishing/headers.ts';

/** The host in the configurations of src/hosting/, in the place of ours. */
const EXAMPLE = 'close-codes.example';

/** What the servers read as rules and nobody else may read. */
const RULES = ['_headers', '_redirects'];

/** Other files are packed already, such as Pagefind's. */
const COMPRESSIBLE = /\.(?:html|css|js|json|md|txt|xml|svg|wasm|webmanifest)$/;

export interface HostingOptions {
  /** Name of the host, without protocol. */
  host?: string;
  /** Folder under which the site is served: `` or `/close-codes`. */
  base?: string;
}

/**
 * Writes the folder that goes to the server, in the place of what was there.
 * @param dist the built site
 * @param out `site/` (the root of the server), `nginx.conf`, `Caddyfile` and the rules that these two include
 */
export async function packHosting(
  dist: string,
  out: string,
  { host = EXAMPLE, base = '' }: HostingOptions = {},
): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  const site = join(out, 'site');
  const files = filesOf(dist).filter((path) => !RULES.includes(path));
  for (const path of files) {
    mkdirSync(dirname(join(site, base, path)), { recursive: true });
    copyFileSync(join(dist, path), join(site, base, path));
  }
  // The servers know one page of 404, at their top.
  if (base) copyFileSync(join(dist, '404.html'), join(site, '404.html'));
  await Promise.all(
    filesOf(site)
      .filter((path) => COMPRESSIBLE.test(path))
      .map((path) => compress(join(site, path))),
  );
  const read = (name: string) =>
    existsSync(join(dist, name)) ? readFileSync(join(dist, name), 'utf8') : '';
  const headers = parseHeaders(read('_headers'));
  const redirects = parseRedirects(read('_redirects'));
  writeFileSync(join(out, 'rules.nginx'), nginxRules(headers, redirects));
  writeFileSync(join(out, 'rules.caddy'), caddyRules(headers, redirects));
  for (const name of ['nginx.conf', 'Caddyfile']) {
    writeFileSync(
      join(out, name),
      readFileSync(join(ROOT, 'src/hosting', name), 'utf8').replaceAll(EXAMPLE, host),
    );
  }
}

/** Paths of all files of a folder, hidden ones such as `.well-known/` among them. */
const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Writes the compressed forms of a file beside it, each if it is smaller. Both servers look for these names. */
async function compress(file: string): Promise<void> {
  const plain = readFileSync(file);
  const forms = {
    br: brotli(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
    gz: zip(plain, { level: 9 }),
  };
  for (const [ending, packing] of Object.entries(forms)) {
    const packed = await packing;
    if (packed.length < plain.length) await writeFile(`${file}.${ending}`, packed);
  }
}

if (import.meta.main) {
  const out = join(ROOT, '.hosting');
  try {
    await buildSite();
    await packHosting(join(ROOT, 'dist'), out, {
      host: process.env.SITE_URL && new URL(process.env.SITE_URL).host,
      base: process.env.BASE,
    });
    console.log(
      '.hosting/ is ready: copy it to /srv/close-codes/ of the server, then include its nginx.conf or Caddyfile (README, Deploy)',
    );
    process.exit(0);
  } catch (error) {
    errorLines(error).forEach((line) => console.error(line));
    process.exit(1);
  }
}
