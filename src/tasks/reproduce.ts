/** `npm run reproduce 3009`: runs content/codes/3009/reproduce.mjs and writes what it prints to reproduce.out beside it. */
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCode } from '../lib/model/code.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** The longest that a program may take; one that hangs is ended. The slowest needs a third of a second on a quiet machine. */
const LIMIT_MS = 30_000;

/** How a program ended, and what it printed. */
export interface Run {
  /** Null: it was ended after 30 seconds. */
  status: number | null;
  out: string;
  err: string;
}

/** Path of a program, from the top of the repository. @param id a code or a range */
export const programOf = (id: string): string => `content/codes/${id}/reproduce.mjs`;

/** Runs the program of a code with this Node; it is ended by its own id when its time is over. */
export async function runProgram(id: string): Promise<Run> {
  // A colour, or a flag of whoever runs us, would change what it prints.
  const { FORCE_COLOR, NODE_OPTIONS, NODE_TEST_CONTEXT, ...env } = process.env;
  const child = spawn(process.execPath, [join(ROOT, programOf(id))], {
    env,
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  const status = await new Promise<number | null>((done, failed) =>
    child.on('error', failed).on('close', done),
  );
  return { status, out, err };
}

/** Why what a program printed cannot be kept, in one line; nothing if it can. */
export function refusal(id: string, { status, out, err }: Run): string | undefined {
  const refused = (found: string, remedy: string) =>
    `${programOf(id)}: ${found} found; expected a program that ends by itself and prints what each side sees; ${remedy}; reproduce.out is as it was`;
  if (status === null)
    return refused(`no end after ${LIMIT_MS / 1000} seconds`, 'close both sides and the server');
  if (status !== 0 || err)
    return refused(err ? 'an error, above,' : `exit code ${status}`, 'mend it');
  return out.trim()
    ? undefined
    : refused('no output', 'print the code, the reason and wasClean of each side');
}

/** Writes reproduce.out; prints why not, if not. @returns the exit code */
async function record(id: string): Promise<number> {
  const say = (line: string) => {
    console.error(line);
    return 1;
  };
  if (!parseCode(id))
    return say(
      `${id ? `"${id}"` : 'no code'} found; expected a folder of content/codes; for example: npm run reproduce 1006`,
    );
  if (!existsSync(join(ROOT, programOf(id))))
    return say(
      `${programOf(id)}: no file found; expected a program that makes ${id} appear; write it (content/README.md, “The program”)`,
    );
  const run = await runProgram(id);
  process.stdout.write(run.out);
  process.stderr.write(run.err);
  const refused = refusal(id, run);
  if (refused) return say(refused);
  const output = programOf(id).replace('.mjs', '.out');
  writeFileSync(join(ROOT, output), run.out);
  console.log(`written to ${output}`);
  return 0;
}

if (import.meta.main) process.exitCode = await record(process.argv[2] ?? '');
