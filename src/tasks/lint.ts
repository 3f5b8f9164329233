/** `npm run lint [-- --strict]`: one line a problem, wrong ones first. With --strict, what is behind fails too. */
import { join } from 'node:path';
import { formatProblem, lint } from '../lint/index.ts';
import { readFiles } from '../lib/content/files.ts';

const problems = lint(readFiles(join(import.meta.dirname, '..', '..')));
const [wrong, behind] = ['wrong', 'behind'].map(
  (name) => problems.filter(({ level }) => level === name).length,
);
for (const problem of problems) console.log(`${problem.level.padEnd(6)} ${formatProblem(problem)}`);
console.log(`${wrong} wrong, ${behind} behind${behind ? ', which --strict and CI refuse' : ''}`);
process.exitCode = wrong || (behind && process.argv.includes('--strict')) ? 1 : 0;
