/** What the measurements say to someone who must tell two codes apart: one happening that brings one code here and the other there. */
import { onTheWire, type CodeFacts } from './facts.ts';
import { takes } from './measurements.ts';
import { scenarioOf, type Scenario } from './vocabulary.ts';
import type { Row } from './schema.ts';

/** Who was measured: its short name and what it did. The first in a list is named first. */
export interface Witness {
  name: string;
  rows: readonly Row[];
}

/** A name for a list of names: `uvicorn, sansio` would be two there. @example nameInList('uvicorn, sansio') → 'uvicorn (sansio)' */
export const nameInList = (name: string): string => name.replace(/, (.+)$/, ' ($1)');

/** One happening with two outcomes: by whom the other side saw the left code, and by whom the right one. */
export interface Outcomes {
  scenario: string;
  left: string[];
  right: string[];
}

/** One happening with two codes at once: the other side got `sent`, the own program `told`. */
export interface Halves {
  scenario: string;
  names: string[];
  sent: number;
  told: number;
}

/** Who refused a received code; nobody, if all that were measured took it. */
export interface Refusal {
  code: number;
  names: string[];
}

/** Everything that the measurements say about a pair; each list may be empty. */
export interface Evidence {
  outcomes: Outcomes[];
  halves: Halves[];
  refusals: Refusal[];
}

/** Happenings that implementations end with different codes, the commonest first. */
const HAPPENINGS: readonly Scenario[] = [
  'app.throw',
  'app.return',
  'keepalive.fast-no-pong',
  'api.shutdown',
  'msg.too-big-explicit',
  'text.invalid-utf8',
  'frame.reserved-opcode-3',
  'frame.unmasked',
  'deflate.bad-data',
  'close.reason-invalid-utf8',
  'close.one-byte',
];

/** The code that the other side sees; undefined if the connection stays open. */
function seenBy({ observed: { codeSent, tcp } }: Row): number | undefined {
  if (codeSent === 'empty') return 1005;
  if (typeof codeSent === 'number') return codeSent;
  return codeSent === null && (tcp === 'fin' || tcp === 'rst') ? 1006 : undefined;
}

type ByScenario = ReadonlyMap<string, { name: string; row: Row }[]>;

const namesOf = (found: { name: string; row: Row }[], has: (row: Row) => boolean): string[] => [
  ...new Set(found.filter(({ row }) => has(row)).map(({ name }) => name)),
];

/** The outcomes of one scenario; whoever did both, as server and as client, is left out. */
function outcomesOf(all: ByScenario, scenario: string, left: number, right: number): Outcomes[] {
  const found = all.get(scenario) ?? [];
  const [a, b] = [left, right].map((code) => namesOf(found, (row) => seenBy(row) === code));
  const only = {
    left: a!.filter((name) => !b!.includes(name)),
    right: b!.filter((name) => !a!.includes(name)),
  };
  return only.left.length && only.right.length ? [{ scenario, ...only }] : [];
}

function halvesOf(all: ByScenario, scenario: string, sent: number, told: number): Halves[] {
  const names = namesOf(
    all.get(scenario) ?? [],
    (row) => row.observed.codeSent === sent && row.observed.codeReported === told,
  );
  return names.length ? [{ scenario, names, sent, told }] : [];
}

/** Who refused the code; undefined if nobody was asked. */
function refusalOf(all: ByScenario, code: number): Refusal | undefined {
  const found = all.get(`close.code.${code}`);
  return found && { code, names: namesOf(found, (row) => !takes(row)) };
}

/**
 * Reads what was measured of two single codes.
 * @param witnesses everyone who was measured, in the order in which they are to be named
 */
export function evidenceFrom(
  witnesses: readonly Witness[],
): (left: CodeFacts, right: CodeFacts) => Evidence {
  const all: ByScenario = Map.groupBy(
    witnesses.flatMap(({ name, rows }) => rows.map((row) => ({ name: nameInList(name), row }))),
    ({ row }) => row.scenario,
  );
  return (left, right) => {
    const [a, b] = [left.first, right.first];
    const answered = [left, right].filter(onTheWire).map(({ first }) => `close.code.${first}`);
    // No answer is not an answer: 1005 and 1006 tell nothing here.
    const answers = [left, right].every(onTheWire) ? answered : [];
    const refusals = [left, right].flatMap((code) =>
      onTheWire(code) ? (refusalOf(all, code.first) ?? []) : [],
    );
    const differ = refusals.length === 2 && refusals[0]!.names.join() !== refusals[1]!.names.join();
    return {
      outcomes: [...HAPPENINGS, ...answers].flatMap((scenario) => outcomesOf(all, scenario, a, b)),
      halves: HAPPENINGS.flatMap((scenario) => [
        ...halvesOf(all, scenario, a, b),
        ...halvesOf(all, scenario, b, a),
      ]),
      refusals: differ ? refusals : [],
    };
  };
}

/** Is the scenario a received Close frame with this very code? */
export const isAnswer = (scenario: string): boolean =>
  scenarioOf(scenario)!.word === 'close.code.N';
