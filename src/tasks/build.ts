/** `npm run build [-- --strict]`: lint, Astro, Pagefind, `_headers`, `_redirects`; `dist/` changes only when all of it succeeded. */
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import * as pagefind from 'pagefind';
import { formatProblem, lint } from '../lint/index.ts';
import { readFiles } from '../lib/content/files.ts';
import {
  collectInline,
  contentSecurityPolicy,
  headersFile,
  type InlineHashes,
} from '../lib/publishing/headers.ts';
import { exceeded } from '../lib/publishing/limits.ts';
import { redirectsFile, redirectsFor } from '../lib/publishing/redirects.ts';
import { usageOf } from './deploy-check.ts';
import { logged } from './log.ts';
import { now, phases, type Moment, type Moments } from './phases.ts';

/** Top folder of the repository, without a slash at its end. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** How many translations behind are named one by one when they do not stop the build. */
const BEHIND_SHOWN = 10;

/** A failure whose lines say all there is to say: file, what was found, what was expected, the remedy. */
export class BuildError extends Error {
  readonly lines: string[];
  constructor(...lines: string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** Seconds by the clock and of processor time. */
export interface Phase {
  name: string;
  seconds: number;
  cpu: number;
}

export interface BuildReport {
  phases: Phase[];
  /** From the first file read to the new `dist/`. */
  total: Phase;
  pages: number;
  /** Pages a second of the render phase. */
  rate: number;
}

export interface BuildOptions {
  /** Stop for what is only behind, too: translations missing or stale. */
  strict?: boolean;
  /** Where the finished site goes. */
  out?: string;
  print?: (line: string) => void;
}

/** Builds the whole site in a fresh folder and puts it in the place of `out`. Throws a BuildError with one line a problem. */
export async function buildSite({
  strict = false,
  out = join(ROOT, 'dist'),
  print = console.log,
}: BuildOptions = {}): Promise<BuildReport> {
  process.chdir(ROOT);
  const clock = startClock();
  checkAddress(print);
  lintContent(strict, print);
  clock.lap('lint');
  const work = freshFolder();
  try {
    const site = join(work, 'site');
    const moments = await runAstro(site, join(work, 'cache'), print);
    clock.lap('astro config', moments.config);
    clock.lap('content', moments.content);
    clock.lap('vite', moments.vite);
    clock.lap('render', moments.render);
    clock.lap('astro end');
    const pages = pagesOf(site);
    await indexPages(site, pages);
    clock.lap('pagefind');
    writeHeaders(site, pages);
    writeFileSync(
      join(site, '_redirects'),
      redirectsFile(redirectsFor(...addressesOf(pages.filter(isSpelt)))),
    );
    const over = exceeded(usageOf(site));
    if (over.length) throw new BuildError(...over);
    clock.lap('headers');
    swapIn(site, out);
    clock.lap('swap');
    return {
      phases: clock.laps,
      total: clock.total(),
      pages: pages.length,
      rate: pages.length / clock.laps.find(({ name }) => name === 'render')!.seconds,
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Is it a page whose other spellings hosts have rules for? Pages of systems and of their numbers grow without end, and hosts read a limited
 * number of rules: these are left to the script of the 404 page.
 */
function isSpelt(path: string): boolean {
  const page = path
    .split('/')
    .at(-1)!
    .replace(/\.html$/, '');
  const has = (kind: string, name: string) => existsSync(join(ROOT, 'content', kind, name));
  return /^\d+$/.test(page)
    ? has('codes', page)
    : !has('systems', page.replace(/-codes-\d+$/, '')) && !/^(?:\d+-)?systems-\d+$/.test(page);
}

/** A stop-watch. */
function startClock() {
  const started = now();
  const laps: Phase[] = [];
  let last = started;
  const between = (name: string, from: Moment, to: Moment): Phase => ({
    name,
    seconds: to.clock - from.clock,
    cpu: to.cpu - from.cpu,
  });
  return {
    laps,
    /** Ends a phase at `moment`, which is now unless somebody noted it. */
    lap(name: string, moment = now()) {
      laps.push(between(name, last, moment));
      last = moment;
    },
    total: () => between('total', started, last),
  };
}

/** Refuses a SITE_URL or BASE that would make wrong addresses on every page. */
function checkAddress(print: (line: string) => void): void {
  const { SITE_URL, BASE } = process.env;
  if (!SITE_URL)
    print(
      'warning: SITE_URL is not set, so canonical addresses say http://localhost:4321; before publishing: SITE_URL=https://… npm run build',
    );
  else if (!isOrigin(SITE_URL)) {
    throw new BuildError(
      `SITE_URL is "${SITE_URL}"; expected http or https and a host, without path or slash at its end, such as https://close-codes.org; a folder goes into BASE`,
    );
  }
  if (BASE && !/^(?:\/[\w.~-]+)+$/.test(BASE)) {
    throw new BuildError(
      `BASE is "${BASE}"; expected a path that begins with / and has no slash at its end, such as /close-codes; leave it unset for a site at the top of its host`,
    );
  }
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text;
}

/** Stops for content that is wrong; what is behind is named, and stops with `strict`. */
function lintContent(strict: boolean, print: (line: string) => void): void {
  const problems = lint(readFiles(ROOT));
  const lines = (level: string) =>
    problems.filter((problem) => problem.level === level).map(formatProblem);
  const wrong = lines('wrong');
  const behind = lines('behind');
  if (wrong.length || (strict && behind.length))
    throw new BuildError(...wrong, ...(strict ? behind : []));
  behind.slice(0, BEHIND_SHOWN).forEach((line) => print(`behind: ${line}`));
  if (behind.length > BEHIND_SHOWN)
    print(`behind: ${behind.length - BEHIND_SHOWN} more; all of them: npm run lint`);
  lines('left').forEach((line) => print(`left: ${line}`));
}

/** A new folder for this build alone, so that nothing of another build gets into it; left-overs of killed ones go. */
function freshFolder(): string {
  const parent = join(ROOT, 'node_modules/.cache/close-codes');
  mkdirSync(parent, { recursive: true });
  const anHourAgo = Date.now() - 3_600_000;
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    if (name.startsWith('build-') && statSync(folder).mtimeMs < anHourAgo)
      rmSync(folder, { recursive: true, force: true });
  }
  return mkdtempSync(join(parent, 'build-'));
}

/** Astro marks compiled MDX with a directive of its own, and its bundler warns of it, once for each entry. */
const HARMLESS = /MODULE_LEVEL_DIRECTIVE/;

/** Runs Astro with a cache of its own, for the content store does not notice changes of the code that wrote it. */
async function runAstro(
  site: string,
  cacheDir: string,
  print: (line: string) => void,
): Promise<Moments> {
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  const moments: Partial<Moments> = {};
  const log = logged();
  log.length = 0;
  try {
    // Here, not above: whoever only made a mistake in a file need not wait for it.
    const { build } = await import('astro');
    await build({
      root: ROOT,
      outDir: site,
      cacheDir,
      logLevel: 'warn',
      logger: { entrypoint: join(import.meta.dirname, 'log.ts') },
      integrations: [phases(moments)],
    });
  } catch (error) {
    if (process.env.DEBUG) console.error(error);
    throw new BuildError(...failureLines(error));
  }
  // Astro logs some failures of content and goes on; half a site is not one.
  const errors = log.filter(({ level }) => level === 'error');
  if (errors.length) throw new BuildError(...errors.map(({ message }) => oneLine(message)));
  log
    .filter(({ level, message }) => level === 'warn' && !HARMLESS.test(message))
    .forEach(({ label, message }) =>
      print(`warning: ${label ? `${label}: ` : ''}${oneLine(message)}`),
    );
  return moments as Moments;
}

/** What errors of Astro, Vite and MDX carry, where they carry it. */
interface Failure extends Error {
  /** The bundler's error is a list of others. */
  errors?: Failure[];
  id?: string;
  hint?: string;
  loc?: { file?: string; line?: number; column?: number };
}

/** `src/pages/x.astro:3:7: what was found; the remedy`, a line for each thing that was thrown. */
export function failureLines(thrown: unknown): string[] {
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as Failure;
  if (error.errors?.length) return error.errors.flatMap(failureLines);
  const page = /Caught error rendering (\S+?):/.exec(
    logged()
      .map(({ message }) => message)
      .join('\n'),
  )?.[1];
  const { line, column } = error.loc ?? {};
  const file = placeOf(error);
  const place = [file && inRepository(file), file && line, file && line && column]
    .filter(Boolean)
    .join(':');
  const message = oneLine(withoutFrames(error.message || error.name));
  const parts = [
    place && !message.startsWith(place) ? `${place}: ${message}` : message,
    page && `found while rendering ${page}`,
    error.hint && oneLine(error.hint),
    'the whole stack: DEBUG=1 npm run build',
  ];
  return [parts.filter(Boolean).join('; ')];
}

/** A message without the code and the stack that some programs draw below it, and without the place before it, which is said anyway. */
const withoutFrames = (message: string): string =>
  stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => !/^\s+at |[╭│╰─]/.test(line))
    .join('\n')
    .replace(/^\[[\w:]+\] /, '')
    .replace(/^(?:\S+:)?\d+:\d+: /, '');

/** The file at fault: as the error says, else the first of ours on its stack. */
function placeOf({ loc, id, stack = '' }: Failure): string | undefined {
  const ours = stack
    .split('\n')
    .filter((line) => line.includes(ROOT) && !/node_modules|src\/tasks/.test(line))
    .join('\n');
  return (
    loc?.file ??
    id ??
    /\(?(?:file:\/\/)?([^\s()]*\/(?:src\/|content\/|astro\.config)[^\s():]+)/.exec(ours)?.[1]
  );
}

function inRepository(file: string): string {
  const path = (file.startsWith('file:') ? fileURLToPath(file) : file).replace(/[?#].*$/, '');
  return (isAbsolute(path) ? relative(ROOT, path) : path).replaceAll('\\', '/');
}

/** A message of many lines, in colour and with emphasis, as one plain line. */
function oneLine(message: string): string {
  return stripVTControlCharacters(message)
    .replaceAll('**', '')
    .replaceAll(`${ROOT}/`, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\s{2,}/g, ' ')
    .trim()
    .replace(/[.;:]$/, '');
}

/** The paths of all pages in the site, in a fixed order. Whoever reads them holds one at a time: all of them are half a gigabyte at fifteen languages. */
function pagesOf(site: string): string[] {
  const paths = globSync('**/*.html', { cwd: site })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
  if (paths.length === 0)
    throw new BuildError(
      'dist: no page was built; expected one for each code of content/codes; is there a file in src/pages?',
    );
  return paths;
}

const readPage = (site: string, path: string): string => readFileSync(join(site, path), 'utf8');

/** Address of a page on a host that resolves `.html`, without BASE. @example addressOf('vi/1006.html') === '/vi/1006' */
export const addressOf = (path: string): string =>
  `/${path.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '')}`;

/** The last parts of the addresses in English, and the other languages: a folder with a home page is one. */
function addressesOf(paths: readonly string[]): [pages: string[], languages: string[]] {
  const names = paths.filter((path) => path !== '404.html').map((path) => addressOf(path).slice(1));
  return [
    names.filter((name) => !name.includes('/')),
    names.filter((name) => name.endsWith('/')).map((name) => name.slice(0, -1)),
  ];
}

/** What the browser's part of Pagefind needs; the rest of its bundle are user interfaces that we do not use. */
const NEEDED =
  /^(?:pagefind\.js|pagefind-worker\.js|pagefind-entry\.json|wasm\..*\.pagefind|pagefind\..*\.pf_meta|(?:index|fragment|filter)\/.*)$/;

/** Writes Pagefind's indexes, one for each `<html lang>`, of the pages that ask for it with `data-pagefind-body`. */
async function indexPages(site: string, pages: readonly string[]): Promise<void> {
  const outputPath = join(site, 'pagefind');
  const { index, errors } = await pagefind.createIndex();
  if (!index) throw pagefindError(errors);
  for (const path of pages) {
    const content = readPage(site, path);
    if (!content.includes('data-pagefind-body')) continue;
    const added = await index.addHTMLFile({ url: addressOf(path), content });
    if (added.errors.length) throw pagefindError(added.errors, path);
  }
  const written = await index.writeFiles({ outputPath });
  if (written.errors.length) throw pagefindError(written.errors);
  await pagefind.close();
  for (const entry of readdirSync(outputPath, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !NEEDED.test(relative(outputPath, file).replaceAll('\\', '/')))
      rmSync(file);
  }
}

const pagefindError = (errors: string[], path = 'pagefind') =>
  new BuildError(
    `${path}: Pagefind found ${oneLine(errors.join('; '))}; expected an index; try npm ci, for its program comes with an optional package`,
  );

/** Writes `_headers` with the hashes of everything inline; what no hash can allow stops the build. */
function writeHeaders(site: string, pages: readonly string[]): void {
  const hashes: InlineHashes = { scripts: new Set(), styles: new Set() };
  const forbidden: string[] = [];
  for (const path of pages) {
    forbidden.push(
      ...collectInline(readPage(site, path), hashes).map(
        (found) =>
          `${path}: ${found} found; expected none, for the Content Security Policy forbids it; use a class, or addEventListener`,
      ),
    );
  }
  if (forbidden.length) throw new BuildError(...forbidden.slice(0, 20));
  const csp = contentSecurityPolicy(hashes);
  writeFileSync(join(site, '_headers'), headersFile(csp, process.env.BASE ?? ''));
}

/** Puts the finished site in the place of the old one; between the two renames there is no site, never half a one. */
function swapIn(site: string, out: string): void {
  const old = join(site, '..', 'old');
  move(out, old);
  move(site, out);
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    if (code !== 'EXDEV') throw error;
    // node_modules is on another disk.
    cpSync(from, to, { recursive: true });
    rmSync(from, { recursive: true });
  }
}

/** The report as a table. */
export function formatReport({ phases: laps, total, pages, rate }: BuildReport): string {
  const rows = [...laps, total].map(
    ({ name, seconds, cpu }) =>
      `  ${name.padEnd(14)}${seconds.toFixed(2).padStart(7)} s${cpu.toFixed(2).padStart(9)} s of CPU`,
  );
  return [...rows, `${pages} pages, ${Math.round(rate)} pages/s in the render phase`].join('\n');
}

/** The lines of a failure; an unforeseen one is a line as well. */
export function errorLines(error: unknown): string[] {
  if (error instanceof BuildError) return error.lines;
  if (process.env.DEBUG) console.error(error);
  return failureLines(error);
}

if (import.meta.main) {
  const unknown = process.argv.slice(2).filter((argument) => argument !== '--strict');
  try {
    if (unknown.length)
      throw new BuildError(
        `argument "${unknown[0]}" found; expected --strict or nothing; run: npm run build -- --strict`,
      );
    const report = await buildSite({ strict: process.argv.includes('--strict') });
    console.log(formatReport(report));
  } catch (error) {
    errorLines(error).forEach((line) => console.error(line));
    // Astro still renders other pages, and Pagefind's program would keep this one alive.
    process.exit(1);
  }
}
