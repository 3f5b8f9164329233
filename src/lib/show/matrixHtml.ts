/** What an implementation did, in words and signs, as HTML: strings and not components, for a page shows hundreds of them. */
import { escape } from '../text/escape.ts';
import {
  codesOf,
  firstOf,
  numbersOf,
  rangesOf,
  withoutNumber,
  type Codes,
  type Column,
  type Implementation,
} from './matrix.ts';
import { deviationsOf, forbiddenBy, originOf } from '../model/measurements.ts';
import { DEVIATIONS, scenarioOf, type Deviation } from '../model/vocabulary.ts';
import type { Observed, Row, Ui } from '../model/schema.ts';
import { secondsIn } from '../text/local.ts';
import { fill } from '../text/words.ts';

/** ○ set by the side that reports it, ● read from a frame; both are also said in words. */
const SIGNS = { local: '○', frame: '●' } as const;

/** The name of a scenario. @example scenarioName('close.code.1012', ui) → 'Close frame with 1012' */
export function scenarioName(id: string, ui: Ui): string {
  const { word, number = '' } = scenarioOf(id)!;
  return fill(ui.implementations.scenarios[word], { number });
}

/** A dash for what is not there; ears hear a word. */
const nothing = (ui: Ui): string => `<i class="vh">${escape(ui.implementations.nothing)}</i>–`;

/** What stood on the wire: a code, the word for an empty Close frame, or a dash for none. */
const sentHtml = ({ codeSent }: Observed, ui: Ui): string =>
  codeSent === 'empty' ? escape(ui.implementations.empty) : String(codeSent ?? nothing(ui));

/** What the program was told, with its sign. */
export function reportedHtml(row: Row, ui: Ui): string {
  const origin = originOf(row);
  if (origin === 'none') return nothing(ui);
  return `<i aria-hidden="true">${SIGNS[origin]}</i><span class="vh">${escape(ui.implementations[origin])} </span>${row.observed.codeReported}`;
}

/** A column's name before its value, for ears and for phones, where a cell is two lines. */
const named = (name: string, value: string): string =>
  `<span><b class="vh">${escape(name)} </b>${value}</span>`;

/** Two values, what it sent and what its program was told; the style sheet puts the slash between them. */
export const codesHtml = (row: Row, ui: Ui): string =>
  `${named(ui.implementations.sent, sentHtml(row.observed, ui))} ${named(ui.implementations.reported, reportedHtml(row, ui))}`;

/** What a program was told, for a cell with no room for its text: `HTTP: 502` of a proxy as it is, that the process ended, or that there was an error. */
export function exceptionWord(exception: string, ui: Ui): string {
  if (exception.startsWith('HTTP: ')) return exception;
  return exception.startsWith('Exit: ') ? ui.implementations.exited : ui.implementations.error;
}

/** Text that may break between the words of a name, for narrow cells: `Invalid|Status|Code`. */
const breakable = (text: string): string => escape(text).replace(/([a-z])(?=[A-Z])/g, '$1<wbr>');

/** The version of the program itself, without the revision of the package: `10.1.60` of `10.1.60-1~deb12u1`. */
export const shortVersion = (version: string): string => version.replace(/-\d[^-]*$/, '');

/** Is the deviation wrong behaviour, and not only worth knowing? */
const isWrong = (deviation: Deviation): boolean => DEVIATIONS[deviation].level !== 'other';

/** What was sent and reported, for a small table; behind it in words what is wrong, or that the program was told of an error and of no code. */
export function briefHtml(row: Row, ui: Ui): string {
  const wrong = deviationsOf(row).find(isWrong);
  const { exception, codeSent, codeReported } = row.observed;
  const words = wrong
    ? ui.implementations.deviation[wrong].word
    : codeSent === null && codeReported === null && exception
      ? ui.implementations.error
      : '';
  const codes = `${sentHtml(row.observed, ui)} / ${reportedHtml(row, ui)}${words && `, ${escape(words)}`}`;
  return wrong ? `<span class="bad">${codes}</span>` : codes;
}

/** Numbers as a list with ranges: `1000–1003, 1007–1014`. */
export const codeList = (numbers: readonly number[], measured: readonly number[]): string =>
  rangesOf(numbers, measured)
    .map(([first, last]) => (first === last ? String(first) : `${first}–${last}`))
    .join(', ');

/** The sentence of a deviation with the codes that it speaks of. */
export function deviationText(deviation: Deviation, rows: readonly Row[], ui: Ui): string {
  const codes = [
    ...new Set(
      rows.flatMap(
        ({ scenario, observed }) =>
          scenarioOf(scenario)!.number ??
          (typeof observed.codeSent === 'number' ? observed.codeSent : []),
      ),
    ),
  ].sort((a, b) => a - b);
  return fill(ui.implementations.deviation[deviation].line, { codes: codes.join(', ') });
}

/** The codes that an implementation accepts, refuses or sends, of all that were tried; those that nobody may put into a Close frame apart, and in words. */
function codeCell(codes: Codes, kind: 'accepts' | 'refuses' | 'sends', ui: Ui): string {
  const tried = kind === 'sends' ? codes.asked : codes.received;
  if (kind === 'refuses') return codeList(codes.refuses, tried);
  const { true: against = [], false: allowed = [] } = Object.groupBy(
    codes[kind],
    (code) => String(forbiddenBy(code) !== undefined) as 'true' | 'false',
  );
  const word = ui.implementations.deviation[kind === 'sends' ? 'sends' : 'takes'].word;
  return `${codeList(allowed, tried)}${against.length ? `<small class="bad">${codeList(against, tried)}: ${escape(word)}</small>` : ''}`;
}

/** The name of a column. */
export function columnName(column: Column, ui: Ui): string {
  if ('codes' in column) return ui.implementations[column.codes];
  return 'name' in column ? ui.implementations[column.name] : scenarioName(column.scenarios[0], ui);
}

/** What follows the codes: how TCP ended, how long that took, and what the program was told. */
export function endHtml(row: Row, ui: Ui, time = false): string {
  const { tcp, exception } = row.observed;
  const parts = [
    ...(tcp ? [ui.implementations.ended[tcp]] : []),
    ...(time && row.ms !== null && tcp !== 'open' ? [secondsIn(ui, row.ms / 1000)] : []),
    ...(exception && row.observed.codeReported === null ? [exceptionWord(exception, ui)] : []),
  ];
  return parts.length ? `<small>${parts.map(breakable).join(', ')}</small>` : '';
}

/** The cell of an implementation in a column; empty if nothing was measured. */
export function columnCell({ rows }: Implementation, column: Column, ui: Ui): string {
  if ('codes' in column) return codeCell(codesOf(rows), column.codes, ui);
  const row = firstOf(rows, ...column.scenarios);
  if (!row) return '';
  const wrong = deviationsOf(row).find(isWrong);
  return `${codesHtml(row, ui)}${wrong ? `<small class="bad">${escape(ui.implementations.deviation[wrong].word)}</small>` : ''}${endHtml(row, ui, column.time)}`;
}

/** Control characters as they are written in source code, for they have no shape. @example `\\u0000` for the character 0 */
export const visible = (text: string): string =>
  text.replace(/\p{Cc}/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What the program was told besides the code: the reason, and the exception as it was printed; … is the number of each. */
function toldHtml(rows: readonly Row[]): string {
  const row = rows[0]!;
  return [row.observed.reason, row.observed.exception]
    .filter((text) => text !== null && text !== '')
    .map((text) => (rows.length > 1 ? withoutNumber(text, row) : text!))
    .map((text) => `<samp>${escape(visible(text))}</samp>`)
    .join('<br>');
}

/** The codes of rows that are alike: where each sent or reported its own number, a word says so. */
function sharedCodesHtml(rows: readonly Row[], ui: Ui): string {
  const row = rows[0]!;
  const { number } = scenarioOf(row.scenario)!;
  const html = codesHtml(row, ui);
  return rows.length > 1
    ? html.replace(new RegExp(`\\b${number}\\b`, 'g'), escape(ui.implementations.same))
    : html;
}

/** @example milliseconds([1, 5, 2]) → '1–5 ms' */
function milliseconds(rows: readonly Row[]): string {
  const all = rows.flatMap(({ ms }) => ms ?? []);
  if (all.length === 0) return '';
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return `<small>${least === most ? least : `${least}–${most}`} ms</small>`;
}

/**
 * A row of the table of everything that one implementation did: one scenario, or several of one kind that ended alike.
 * @param all rows of the implementation: what was tried
 */
export function behaviourRow(rows: readonly Row[], all: readonly Row[], ui: Ui): string {
  const t = ui.implementations;
  const row = rows[0]!;
  const notes = deviationsOf(row)
    .map(
      (name) =>
        `<small${isWrong(name) ? ' class="bad"' : ''}>${escape(t.deviation[name].word)}</small>`,
    )
    .join('');
  const race = row.race
    ? `<small>${fill(escape(t.race), { other: codesHtml({ ...row, observed: row.race }, ui) })}</small>`
    : '';
  const names = scenarioNames(
    rows.map(({ scenario }) => scenario),
    ui,
    numbersOf(all, scenarioOf(row.scenario)!.word),
  );
  return `<tr><th scope="row">${escape(names.join('; '))}</th><td>${sharedCodesHtml(rows, ui)}${notes}${race}</td><td data-of="TCP">${row.observed.tcp ? escape(t.ended[row.observed.tcp]) : '–'}${milliseconds(rows)}</td><td data-of="${escape(t.exception)}">${toldHtml(rows) || '–'}</td></tr>`;
}

/** Scenarios by name, those of one kind with all their numbers, as ranges of what was `tried`: `HTTP 200, 400–404 in place of 101`. */
export function scenarioNames(
  ids: readonly string[],
  ui: Ui,
  tried: readonly number[] = [],
): string[] {
  const found = [...new Set(ids)].map((id) => scenarioOf(id)!);
  return [...Map.groupBy(found, ({ word }) => word)].map(([word, all]) => {
    const numbers = all.flatMap(({ number }) => number ?? []).sort((a, b) => a - b);
    return fill(ui.implementations.scenarios[word], { number: codeList(numbers, tried) });
  });
}
