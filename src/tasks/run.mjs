/** `node src/tasks/run.mjs build --strict`: runs a task with the pinned Node. It never installs: start and test do. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, BUILD_ROOM, ROOT, runNode } from './install.mjs';

/** What runs for each task of package.json. */
const TASKS = {
  build: [BUILD_ROOM, 'src/tasks/build.ts'],
  lint: ['src/tasks/lint.ts'],
  reproduce: ['src/tasks/reproduce.ts'],
  bench: [BUILD_ROOM, 'src/tasks/bench.ts'],
  scale: ['src/tasks/scale.ts'],
  permalinks: ['src/tasks/permalinks.ts'],
  'deploy-check': ['src/tasks/deploy-check.ts'],
  hosting: ['src/tasks/hosting.ts'],
  serve: ['src/tasks/serve.ts'],
  po: ['src/tasks/po.ts'],
  fresh: ['src/tasks/fresh.ts'],
  stale: ['src/tasks/stale.ts'],
  og: ['src/tasks/og.ts'],
  measure: ['src/measure/main.ts'],
  check: ['node_modules/astro/bin/astro.mjs', 'check'],
  format: ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level=warn', '.'],
};

const [task = '', ...args] = process.argv.slice(2);
if (!(task in TASKS))
  fail(
    `task "${task}" found; expected one of ${Object.keys(TASKS).join(', ')}; for example: npm run build`,
  );
if (!existsSync(join(ROOT, 'node_modules')))
  fail('node_modules: not found; expected the packages of package-lock.json; run: npm ci');
process.exitCode = await runNode([...TASKS[task], ...args]);
