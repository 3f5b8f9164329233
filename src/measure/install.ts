/** Brings the implementations here: those from npm and pip by itself, those of Debian by saying what to run. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IMPLEMENTATIONS } from './implementations.ts';
import { NPM_FOLDER } from './groups/npm.ts';
import { PIP_FOLDER, PIP_LIST } from './groups/pip.ts';
import type { Group } from './types.ts';

const STAMP = join(NPM_FOLDER, 'node_modules', '.close-codes-lock');

/** A fingerprint of the file that pins versions: an installation that bears it is whole. */
const fingerprint = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex');

/** Installs src/measure/npm unless it holds what its lock says. No install script runs: the programs come inside the packages. */
function installNpm(): void {
  const lock = fingerprint(join(NPM_FOLDER, 'package-lock.json'));
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  process.stderr.write('Installing the packages of src/measure/npm (npm ci) …\n');
  const { status } = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'],
    {
      cwd: NPM_FOLDER,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    },
  );
  if (status !== 0)
    throw new Error(
      `src/measure/npm: npm ci ended with ${status}; expected all packages of its package-lock.json; check the network, then run: npm ci --prefix src/measure/npm`,
    );
  writeFileSync(STAMP, lock);
}

/**
 * Makes the virtual environment of pip.txt unless it holds what that says.
 * @returns why there is none, or undefined: a reader without Python or without PyPI measures the rest.
 */
function installPip(): string | undefined {
  const stamp = join(PIP_FOLDER, '.close-codes-lock');
  const lock = fingerprint(PIP_LIST);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return undefined;
  process.stderr.write('Installing the packages of src/measure/pip.txt (pip install) …\n');
  rmSync(PIP_FOLDER, { recursive: true, force: true });
  mkdirSync(PIP_FOLDER, { recursive: true });
  const windows = process.platform === 'win32';
  const steps: [string, string[]][] = [
    [windows ? 'python' : 'python3', ['-m', 'venv', PIP_FOLDER]],
    [
      join(PIP_FOLDER, windows ? 'Scripts' : 'bin', 'python'),
      [
        '-m',
        'pip',
        'install',
        '--quiet',
        '--no-input',
        '--disable-pip-version-check',
        '-r',
        PIP_LIST,
      ],
    ],
  ];
  const failed = steps.find(
    ([program, args]) =>
      spawnSync(program, args, { stdio: ['ignore', process.stderr, 'inherit'] }).status !== 0,
  );
  if (failed) return `${failed[0]} ${failed[1].slice(0, 2).join(' ')} failed`;
  writeFileSync(stamp, lock);
  return undefined;
}

/**
 * The groups that can be measured here: without Python or without PyPI all but `pip`, whose rows then stay as they are.
 */
export function reachable(groups: Group[]): Group[] {
  const reason = groups.includes('pip') ? installPip() : undefined;
  if (!reason) return groups;
  process.stderr.write(
    `pip: skipped, its rows stay as they are: ${reason}; expected Python 3.10 or newer with venv, and PyPI; install python3-venv, check the network, then run it again\n`,
  );
  return groups.filter((group) => group !== 'pip');
}

/** Packages named in debian.txt: the first word of each line that is no comment. */
const debianPackages = (): string[] => {
  const path = join(import.meta.dirname, 'debian.txt');
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s/)[0]!)
    .filter((name) => name && !name.startsWith('#'));
};

/** Makes sure that all implementations of `groups` are installed, compiles the drivers that need it, and makes an empty folder for drivers to run in. */
export function prepare(groups: Group[]): string {
  if (groups.includes('npm')) installNpm();
  const missing = IMPLEMENTATIONS.filter(({ group }) => groups.includes(group))
    .filter(({ version }) => {
      try {
        return !version();
      } catch {
        return true;
      }
    })
    .map(({ id }) => id);
  if (missing.length)
    throw new Error(
      `${missing.join(', ')}: not installed; expected the packages of src/measure/debian.txt; run: apt-get install --no-install-recommends ${debianPackages().join(' ')}`,
    );
  for (const { group, build } of IMPLEMENTATIONS) if (groups.includes(group)) build?.();
  const folder = mkdtempSync(join(tmpdir(), 'close-codes-measure-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
