/** What an implementation did, in words and signs, as HTML: strings and not components, for a page shows hundreds of them. */
import { escape } from '../text/escape.ts';
import {
  codesOf,
  firstOf,
  rangesOf,
  type Codes,
  type Column,
  type Implementation,
} from './matrix.ts';
import {
  DEVIATIONS,
  deviationsOf,
  forbiddenBy,
  originOf,
  scenarioOf,
  type Deviation,
} from '../model/measurements.ts';
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

/** What stood on the wire: a code, the word for an empty Close frame, or a dash for none. */
export const sentText = ({ codeSent }: Observed, ui: Ui): string =>
  codeSent === 'empty' ? ui.implementations.empty : String(codeSent ?? '–');

/** What the program was told, with its sign. */
export function reportedHtml(row: Row, ui: Ui): string {
  const origin = originOf(row);
  if (origin === 'none') return '–';
  return `<i aria-hidden="true">${SIGNS[origin]}</i><span class="vh">${escape(ui.implementations[origin])} </span>${row.observed.codeReported}`;
}

/** `sent / reported`. */
export const codesHtml = (row: Row, ui: Ui): string =>
  `<span>${escape(sentText(row.observed, ui))} /</span> <span>${reportedHtml(row, ui)}</span>`;

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

/** A cell of a small table: the codes; below them in words what is wrong, or that the program was told of an error and of no code. */
export function cellHtml(row: Row | undefined, ui: Ui): string {
  if (!row) return '<td></td>';
  const wrong = deviationsOf(row).find(isWrong);
  const { exception, codeSent, codeReported } = row.observed;
  const words = wrong
    ? ui.implementations.deviation[wrong].word
    : codeSent === null && codeReported === null && exception
      ? ui.implementations.error
      : '';
  return `<td${wrong ? ' class="bad"' : ''}>${codesHtml(row, ui)}${words && `<small>${escape(words)}</small>`}</td>`;
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

/** What the program was told besides the code: the reason, and the exception as it was printed. */
function toldHtml({ reason, exception }: Observed): string {
  return [reason, exception]
    .filter((text) => text)
    .map((text) => `<samp>${escape(visible(text!))}</samp>`)
    .join('<br>');
}

/** A row of the table of everything that one implementation did. */
export function behaviourRow(row: Row, ui: Ui): string {
  const t = ui.implementations;
  const deviations = deviationsOf(row);
  const notes = deviations
    .map(
      (name) =>
        `<small${isWrong(name) ? ' class="bad"' : ''}>${escape(t.deviation[name].word)}</small>`,
    )
    .join('');
  const race = row.race
    ? `<small>${fill(escape(t.race), { other: codesHtml({ ...row, observed: row.race }, ui) })}</small>`
    : '';
  return `<tr><th scope="row">${escape(scenarioName(row.scenario, ui))}</th><td>${codesHtml(row, ui)}${notes}${race}</td><td>${row.observed.tcp ? escape(t.ended[row.observed.tcp]) : '–'}${row.ms === null ? '' : `<small>${row.ms} ms</small>`}</td><td>${toldHtml(row.observed)}</td></tr>`;
}

/** The scenarios of some rows, those of one kind with all their numbers: `HTTP 200, 400–404 in place of 101`. */
export function scenarioNames(rows: readonly Row[], ui: Ui): string[] {
  const found = [...new Set(rows.map(({ scenario }) => scenario))].map((id) => scenarioOf(id)!);
  return [...Map.groupBy(found, ({ word }) => word)].map(([word, all]) => {
    const numbers = all.flatMap(({ number }) => number ?? []).sort((a, b) => a - b);
    return fill(ui.implementations.scenarios[word], { number: numbers.join(', ') });
  });
}
