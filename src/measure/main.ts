/**
 * `npm run measure [-- --pip] [--debian] [--only ws,undici] [--scenario 'close.*']`: what real implementations do; those from npm,
 * with `--pip` also the newest Python libraries (pip.txt), with `--debian` also those that come as packages of Debian
 * (debian.txt), browsers and proxies among them.
 *
 * Runs each scenario twice against each implementation and writes content/measurements/<group>.json.
 * A part of it (`--only`, `--scenario`) replaces its own rows and leaves the others.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { Measurements, Observed, Row } from '../lib/model/schema.ts';
import { prepare, reachable } from './install.ts';
import { IMPLEMENTATIONS, matches, reasonAgainst } from './implementations.ts';
import { observe, Session, type Observation } from './observe.ts';
import { isSlow, SCENARIOS, type Scenario } from './scenarios.ts';
import { NotApplicable } from './stage.ts';
import type { Group, Implementation, Role } from './types.ts';

/** What to measure. */
export interface Choice {
  groups: Group[];
  only?: string[];
  scenario?: string;
}

/** One implementation in one role, with its scenarios in order. */
export interface Unit {
  implementation: Implementation;
  role: Role;
  scenarios: Scenario[];
}

const FOLDER = join(import.meta.dirname, '..', '..', 'content', 'measurements');

/** Drivers at a time: those that work, and those that only wait. */
const LANES = 2;
const SLOW_LANES = 10;

/** What is to run, without what an implementation cannot do. */
export function plan(
  { groups, only, scenario }: Choice,
  implementations: Implementation[] = IMPLEMENTATIONS,
): Unit[] {
  return implementations
    .filter(({ id, group }) => groups.includes(group) && (!only || only.includes(id)))
    .flatMap((implementation) =>
      implementation.roles.map((role) => ({
        implementation,
        role,
        scenarios: SCENARIOS.filter(
          (each) =>
            each.role === role &&
            (!each.group || each.group === implementation.group) &&
            (!scenario || matches(scenario, each.id)) &&
            reasonAgainst(implementation, each) === undefined,
        ),
      })),
    )
    .filter(({ scenarios }) => scenarios.length > 0);
}

/** Observation of two runs; if they differ, a third one decides, and the other is kept as `race`. */
export async function twice(
  run: () => Promise<Observation>,
): Promise<Observation & { race?: Observed }> {
  const [first, second] = [await run(), await run()];
  if (isDeepStrictEqual(first.observed, second.observed)) return first;
  const third = await run();
  const [kept, other] = isDeepStrictEqual(third.observed, second.observed)
    ? [second, first]
    : [first, second];
  return { ...kept, race: other.observed };
}

/** Starts `jobs` in order, `lanes` at a time. */
async function inLanes(jobs: (() => Promise<void>)[], lanes: number): Promise<void> {
  const queue = [...jobs];
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let job = queue.shift(); job; job = queue.shift()) await job();
    }),
  );
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!;

/** Runs `scenarios` with a driver of their own, one after the other; a scenario that cannot be run gives no row and one line on stderr. */
async function measure(
  { implementation, role, scenarios }: Unit,
  cwd: string,
): Promise<{ rows: Row[]; failures: number }> {
  const rows: Row[] = [];
  const session = new Session(implementation, role, cwd);
  let failures = 0;
  for (const scenario of scenarios) {
    try {
      const { observed, ms, race } = await twice(() => observe(session, scenario));
      rows.push({
        implementation: implementation.id,
        version: implementation.version(),
        role,
        scenario: scenario.id,
        observed,
        ms,
        ...(race && { race }),
      });
    } catch (error) {
      if (!(error instanceof NotApplicable)) failures++;
      say(
        `${implementation.id} ${role} ${scenario.id}: ${firstLine(error)}${error instanceof NotApplicable ? '' : `\n${session.tail}`}`,
      );
      await session.end();
    }
  }
  await session.end();
  return { rows, failures };
}

const keyOf = ({ implementation, role, scenario }: Row): string =>
  `${implementation} ${role} ${scenario}`;

/** `fresh` in place of the rows for which `isReplaced` holds, sorted by implementation, role and scenario. */
export function merge(old: Row[], fresh: Row[], isReplaced: (row: Row) => boolean): Row[] {
  return [...old.filter((row) => !isReplaced(row)), ...fresh].sort((a, b) =>
    keyOf(a).localeCompare(keyOf(b), 'en', { numeric: true }),
  );
}

/** JSON with one row a line. */
export function format({ results, ...head }: Measurements): string {
  const start = JSON.stringify(head, null, 2).slice(0, -2);
  return `${start},\n  "results": [\n${results.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]\n}\n`;
}

function write(group: Group, rows: Row[], isReplaced: (row: Row) => boolean): void {
  const path = join(FOLDER, `${group}.json`);
  const old: Row[] = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).results : [];
  mkdirSync(FOLDER, { recursive: true });
  const results = merge(old, rows, isReplaced);
  writeFileSync(
    path,
    format({
      version: 1,
      date: new Date().toISOString().slice(0, 10),
      platform: `${process.platform} ${process.arch}`,
      results,
    }),
  );
  say(`content/measurements/${group}.json: ${rows.length} rows measured, ${results.length} in all`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      pip: { type: 'boolean' },
      debian: { type: 'boolean' },
      only: { type: 'string' },
      scenario: { type: 'string' },
    },
  });
  const only = values.only?.split(',');
  const unknown = only?.filter((id) => !IMPLEMENTATIONS.some((each) => each.id === id)) ?? [];
  if (unknown.length)
    throw new Error(
      `--only ${unknown.join(',')}: no such implementation; expected some of ${IMPLEMENTATIONS.map(({ id }) => id).join(', ')}`,
    );
  const named = IMPLEMENTATIONS.filter(({ id }) => only?.includes(id)).map(({ group }) => group);
  const wanted: Group[] = only
    ? [...new Set(named)]
    : [
        'npm',
        ...(values.pip ? (['pip'] as const) : []),
        ...(values.debian ? (['debian', 'browsers', 'proxies'] as const) : []),
      ];
  const groups = reachable(wanted);
  // Nothing else was asked for: `reachable` has said why.
  if (!groups.length) return;
  const choice: Choice = {
    groups,
    ...(only && { only }),
    ...(values.scenario && { scenario: values.scenario }),
  };
  const units = plan(choice);
  if (!units.length)
    throw new Error(
      `--scenario ${values.scenario}: nothing to measure; expected a pattern of scenarios such as 'close.*'`,
    );
  const cwd = prepare(groups);

  const rows: Row[] = [];
  let failures = 0;
  const job = (unit: Unit) => async (): Promise<void> => {
    const started = performance.now();
    const done = await measure(unit, cwd);
    rows.push(...done.rows);
    failures += done.failures;
    say(
      `${unit.implementation.id} ${unit.role}: ${done.rows.length} of ${unit.scenarios.length} in ${((performance.now() - started) / 1000).toFixed(1)} s`,
    );
  };
  const fast = units
    .map((unit) => ({ ...unit, scenarios: unit.scenarios.filter((each) => !isSlow(each)) }))
    .filter(({ scenarios }) => scenarios.length);
  const slow = units.flatMap((unit) =>
    unit.scenarios.filter(isSlow).map((each) => ({ ...unit, scenarios: [each] })),
  );
  await Promise.all([inLanes(fast.map(job), LANES), inLanes(slow.map(job), SLOW_LANES)]);

  const isReplaced = ({ implementation, scenario }: Row): boolean =>
    (!only || only.includes(implementation)) &&
    (!values.scenario || matches(values.scenario, scenario));
  for (const group of groups)
    write(
      group,
      rows.filter(
        (row) => IMPLEMENTATIONS.find(({ id }) => id === row.implementation)?.group === group,
      ),
      isReplaced,
    );
  if (failures) throw new Error(`${failures} scenarios could not be run; see above`);
}

if (import.meta.main) {
  // A driver is ended with its process in `exit`, so a signal must lead there.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  try {
    await main();
  } catch (error) {
    say(`measure: ${firstLine(error)}`);
    process.exitCode = 1;
  }
}
