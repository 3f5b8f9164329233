/** `node src/tasks/run.mjs build --strict`: installs if needed, then runs src/tasks/build.ts with the pinned Node. */
import { ensureInstalled, fail, runNode } from './install.mjs';

const TASKS = ['build', 'lint', 'bench', 'serve'];
const [task = '', ...args] = process.argv.slice(2);
if (!TASKS.includes(task)) fail(`task "${task}" found; expected one of ${TASKS.join(', ')}; run: npm run ${TASKS[0]}`);
ensureInstalled();
process.exitCode = await runNode([`src/tasks/${task}.ts`, ...args]);
