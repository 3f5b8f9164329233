/**
 * `npm test [-- words…] [--strict] [--no-build]`: installs what is missing, builds the site, runs tests/*.test.ts.
 * Words choose the test files whose names hold one of them; if none of these reads dist/, nothing is built. The last line is `N passed, N failed`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ensureInstalled, BUILD_ROOM, ROOT, runNode } from './install.mjs';

const args = process.argv.slice(2);
const filters = args.filter((arg) => !arg.startsWith('-'));
const isCI = !['', '0', 'false', undefined].includes(process.env.CI);

/** Prints the last line and ends the process. */
function finish(passed, failed, skipped = 0) {
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
}

/** A line before the summary that says why no test ran. */
function stop(line) {
  console.log(line);
  finish(0, 1);
}

const unknown = args.find(
  (arg) => arg.startsWith('-') && !['--strict', '--no-build'].includes(arg),
);
if (unknown)
  stop(
    `argument "${unknown}" found; expected --strict, --no-build or a part of a test's file name; for example: npm test -- lint`,
  );

const all = readdirSync(join(ROOT, 'tests'))
  .filter((name) => name.endsWith('.test.ts'))
  .sort();
const files = all.filter(
  (name) => filters.length === 0 || filters.some((word) => name.includes(word)),
);
if (files.length === 0)
  stop(
    `no test file has "${filters.join('" or "')}" in its name; expected a part of one of ${all.join(', ')}; for example: npm test -- ${all[0]?.replace('.test.ts', '')}`,
  );

/** The one way of a test to dist/. */
const SITE = join(ROOT, 'tests', 'support', 'site.ts');

/** Does a file under tests/ reach the built site? It does if it imports support/site.ts, itself or through another file of support/. */
function readsDist(file) {
  const imports = readFileSync(file, 'utf8').matchAll(/ from '(\.\.?\/[^']+)'/g);
  return [...imports]
    .map(([, path]) => join(dirname(file), path))
    .some(
      (path) =>
        path === SITE || (path.startsWith(join(ROOT, 'tests', 'support')) && readsDist(path)),
    );
}

// A failed installation ends the process; the last line is due all the same.
const sayFailed = (code) => {
  if (code) console.log('0 passed, 1 failed');
};
process.on('exit', sayFailed);
ensureInstalled();
process.off('exit', sayFailed);

// Without a built site to read, a build would only be waited for; --strict asks for one, because the build is what it makes strict.
const isBuilt =
  !args.includes('--no-build') &&
  (args.includes('--strict') || files.some((name) => readsDist(join(ROOT, 'tests', name))));
if (isBuilt) {
  console.log('Building the site …');
  const strict = isCI || args.includes('--strict') ? ['--strict'] : [];
  if ((await runNode([BUILD_ROOM, 'src/tasks/build.ts', ...strict])) !== 0) finish(0, 1);
}

console.log(`Running ${files.length === all.length ? 'all tests' : files.join(', ')} …`);
let output = '';
// Three files at a time keep two cores busy, for browsers wait a third of the time. A test of three minutes hangs.
const flags = ['--test', '--test-reporter=spec', '--test-concurrency=3', '--test-timeout=180000'];
const status = await runNode([...flags, ...files.map((name) => `tests/${name}`)], {
  onOutput: (text) => {
    output += text;
  },
  // The reporter would lose its colours in a pipe.
  env: process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : {},
});

/** A number of the reporter's summary, of which the last is the whole run's. */
const count = (name) =>
  Number(
    [...stripVTControlCharacters(output).matchAll(new RegExp(`^ℹ ${name} (\\d+)$`, 'gm'))].at(
      -1,
    )?.[1] ?? 0,
  );
const failed = count('fail') + count('cancelled');
finish(count('pass'), failed === 0 && status !== 0 ? 1 : failed, count('skipped') + count('todo'));
