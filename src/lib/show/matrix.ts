/** What the pages show of the measurements: which scenarios matter for a code, who did what, and what one implementation does in all. */
import type { CodeRange } from '../model/code.ts';
import type { CodeFacts } from '../model/facts.ts';
import { byUse, type KnownLibrary } from '../model/libraries.ts';
import {
  byScenario,
  deviationsOf,
  forbiddenBy,
  originOf,
  takes,
  type Measured,
} from '../model/measurements.ts';
import { DEVIATIONS, scenarioOf, type Deviation, type Role } from '../model/vocabulary.ts';
import type { Row } from '../model/schema.ts';

/** One implementation in one role, with everything that it did. */
export interface Implementation {
  id: string;
  /** Short, as tables show it. */
  name: string;
  library: KnownLibrary;
  version: string;
  role: Role;
  /** Its place on the page of a code; without one it stands on further pages only. */
  place?: number | undefined;
  rows: Measured[];
}

/**
 * The implementations of the rows, the most used first.
 * @throws if an implementation belongs to no library
 */
export function implementationsOf(
  rows: readonly Measured[],
  libraries: readonly KnownLibrary[],
): Implementation[] {
  const owners = new Map(
    libraries.flatMap((library) =>
      Object.entries(library.measuredAs ?? {}).map(
        ([id, name]) => [id, { library, name }] as const,
      ),
    ),
  );
  return [...Map.groupBy(rows, ({ implementation, role }) => `${implementation} ${role}`).values()]
    .map((own): Implementation => {
      const { implementation: id, version, role } = own[0]!;
      const owner = owners.get(id);
      if (!owner)
        throw new Error(
          `content/measurements: found implementation "${id}"; expected one that a file of content/libraries names; add it to measuredAs of its library`,
        );
      return {
        id,
        version,
        role,
        ...owner,
        place: owner.library.codePages?.[id],
        rows: [...own].sort((a, b) => byScenario(a.scenario, b.scenario)),
      };
    })
    .sort((a, b) => byUse(a.library, b.library) || a.name.localeCompare(b.name, 'en'));
}

/** Most rows of the table on a code's own page. */
const MOST = 8;

/** The other role shows what the wanted one cannot: a page is left by clients only, a process told to stop is a server. */
const rowOf = (scenario: string, role: Role, own: readonly Measured[]): Measured | undefined => {
  const found = own.filter((row) => row.scenario === scenario);
  return found.find((row) => row.role === role) ?? found[0];
};

/** A line of the small table: an implementation and what it did in each scenario. */
export interface Line {
  id: string;
  /** Id of its library. */
  library: string;
  name: string;
  version: string;
  cells: (Measured | undefined)[];
}

/** The small table of a code's own page; undefined if nothing was measured that tells of it. */
export function smallTable(
  code: CodeFacts,
  rows: readonly Measured[],
  implementations: readonly Implementation[],
): { scenarios: string[]; lines: Line[] } | undefined {
  const telling = code.facts.measured;
  if (!telling) return undefined;
  const scenarios = telling.scenarios.filter((scenario) =>
    rows.some((row) => row.scenario === scenario),
  );
  const rowsOf = Map.groupBy(rows, ({ implementation }) => implementation);
  const placed = new Map(
    implementations
      .filter(({ place }) => place !== undefined)
      .sort((a, b) => a.place! - b.place!)
      .map((one) => [one.id, one]),
  );
  const lines = [...placed.values()]
    .flatMap(({ id, library, name, version }): Line[] => {
      const cells = scenarios.map((scenario) =>
        rowOf(scenario, telling.role, rowsOf.get(id) ?? []),
      );
      return cells.some(Boolean) ? [{ id, library: library.id, name, version, cells }] : [];
    })
    .slice(0, MOST);
  return scenarios.length && lines.length ? { scenarios, lines } : undefined;
}

/** Does a number belong to this code or range? */
const within = (code: CodeRange, number: unknown): boolean =>
  typeof number === 'number' && number >= code.first && number <= code.last;

/** What several implementations did alike: the same codes, the same end. */
export interface Outcome {
  example: Measured;
  rows: Measured[];
  deviations: Deviation[];
}

/** What the reader sees of a row; rows that look alike stand together. */
const looksOf = (row: Row): string => {
  const { codeSent, codeReported, tcp } = row.observed;
  return [codeSent, codeReported, originOf(row), tcp, ...deviationsOf(row)].join(' ');
};

/** The rows of a scenario by what happened, what most did first. */
export function outcomesOf(rows: readonly Measured[]): Outcome[] {
  return [...Map.groupBy(rows, looksOf).values()]
    .map((alike) => ({ example: alike[0]!, rows: alike, deviations: deviationsOf(alike[0]!) }))
    .sort((a, b) => b.rows.length - a.rows.length);
}

/** An implementation that an outcome names. */
export type Actor = Pick<Implementation, 'library' | 'name' | 'version'> & {
  /** In which roles it did so; none if it did nothing else in the other one. */
  roles: Role[];
};

/**
 * Who did what each outcome says.
 * @param implementations those of the rows
 * @returns the actors of each outcome, in the order of its rows
 */
export function actorsOf(
  outcomes: readonly Outcome[],
  implementations: readonly Implementation[],
): Actor[][] {
  const rowsIn = Map.groupBy(
    outcomes.flatMap(({ rows }) => rows),
    ({ implementation }) => implementation,
  );
  return outcomes.map(({ rows }) =>
    [...Map.groupBy(rows, ({ implementation }) => implementation)].map(([id, own]) => ({
      ...implementations.find((one) => one.id === id)!,
      roles: rowsIn.get(id)!.length > own.length ? own.map(({ role }) => role) : [],
    })),
  );
}

/** A scenario, or several of one kind that all ended alike, with what happened; `elsewhere`: it is not about the code, and only those stand there who sent or reported it. */
export interface ScenarioOutcomes {
  scenarios: string[];
  elsewhere: boolean;
  outcomes: Outcome[];
}

/** Is a row of the measurements about a code: does its scenario name it, or tell most of it, or did somebody send or report it? */
function aboutCode(code: CodeFacts): {
  names: (id: string) => boolean;
  isShown: (row: Row) => boolean;
} {
  const telling = code.facts.measured?.scenarios ?? [];
  const names = (id: string) =>
    telling.includes(id) ||
    (/^(close|api)\.close\.|^close\.code\./.test(id) && within(code, scenarioOf(id)?.number));
  return {
    names,
    isShown: ({ scenario, observed: { codeSent, codeReported } }) =>
      within(code, codeSent) || within(code, codeReported) || names(scenario),
  };
}

/**
 * Everything that was measured about a code: the scenarios that tell most, those that name it, and every other one in which
 * somebody sent or reported it, with what those did.
 */
export function fullTable(code: CodeFacts, rows: readonly Measured[]): ScenarioOutcomes[] {
  const telling = code.facts.measured?.scenarios ?? [];
  const { names, isShown } = aboutCode(code);
  const shown = rows.filter(isShown);
  const ranked = (id: string) =>
    telling.includes(id) ? telling.indexOf(id) : names(id) ? telling.length : telling.length + 1;
  const each = [...Map.groupBy(shown, ({ scenario }) => scenario)]
    .sort(([a], [b]) => ranked(a) - ranked(b) || byScenario(a, b))
    .map(([scenario, own]) => ({
      scenario,
      elsewhere: !names(scenario),
      outcomes: outcomesOf(own),
    }));
  const alike = ({ scenario, elsewhere, outcomes }: (typeof each)[number]): string =>
    JSON.stringify([
      scenarioOf(scenario)!.word,
      elsewhere,
      outcomes.map(({ example, rows: own }) => [
        looksOf(example),
        own.map(({ implementation, role }) => [implementation, role]),
      ]),
    ]);
  return [...Map.groupBy(each, alike).values()].map((same) => ({
    scenarios: same.map(({ scenario }) => scenario),
    elsewhere: same[0]!.elsewhere,
    outcomes: same[0]!.outcomes,
  }));
}

/** Has this code anything measured for a page of its own? */
export const isMeasured = (code: CodeFacts, rows: readonly Measured[]): boolean =>
  code.facts.measured !== undefined && rows.some(aboutCode(code).isShown);

/** The ranges of RFC 6455 section 7.4.2, with what lies outside them; a list of codes never runs over their borders. */
const zoneOf = (code: number): number =>
  [1000, 3000, 5000].filter((border) => code >= border).length;

/**
 * Numbers as ranges, as far as nothing that was measured lies between them.
 * @param measured all numbers that were tried, in order
 * @example rangesOf([1000, 1001, 3000, 3999], [999, 1000, 1001, 1002, 3000, 3999]) → [[1000, 1001], [3000, 3999]]
 */
export function rangesOf(
  numbers: readonly number[],
  measured: readonly number[],
): [first: number, last: number][] {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const before = ranges.at(-1);
    const follows =
      before &&
      measured[measured.indexOf(before[1]) + 1] === number &&
      zoneOf(number) === zoneOf(before[1]);
    if (follows) before[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}

/** Numbers that a group of scenarios was run with, in order. */
export const numbersOf = (rows: readonly Row[], word: string): number[] =>
  [
    ...new Set(
      rows.flatMap(({ scenario }) => {
        const found = scenarioOf(scenario)!;
        return found.word === word ? found.number! : [];
      }),
    ),
  ].sort((a, b) => a - b);

/** The codes that one implementation takes, refuses and sends. */
export interface Codes {
  accepts: number[];
  refuses: number[];
  sends: number[];
  received: number[];
  asked: number[];
}

/** @param rows of one implementation in one role */
export function codesOf(rows: readonly Row[]): Codes {
  const received = numbersOf(rows, 'close.code.N');
  const asked = numbersOf(rows, 'api.close.N');
  const row = (scenario: string) => rows.find((one) => one.scenario === scenario)!;
  const refuses = received.filter((code) => isRefused(row(`close.code.${code}`)));
  return {
    received,
    asked,
    refuses,
    accepts: received.filter((code) => !refuses.includes(code)),
    sends: asked.filter((code) => row(`api.close.${code}`).observed.codeSent === code),
  };
}

/** Did the implementation refuse the Close frame of this `close.code.N`? */
function isRefused(row: Row): boolean {
  const found = deviationsOf(row);
  const code = scenarioOf(row.scenario)!.number!;
  // A client may refuse 1010, so that is no deviation.
  if (code === 1010 && row.role === 'client') return !takes(row);
  return forbiddenBy(code)
    ? found.length === 0
    : found.some((name) => name === 'refuses' || name === 'refusesLater');
}

/** The first row of the first of these scenarios that was measured. */
export const firstOf = (rows: readonly Measured[], ...scenarios: string[]): Measured | undefined =>
  scenarios.map((scenario) => rows.find((row) => row.scenario === scenario)).find(Boolean);

/** A deviation of an implementation with everything that shows it. */
export interface Departure {
  deviation: Deviation;
  rows: Measured[];
}

/** The deviations of some rows, those against a MUST first. */
export function departuresOf(rows: readonly Measured[]): Departure[] {
  const order = Object.keys(DEVIATIONS);
  const found = rows.flatMap((row) => deviationsOf(row).map((deviation) => ({ deviation, row })));
  return [...Map.groupBy(found, ({ deviation }) => deviation)]
    .map(([deviation, all]) => ({ deviation, rows: all.map(({ row }) => row) }))
    .sort((a, b) => order.indexOf(a.deviation) - order.indexOf(b.deviation));
}

/** A column of the table of all implementations: codes, or what happened in the first of some scenarios that was run. */
export type Column =
  | { codes: 'accepts' | 'refuses' | 'sends' }
  | {
      name: 'protocolError' | 'idle' | 'throws' | 'shutdown' | 'unanswered' | 'lost';
      scenarios: string[];
      time?: boolean;
    }
  | { scenarios: [string]; time?: boolean };

const CODE_COLUMNS: Column[] = [{ codes: 'accepts' }, { codes: 'refuses' }, { codes: 'sends' }];

/** What the table of each role shows; `time`: how long it took tells most. */
export const COLUMNS: Record<Role, readonly Column[]> = {
  server: [
    ...CODE_COLUMNS,
    { name: 'protocolError', scenarios: ['frame.reserved-opcode-3'] },
    { name: 'idle', scenarios: ['keepalive.fast-no-pong', 'slow.idle-no-pong'] },
    { name: 'throws', scenarios: ['app.throw'] },
    { name: 'shutdown', scenarios: ['api.shutdown', 'proc.sigterm'] },
    { name: 'unanswered', scenarios: ['slow.close-no-reply'], time: true },
  ],
  client: [
    ...CODE_COLUMNS,
    { name: 'protocolError', scenarios: ['frame.reserved-opcode-3'] },
    { name: 'lost', scenarios: ['tcp.fin'] },
    { scenarios: ['hs.status-403'] },
    { scenarios: ['proc.sigterm'] },
    { name: 'unanswered', scenarios: ['slow.api-close-noreply'], time: true },
  ],
  proxy: [
    { scenarios: ['proxy.idle-timeout-1s'], time: true },
    { scenarios: ['proxy.idle-default'], time: true },
    { scenarios: ['proxy.backend-close-1013'] },
    { scenarios: ['proxy.backend-fin'] },
    { scenarios: ['proxy.backend-rst'] },
    { scenarios: ['proxy.backend-down'] },
    { scenarios: ['proxy.backend-403'] },
    { scenarios: ['proxy.upgrade-not-configured'] },
    { scenarios: ['proxy.sigterm'] },
    { scenarios: ['proxy.reload'] },
  ],
};

/** All numbers that Close frames were sent with, as ranges of what was tried. */
export const triedCodes = (rows: readonly Row[]): number[] => numbersOf(rows, 'close.code.N');

/** The id of a scenario as an anchor. */
export const anchorOf = (scenario: string): string => scenario.replaceAll('.', '-');

/** A text with the number of its row's scenario as a sign: what several rows print with their own numbers is one text. */
export const withoutNumber = (text: string | null, { scenario }: Row): string => {
  const number = scenarioOf(scenario)!.number;
  return number === undefined
    ? (text ?? '')
    : (text ?? '').replace(new RegExp(`\\b${number}\\b`, 'g'), '…');
};

/** Rows of one kind of scenario in which the same happened but for its number: `Close frame with 0, 999, 1004`. */
export const alikeRows = (rows: readonly Measured[]): Measured[][] => [
  ...Map.groupBy(rows, (row) => {
    const { codeSent, codeReported, tcp, reason, exception } = row.observed;
    return JSON.stringify([
      scenarioOf(row.scenario)!.word,
      withoutNumber(`${codeSent} / ${codeReported}`, row),
      originOf(row),
      tcp,
      row.ms === null,
      withoutNumber(reason, row),
      withoutNumber(exception, row),
      deviationsOf(row),
      row.race,
    ]);
  }).values(),
];
