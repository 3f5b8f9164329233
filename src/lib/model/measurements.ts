/** What real implementations did when a raw peer treated them well and badly: rows of content/measurements/, and what they tell. */
import { LONGEST_REASON, reasonBytes } from './closeReason.ts';
import type { Measurements, Row } from './schema.ts';
import {
  scenarioOf,
  SCENARIOS,
  THEMES,
  type Deviation,
  type Scenario,
  type Theme,
} from './vocabulary.ts';

/** Rows by theme, in the order of `THEMES`. */
export function byTheme<R extends { scenario: string }>(rows: readonly R[]): [Theme, R[]][] {
  const groups = Object.entries(THEMES) as [Theme, readonly string[]][];
  return groups.flatMap(([theme, names]): [Theme, R[]][] => {
    const own = rows.filter(({ scenario }) => names.includes(scenario.split('.')[0]!));
    return own.length ? [[theme, own]] : [];
  });
}

/** In the order of `SCENARIOS`, then of number. */
export function byScenario(a: string, b: string): number {
  const [left, right] = [scenarioOf(a), scenarioOf(b)];
  const place = (found: ReturnType<typeof scenarioOf>) =>
    found ? SCENARIOS.indexOf(found.word) : SCENARIOS.length;
  return place(left) - place(right) || (left?.number ?? 0) - (right?.number ?? 0);
}

/** All rows of all files, each with the day and the machine of its file. */
export interface Measured extends Row {
  date: string;
  platform: string;
}
export const allRows = (files: readonly Measurements[]): Measured[] =>
  files.flatMap(({ date, platform, results }) =>
    results.map((row) => ({ ...row, date, platform })),
  );

/**
 * Why no endpoint may put this code into a Close frame: the section of RFC 6455, or undefined if it may.
 * 1005, 1006, 1015 MUST NOT be set: section 7.4.1. 0–999 are not used, 1004 and 1016–2999 not defined: 7.4.2. The highest number is 4999: 11.7.
 * These are rules of the RFC about numbers, as they were when the implementations were measured, and no facts of a code's folder: a code
 * that IANA assigns later changes nothing in what was right then.
 */
export function forbiddenBy(code: number): '7.4.1' | '7.4.2' | '11.7' | undefined {
  if (code > 4999) return '11.7';
  if (code < 1000 || code === 1004 || (code > 1015 && code < 3000)) return '7.4.2';
  return [1005, 1006, 1015].includes(code) ? '7.4.1' : undefined;
}

/** Codes that IANA registered after RFC 6455, in the range that belongs to the protocol, and that were measured as such. */
export const isRegisteredLater = (code: number): boolean => code >= 1012 && code <= 1014;

/** Codes with which an endpoint says that the other one did wrong (RFC 6455 section 7.4.1). */
const REFUSALS: readonly unknown[] = [1002, 1003, 1007, 1008, 1009, 1011];

/** Scenarios in which the peer does not answer a Close frame with the same code. */
const UNANSWERED = /^(tcp\.|net\.|hs\.|proxy\.|slow\.|close\.|api\.close\.reply-|api\.close-while)/;

/** The code in the Close frame that came from the peer: the one that it sent first, or its answer, which repeats the code unless nobody may send it. */
function receivedCode({ scenario, observed: { codeSent } }: Row): number | undefined {
  const { word, number } = scenarioOf(scenario)!;
  if (word === 'close.code.N') return number;
  if (word === 'proxy.backend-close-1013') return 1013;
  if (word === 'api.close.reply-different') return 4001;
  if (/^close\.(reason|then)-/.test(word)) return 1000;
  return typeof codeSent === 'number' && !UNANSWERED.test(word) && !forbiddenBy(codeSent)
    ? codeSent
    : undefined;
}

/** Did the implementation take this Close frame for a valid one? It refuses by another code that says so, or by ending TCP. */
export function takes({ scenario, observed }: Row): boolean {
  const { number } = scenarioOf(scenario)!;
  const { codeSent, codeReported, wasClean } = observed;
  if (codeSent === number) return true;
  if (REFUSALS.includes(codeSent)) return false;
  // 1006 is also what a side reports that has just refused.
  return codeReported === number && (number !== 1006 || wasClean === true || codeSent !== null);
}

/** Where the code that the application was told comes from: read from the peer's Close frame, set by its own side, or there is none. */
export type Origin = 'frame' | 'local' | 'none';

/** Where the reported code of a row comes from. */
export function originOf(row: Row): Origin {
  const { codeReported } = row.observed;
  if (codeReported === null) return 'none';
  if (codeReported !== receivedCode(row)) return 'local';
  // A side that has just refused a frame with 1006 reports 1006 because it failed the connection.
  return codeReported === 1006 && !takes(row) ? 'local' : 'frame';
}

/** Did the implementation notice that something was wrong: by a Close frame, by ending TCP, or by telling its application? */
const reacted = ({ observed: { codeSent, codeReported, exception, tcp } }: Row): boolean =>
  codeSent !== null ||
  codeReported !== null ||
  exception !== null ||
  tcp === 'fin' ||
  tcp === 'rst';

/** Frames that the receiver must refuse, or that the sender must not send. */
const FRAMES: Partial<Record<Scenario, Deviation>> = {
  'frame.unmasked': 'unmasked',
  'frame.masked': 'masked',
  'frame.rsv1': 'rsv',
  'frame.rsv2': 'rsv',
  'frame.reserved-opcode-3': 'opcode',
  'frame.length-msb': 'length',
  'frame.length-nonminimal': 'length',
  'frame.fragmented-ping': 'control',
  'frame.ping-126': 'control',
  'frame.orphan-continuation': 'fragments',
  'frame.interleaved-text': 'fragments',
  'text.invalid-utf8': 'utf8',
  'hs.wrong-accept': 'accept',
  'hs.missing-accept': 'accept',
  'hs.unoffered-subprotocol': 'subprotocol',
  'hs.unoffered-extension': 'extension',
};

const SENDS = { '7.4.1': 'sends', '7.4.2': 'sendsRange', '11.7': 'sendsAbove' } as const;
const TAKES = { '7.4.1': 'takes', '7.4.2': 'takesRange', '11.7': 'takesAbove' } as const;

/** How the implementation deals with a Close frame that carries `code`. */
function closeDeviations(row: Row, code: number): Deviation[] {
  const { codeSent, codeReported } = row.observed;
  const section = forbiddenBy(code);
  const taken = takes(row);
  if (section) return taken ? [...(codeSent === code ? [SENDS[section]] : []), TAKES[section]] : [];
  // A server never sends 1010 (section 7.4.1), so a client may refuse it.
  if (!taken && code === 1010 && row.role === 'client') return [];
  if (!taken && REFUSALS.includes(codeSent))
    return [isRegisteredLater(code) ? 'refusesLater' : 'refuses'];
  return [
    ...(codeSent === null ? ['unanswered' as const] : []),
    ...(codeReported !== null && codeReported !== code ? ['reports' as const] : []),
  ];
}

/** Everything in which a row departs from RFC 6455. Proxies forward frames and are not judged by them. */
export function deviationsOf(row: Row): Deviation[] {
  const { word, number } = scenarioOf(row.scenario)!;
  const { codeSent, codeReported, reasonSent } = row.observed;
  if (row.role === 'proxy') return [];
  if (word === 'close.code.N') return closeDeviations(row, number!);
  const own = typeof codeSent === 'number' ? forbiddenBy(codeSent) : undefined;
  const sent: Deviation[] = own ? [SENDS[own]] : [];
  // A handshake that failed is left out: whether section 7.1.5 speaks of it, one can dispute.
  const lost = word.startsWith('tcp.') && codeReported !== null && codeReported !== 1006;
  const toClose = word === 'close.empty' && codeSent === null ? ['unanswered' as const] : [];
  const frame = FRAMES[word];
  return [
    ...sent,
    ...toClose,
    ...(lost ? ['reportsLost' as const] : []),
    ...(word === 'close.empty' && codeReported !== null && codeReported !== 1005
      ? ['reportsEmpty' as const]
      : []),
    ...(word === 'close.one-byte' && !REFUSALS.includes(codeSent) && codeSent !== null
      ? ['oneByte' as const]
      : []),
    ...(word === 'close.reason-invalid-utf8' && codeSent !== null && !REFUSALS.includes(codeSent)
      ? ['utf8' as const]
      : []),
    ...(word === 'close.reason-124' && codeSent !== null && !REFUSALS.includes(codeSent)
      ? ['control' as const]
      : []),
    // The echo of a frame that is too long is told by `control`.
    ...(word !== 'close.reason-124' && reasonBytes(reasonSent ?? '') > LONGEST_REASON
      ? ['sendsLong' as const]
      : []),
    ...(frame && !reacted(row) ? [frame] : []),
    ...(word === 'text.invalid-utf8' && typeof codeSent === 'number' && codeSent !== 1007 && !own
      ? ['otherCode' as const]
      : []),
  ];
}
