/** Brings the implementations here: those from npm by itself, those of Debian by saying what to run. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IMPLEMENTATIONS, type Group } from './implementations.ts';
import { NPM_FOLDER } from './groups/npm.ts';

const STAMP = join(NPM_FOLDER, 'node_modules', '.close-codes-lock');

/** Installs src/measure/npm unless it holds what its lock says. No install script runs: the programs come inside the packages. */
function installNpm(): void {
  const lock = createHash('sha256')
    .update(readFileSync(join(NPM_FOLDER, 'package-lock.json')))
    .digest('hex');
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
