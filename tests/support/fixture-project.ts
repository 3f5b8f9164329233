/** A copy of the project in a temporary folder, to break and to build without touching the repository. */
import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { placeOf } from '../../src/lib/content/layout.ts';
import { ROOT } from './fixture-content.ts';

/** What a build needs; everything else of the repository stays where it is. */
const PARTS = ['package.json', 'astro.config.mjs', 'tsconfig.json', 'src', 'content', 'public'];

/** The languages of a copy, however many the site has: what a build does with two it does with fifteen, in an eighth of the time. */
const LANGUAGES: readonly string[] = ['en', 'vi'];

/** The systems of a copy: of each kind that there is, two that share their numbers, one with standard codes alone. */
const SYSTEMS: readonly string[] =
  'discord discord-voice pusher reverb graphql-ws phoenix sockjs cloudflare obs-websocket gemini lichess'.split(
    ' ',
  );

/** Is a file of the repository of a language that a copy has? @param path from the top of the repository */
export function isSpoken(path: string): boolean {
  const { kind, names } = placeOf(path) ?? {};
  const lang = kind === 'decoder' ? names?.id : names?.lang;
  return lang === undefined || LANGUAGES.includes(lang);
}

/** Is a file of the repository part of a copy? One of another language or of another system is not. @param path from the top of the repository */
export function isCopied(path: string): boolean {
  const system = /^content\/systems\/([^/]+)/.exec(path)?.[1];
  return isSpoken(path) && (system === undefined || SYSTEMS.includes(system));
}

/** How a program ended and what it printed. */
export interface Outcome {
  status: number | null;
  out: string[];
  err: string[];
}

export interface Project {
  root: string;
  read(path: string): string;
  write(path: string, text: string): void;
  /** Replaces a text that stands exactly once in a file. */
  replace(path: string, found: string, by: string): void;
  build(...args: string[]): Promise<Outcome>;
  /** The same with further variables of the environment. */
  buildWith(env: Record<string, string>): Promise<Outcome>;
  remove(): void;
}

const lines = (text: string): string[] =>
  stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => line.trim());

/** Makes the copy below `parent`, to be built with `env`; whoever asked for it removes it. @param isPart which files it has */
export function copyProject(
  parent = tmpdir(),
  env: Record<string, string> = {},
  isPart: (path: string) => boolean = isCopied,
): Project {
  mkdirSync(parent, { recursive: true });
  // The real path: a temporary folder behind a link would stand under two names in Vite.
  const root = realpathSync(mkdtempSync(join(parent, 'close-codes-')));
  const filter = (file: string) => isPart(relative(ROOT, file).replaceAll('\\', '/'));
  for (const part of PARTS) cpSync(join(ROOT, part), join(root, part), { recursive: true, filter });
  symlinkSync(realpathSync(join(ROOT, 'node_modules')), join(root, 'node_modules'), 'junction');
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  return {
    root,
    read,
    write,
    replace(path, found, by) {
      const parts = read(path).split(found);
      if (parts.length !== 2)
        throw new Error(
          `${path} has "${found}" ${parts.length - 1} times; expected once; choose another text to break in the test`,
        );
      write(path, parts.join(by));
    },
    build: (...args) => buildIn(root, args, env),
    buildWith: (more) => buildIn(root, [], { ...env, ...more }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function buildIn(root: string, args: string[], env: Record<string, string>): Promise<Outcome> {
  // The address is set, so that the warning about it is not among the lines; nothing of the test runner reaches the build.
  const { DEBUG, FORCE_COLOR, NODE_TEST_CONTEXT, BASE, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(root, 'src/tasks/build.ts'), ...args], {
    cwd: root,
    env: { ...inherited, SITE_URL: 'https://example.org', ...env },
  });
  const printed = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    printed.out += data;
  });
  child.stderr.on('data', (data) => {
    printed.err += data;
  });
  return new Promise((done, failed) =>
    child
      .on('error', failed)
      .on('close', (status) => done({ status, out: lines(printed.out), err: lines(printed.err) })),
  );
}
