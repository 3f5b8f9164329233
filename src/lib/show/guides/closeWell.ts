/** How a connection is ended well: tables from the measurements, and the closing handshake drawn. */
import { LONGEST_REASON, reasonBytes } from '../../model/closeReason.ts';
import type { KnownLibrary } from '../../model/libraries.ts';
import type { Measured } from '../../model/measurements.ts';
import type { Role } from '../../model/vocabulary.ts';
import type { Locale } from '../../text/locale.ts';
import type { Drawing as Diagram } from '../diagram.ts';
import { diagramSvg } from '../diagramSvg.ts';
import type { Implementation } from '../matrix.ts';
import type { Drawing, GuideData, Row, Table } from './shown.ts';

/** ms; TCP that ends sooner after the Close frame waited for no answer. */
const AT_ONCE = 1000;

/** Where the peer never answers a Close frame, by role. */
const UNANSWERED = { client: 'slow.api-close-noreply', server: 'slow.close-no-reply' } as const;

/** One implementation, in each role in which it was measured. */
interface Subject {
  library: KnownLibrary;
  name: string;
  version: string;
  row: (role: Role, scenario: string) => Measured | undefined;
}

function subjectsOf(implementations: readonly Implementation[]): Subject[] {
  return [...Map.groupBy(implementations, ({ id }) => id).values()].map((own) => ({
    library: own[0]!.library,
    name: own[0]!.name,
    // What follows the number is Debian's, or what runs inside.
    version: /^[\d.]*\d/.exec(own[0]!.version)?.[0] ?? own[0]!.version,
    row: (role, scenario) =>
      own.find((one) => one.role === role)?.rows.find((row) => row.scenario === scenario),
  }));
}

const closeLimit = ({ limits = [] }: KnownLibrary) =>
  limits.find(({ what }) => what === 'closeTimeout');

/** How long it waited for the answer. A connection that was open at the end of the measurement has no limit. */
function waitCell(row: Measured | undefined, { words, seconds }: Locale): string {
  if (!row) return '–';
  const { tcp } = row.observed;
  if (tcp === 'open' || row.ms === null) return words.closeWell.unlimited;
  return row.ms < AT_ONCE ? words.closeWell.atOnce : seconds(Math.round(row.ms / 1000));
}

/** A library's own default and the option that changes it. */
function limitCell(library: KnownLibrary, { amount, words }: Locale) {
  const limit = closeLimit(library);
  if (!limit) return '–';
  const value = limit.value === 'none' ? words.closeWell.unlimited : amount(limit.value);
  return {
    text: limit.option ? `${value} \`${limit.option}\`` : value,
    page: `implementations-${library.id}`,
    anchor: 'limits',
  };
}

/** How long each waits for the answer to its Close frame: measured, and by its own source. */
export function closeTimeouts({ locale, implementations, libraries }: GuideData): Table {
  const t = locale.words.closeWell;
  const measured = subjectsOf(implementations).flatMap((subject): (Row & { lib: string })[] => {
    const { library, name, version, row } = subject;
    const rows = (['client', 'server'] as const).map((role) => row(role, UNANSWERED[role]));
    if (!rows.some(Boolean)) return [];
    const waits = rows.map((one) => waitCell(one, locale));
    return [
      { lib: library.id, cells: [`${name} ${version}`, ...waits, limitCell(library, locale)] },
    ];
  });
  const known = new Set(measured.map(({ lib }) => lib));
  const read = libraries
    .filter((library) => closeLimit(library) && !known.has(library.id))
    .map((library) => ({
      lib: library.id,
      cells: [locale.name(library.name), '–', '–', limitCell(library, locale)],
    }));
  // A variant of a library that waits as long as its first tells nothing.
  const told = new Set<string>();
  const rows = [...measured, ...read].filter(({ lib, cells }) => {
    const key = JSON.stringify([lib, cells.slice(1)]);
    return !told.has(key) && Boolean(told.add(key));
  });
  return {
    caption: t.timeouts,
    columns: [t.who, locale.words.diagram.client, locale.words.diagram.server, t.limit],
    rows,
  };
}

/** What became of a reason of one byte too many. */
function fateOf({ observed }: Measured): 'throws' | 'cuts' | 'sends' {
  if (observed.codeSent === null) return 'throws';
  return reasonBytes(observed.reasonSent ?? '') > LONGEST_REASON ? 'sends' : 'cuts';
}

/** What close() with a reason of 124 bytes does: a row for each fate, with those that share it. */
export function longReasons({ locale, implementations }: GuideData): Table {
  const { words, list, bracketed } = locale;
  const t = words.closeWell;
  const fates = subjectsOf(implementations).flatMap(({ name, version, row }) => {
    const own = (['client', 'server'] as const).flatMap((role) => {
      const found = row(role, 'api.close.reason-124');
      return found ? [{ role, fate: fateOf(found) }] : [];
    });
    const isOne = new Set(own.map(({ fate }) => fate)).size === 1;
    return isOne
      ? [{ fate: own[0]!.fate, who: name, version }]
      : own.map(({ role, fate }) => ({
          fate,
          who: `${name} ${bracketed(words.implementations.role[role])}`,
          version,
        }));
  });
  return {
    caption: t.reasons,
    columns: [t.fate, t.who],
    rows: (['throws', 'cuts', 'sends'] as const).map((fate) => ({
      cells: [t[fate], list(fates.filter((one) => one.fate === fate).map(({ who }) => who))],
    })),
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
  const told = new Set<string>();
  const rows = subjectsOf(implementations).flatMap(({ library, name, row }): Row[] => {
    const [shutdown, signal] = ['api.shutdown', 'proc.sigterm'].map((id) => row('server', id));
    if (!shutdown && !signal) return [];
    const cells = [name, endCell(shutdown, locale), endCell(signal, locale)];
    const key = JSON.stringify([library.id, cells.slice(1)]);
    return told.has(key) || !told.add(key) ? [] : [{ lib: library.id, cells }];
  });
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
