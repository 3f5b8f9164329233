/** `node src/tasks/run.mjs build --strict`: runs src/tasks/build.ts with the pinned Node. It never installs: start and test do. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ROOT, runNode } from './install.mjs';

const TASKS = ['build', 'lint', 'bench', 'serve'];
const [task = '', ...args] = process.argv.slice(2);
if (!TASKS.includes(task)) fail(`task "${task}" found; expected one of ${TASKS.join(', ')}; run: npm run ${TASKS[0]}`);
if (!existsSync(join(ROOT, 'node_modules'))) fail('node_modules: not found; expected the packages of package-lock.json; run: npm ci');
process.exitCode = await runNode([`src/tasks/${task}.ts`, ...args]);
