/** How a connection is ended well: tables from the measurements, and the closing handshake drawn. */
import { LONGEST_REASON, reasonBytes } from '../../model/closeReason.ts';
import type { KnownLibrary } from '../../model/libraries.ts';
import type { Measured } from '../../model/measurements.ts';
import type { Locale } from '../../text/locale.ts';
import type { Drawing as Diagram } from '../diagram.ts';
import { diagramSvg } from '../diagramSvg.ts';
import type { Implementation } from '../matrix.ts';
import type { Cell, Drawing, GuideData, Row, Table } from './shown.ts';

/** ms; TCP that ends sooner after the Close frame waited for no answer. */
const AT_ONCE = 1000;

const ROLES = ['client', 'server'] as const;

/** Where the peer never answers a Close frame, by role. */
const UNANSWERED = { client: 'slow.api-close-noreply', server: 'slow.close-no-reply' } as const;

/** One implementation, in each role in which it was measured. */
interface Subject {
  library: KnownLibrary;
  /** Without what tells variants apart; `variant` is that, if anything. */
  name: string;
  variant: string | undefined;
  version: string;
  row: (role: (typeof ROLES)[number], scenario: string) => Measured | undefined;
}

function subjectsOf(implementations: readonly Implementation[]): Subject[] {
  return [...Map.groupBy(implementations, ({ id }) => id).values()].map((own) => {
    const { library, name, version } = own[0]!;
    // `uvicorn, wsproto` and `aiohttp (Debian)` are variants of one library.
    const [, plain, variant] = /^(.+?)(?:, (.+)| \(.+\))?$/.exec(name)!;
    return {
      library,
      name: plain!,
      variant,
      // What follows the number is Debian's, or what runs inside.
      version: /^[\d.]*\d/.exec(version)?.[0] ?? version,
      row: (role, scenario) =>
        own.find((one) => one.role === role)?.rows.find((row) => row.scenario === scenario),
    };
  });
}

/** Rows of implementations; those of one library that did the same share a row, named after all that are not variants of each other. */
function rowsOf(
  subjects: readonly Subject[],
  cellsOf: (subject: Subject) => (Cell | string)[],
  nameOf: (subject: Subject) => string,
  { list }: Locale,
): (Row & { lib: string })[] {
  const told = subjects.map((subject) => ({ subject, cells: cellsOf(subject) }));
  const groups = Map.groupBy(told, ({ subject: { library }, cells }) =>
    JSON.stringify([library.id, cells]),
  );
  return [...groups.values()].map((own) => {
    const { subject, cells } = own[0]!;
    const firsts = new Map(
      own.toReversed().map((one) => [one.subject.name, nameOf(one.subject)] as const),
    );
    const { library } = subject;
    const anchor = closeLimit(library) ? 'limits' : 'behaviour';
    const name = list([...firsts.values()].reverse());
    return {
      lib: library.id,
      cells: [{ text: name, page: `implementations-${library.id}`, anchor }, ...cells],
    };
  });
}

const closeLimit = ({ limits = [] }: KnownLibrary) =>
  limits.find(({ what }) => what === 'closeTimeout');

/** How long it waited for the answer, in whole seconds: a timer is late, never early. A connection that was open at the end of the measurement has no limit. */
function waitCell(row: Measured | undefined, { words, seconds }: Locale): string {
  if (!row) return '–';
  const { tcp } = row.observed;
  if (tcp === 'open' || row.ms === null) return words.closeWell.unlimited;
  return row.ms < AT_ONCE ? words.closeWell.atOnce : seconds(Math.floor(row.ms / 1000));
}

/** A library's own default and the option that changes it. */
function limitCell(library: KnownLibrary, { amount, words }: Locale): string {
  const limit = closeLimit(library);
  if (!limit) return '–';
  const value = limit.value === 'none' ? words.closeWell.unlimited : amount(limit.value);
  return limit.option ? `${value} \`${limit.option}\`` : value;
}

/** How long each waits for the answer to its Close frame: measured, and by its own source. */
export function closeTimeouts({ locale, implementations, libraries }: GuideData): Table {
  const { words, name } = locale;
  const t = words.closeWell;
  const isMeasured = ({ row }: Subject) => ROLES.some((role) => row(role, UNANSWERED[role]));
  const measured = rowsOf(
    subjectsOf(implementations).filter(isMeasured),
    ({ library, row }) => [
      ...ROLES.map((role) => waitCell(row(role, UNANSWERED[role]), locale)),
      limitCell(library, locale),
    ],
    ({ name, version }) => `${name} ${version}`,
    locale,
  );
  const known = new Set(measured.map(({ lib }) => lib));
  const read = libraries
    .filter((library) => closeLimit(library) && !known.has(library.id))
    .map((library) => ({
      lib: library.id,
      cells: [
        { text: name(library), page: `implementations-${library.id}`, anchor: 'limits' },
        '–',
        '–',
        limitCell(library, locale),
      ],
    }));
  return {
    caption: t.timeouts,
    columns: [t.who, words.diagram.client, words.diagram.server, t.limit],
    rows: [...measured, ...read],
  };
}

const FATES = ['throws', 'cuts', 'sends'] as const;
type Fate = (typeof FATES)[number];

/** What became of a reason of one byte too many. */
function fateOf({ observed }: Measured): Fate {
  if (observed.codeSent === null) return 'throws';
  return reasonBytes(observed.reasonSent ?? '') > LONGEST_REASON ? 'sends' : 'cuts';
}

/** What close() with a reason of 124 bytes does: a row for each fate, with those that share it. */
export function longReasons({ locale, implementations }: GuideData): Table {
  const { words, list, bracketed } = locale;
  const t = words.closeWell;
  const told = subjectsOf(implementations).map((subject) => ({
    ...subject,
    fates: ROLES.flatMap((role) => {
      const row = subject.row(role, 'api.close.reason-124');
      return row ? [{ role, fate: fateOf(row) }] : [];
    }),
  }));
  /** Who shares a fate; where it is not that of both roles or all variants, which. */
  const sharing = (fate: Fate): string[] =>
    [...Map.groupBy(told, ({ library, name }) => `${library.id} ${name}`).values()].flatMap(
      (variants) => {
        const { name } = variants[0]!;
        const all = variants.flatMap(({ fates, variant }) =>
          fates.map((one) => ({ ...one, variant })),
        );
        const own = all.filter((one) => one.fate === fate);
        if (own.length === 0) return [];
        if (own.length === all.length) return [name];
        const which = own.map(({ role, variant }) => variant ?? words.implementations.role[role]);
        return [`${name} ${bracketed(list([...new Set(which)]))}`];
      },
    );
  return {
    caption: t.reasons,
    columns: [t.fate, t.who],
    rows: FATES.map((fate) => ({ cells: [t[fate], list(sharing(fate))] })),
  };
}

/** What clients of a server saw when it ended. */
function endCell(row: Measured | undefined, { words }: Locale): string {
  if (!row) return '–';
  const { codeSent, tcp } = row.observed;
  if (codeSent === 'empty') return '1005';
  if (typeof codeSent === 'number') return String(codeSent);
  return tcp === 'open' ? words.closeWell.open : '1006';
}

/** What clients see when a server's own shutdown is called, and when nobody handles SIGTERM. */
export function serverEnds({ locale, implementations }: GuideData): Table {
  const t = locale.words.closeWell;
  const rowsFrom = ({ row }: Subject) =>
    ['api.shutdown', 'proc.sigterm'].map((id) => row('server', id));
  const rows = rowsOf(
    subjectsOf(implementations).filter((subject) => rowsFrom(subject).some(Boolean)),
    (subject) => rowsFrom(subject).map((row) => endCell(row, locale)),
    ({ name }) => name,
    locale,
  );
  return { caption: t.ends, columns: [t.who, t.shutdown, t.sigterm], rows };
}

/** The closing handshake that a client begins: Close, Close, the server's FIN, the client's (RFC 6455 sections 5.5.1 and 7.1.1). */
export const HANDSHAKE: Diagram = {
  alive: 89,
  end: 'straight',
  arrows: [
    { from: 'server', x1: 2, x2: 8, kind: 'message' },
    { from: 'client', x1: 14, x2: 27, kind: 'close', label: '1000' },
    { from: 'server', x1: 37, x2: 50, kind: 'close', label: '1000' },
    { from: 'server', x1: 53, x2: 66, kind: 'fin', label: 'FIN' },
    { from: 'client', x1: 74, x2: 87, kind: 'fin', label: 'FIN' },
  ],
  dots: [
    { x: 27, on: 'server', hollow: false },
    { x: 50, on: 'client', hollow: false },
  ],
  absent: [],
  waits: [
    { x1: 14, x2: 50, word: 'forClose', isBar: true },
    { x1: 50, x2: 66, word: 'forFin', isBar: true },
  ],
  steps: [20, 40, 58, 82],
};

/** The closing handshake, with what is waited for. */
export const closingHandshake = ({ locale }: GuideData): Drawing => ({
  svg: diagramSvg(HANDSHAKE, locale.words),
  says: locale.words.closeWell.handshake,
});
