/** The house rules that a program can check: types hold, and everything is formatted. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';

const ROOT = join(import.meta.dirname, '..');

/** Runs a program of node_modules with this Node. */
const run = (...args: string[]): Promise<{ status: number; output: string }> =>
  new Promise((resolve) =>
    execFile(
      process.execPath,
      args,
      { cwd: ROOT, env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' }, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) =>
        resolve({ status: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    ),
  );

test('types hold in src and tests; a planted error, and only that, is found', async () => {
  // One run for both, for it takes ten seconds.
  const { status, output } = await run(
    'node_modules/astro/bin/astro.mjs',
    'check',
    '--tsconfig',
    'tests/fixtures/types/tsconfig.json',
  );
  const errors = stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => /\berror\b.*\bts\(\d+\)/.test(line));
  assert.match(errors.join('\n'), /types.broken\.ts/, output);
  assert.deepEqual(
    errors.filter((line) => !/types.broken\.ts/.test(line)),
    [],
  );
  assert.equal(status, 1);
});

test('everything is formatted: npm run format changes nothing', async () => {
  const { output } = await run('node_modules/prettier/bin/prettier.cjs', '--list-different', '.');
  assert.equal(output, '');
});
