/** The house rules that a program can check: types hold, everything is formatted, and imports go one way. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { preProcessFile } from 'typescript';

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

/** A way along imports that comes back to a file on it, or undefined. @param imports what each file imports */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const follow = (file: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of imports.get(file) ?? []) {
      const circle = follow(next, [...way, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = follow(file, []);
    if (circle) return circle;
  }
  return undefined;
}

/** The files that a text imports, or of which it takes types, with paths from the root of the project. */
const importsOf = (file: string, text: string): string[] =>
  preProcessFile(text)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => posix.join(posix.dirname(file), name));

test('a circle of imports is found, also one of types, of what is passed on, and of late imports', () => {
  const circleOf = (back: string) =>
    circleIn(
      new Map(
        Object.entries({
          'src/start.ts': `import { a } from './a.ts';`,
          'src/a.ts': `import { b } from './in/b.ts';\nimport fs from 'node:fs';`,
          'src/in/b.ts': back,
        }).map(([file, text]) => [file, importsOf(file, text)]),
      ),
    );
  const circle = ['src/a.ts', 'src/in/b.ts', 'src/a.ts'];
  for (const back of [
    `import { a } from '../a.ts';`,
    `import type { A } from '../a.ts';`,
    `export { a } from '../a.ts';`,
    `const a = await import('../a.ts');`,
  ])
    assert.deepEqual(circleOf(back), circle, back);
  assert.equal(circleOf(`// import { a } from '../a.ts';`), undefined);
});

test('imports go one way: no file of src imports itself by way of others', () => {
  const files = globSync('src/**/*.{ts,mjs}', { cwd: ROOT }).map((file) =>
    file.replaceAll('\\', '/'),
  );
  const imports = new Map(
    files.map((file) => [file, importsOf(file, readFileSync(join(ROOT, file), 'utf8'))]),
  );
  // Nobody imports an empty list: the paths that imports name are those of the files.
  assert.ok(imports.get('src/lib/model/schema.ts')?.includes('src/lib/model/vocabulary.ts'));
  assert.equal(circleIn(imports)?.join(' → '), undefined);
});
