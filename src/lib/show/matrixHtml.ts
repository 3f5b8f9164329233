/** What an implementation did, in words and signs, as HTML: strings and not components, for a page shows hundreds of them. */
import { displayName } from '../model/code.ts';
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
import type { Observed, Row } from '../model/schema.ts';
import type { Locale } from '../text/locale.ts';
import { fill, fillHtml } from '../text/template.ts';

/** ○ set by the side that reports it, ● read from a frame; both are also said in words. */
const SIGNS = { local: '○', frame: '●' } as const;

/** The name of a scenario. @example scenarioName('close.code.1012', locale) → 'Close frame with 1012' */
export function scenarioName(id: string, locale: Locale): string {
  const { word, number = '' } = scenarioOf(id)!;
  return fill(locale.words.implementations.scenarios[word], { number });
}

/** A dash for what is not there; ears hear a word. */
const nothing = (locale: Locale): string =>
  `<i class="vh">${escape(locale.words.implementations.nothing)}</i>–`;

/** What stood on the wire: a code, the word for an empty Close frame, or a dash for none. */
const sentHtml = ({ codeSent }: Observed, locale: Locale): string =>
  codeSent === 'empty'
    ? escape(locale.words.implementations.empty)
    : String(codeSent ?? nothing(locale));

/** What the program was told, with its sign. */
export function reportedHtml(row: Row, locale: Locale): string {
  const origin = originOf(row);
  if (origin === 'none') return nothing(locale);
  return `<i aria-hidden="true">${SIGNS[origin]}</i><span class="vh">${escape(locale.words.implementations[origin])} </span>${row.observed.codeReported}`;
}

/** A column's name before its value, for ears and for phones, where a cell is two lines. */
const named = (name: string, value: string): string =>
  `<span><b class="vh">${escape(name)} </b>${value}</span>`;

/** Two values, what it sent and what its program was told; the style sheet puts the slash between them. */
export const codesHtml = (row: Row, locale: Locale): string =>
  `${named(locale.words.implementations.sent, sentHtml(row.observed, locale))} ${named(locale.words.implementations.reported, reportedHtml(row, locale))}`;

/** What a program was told, for a cell with no room for its text: `HTTP: 502` of a proxy as it is, that the process ended, or that there was an error. */
export function exceptionWord(exception: string, locale: Locale): string {
  if (exception.startsWith('HTTP: ')) return exception;
  return exception.startsWith('Exit: ')
    ? locale.words.implementations.exited
    : locale.words.implementations.error;
}

/** Text that may break between the words of a name, for narrow cells: `Invalid|Status|Code`. */
const breakable = (text: string): string => escape(text).replace(/([a-z])(?=[A-Z])/g, '$1<wbr>');

/** The version of the program itself, without the revision of the package: `10.1.60` of `10.1.60-1~deb12u1`. */
export const shortVersion = (version: string): string => version.replace(/-\d[^-]*$/, '');

/** Is the deviation wrong behaviour, and not only worth knowing? */
const isWrong = (deviation: Deviation): boolean => DEVIATIONS[deviation].level !== 'other';

/** What was sent and reported, for a small table; behind it in words what is wrong, or that the program was told of an error and of no code. */
export function briefHtml(row: Row, locale: Locale): string {
  const wrong = deviationsOf(row).find(isWrong);
  const { exception, codeSent, codeReported } = row.observed;
  const note = wrong
    ? locale.words.implementations.deviation[wrong].word
    : codeSent === null && codeReported === null && exception
      ? locale.words.implementations.error
      : '';
  const codes = `${sentHtml(row.observed, locale)} / ${reportedHtml(row, locale)}${note && `, ${escape(note)}`}`;
  return wrong ? `<span class="bad">${codes}</span>` : codes;
}

/** Numbers as a list with ranges: `1000–1003, 1007–1014`. */
export const codeList = (
  numbers: readonly number[],
  measured: readonly number[],
  { list }: Locale,
): string =>
  list(
    rangesOf(numbers, measured).map(([first, last]) =>
      displayName(first === last ? `${first}` : `${first}-${last}`),
    ),
  );

/** The sentence of a deviation with the codes that it speaks of. */
export function deviationText(deviation: Deviation, rows: readonly Row[], locale: Locale): string {
  const codes = [
    ...new Set(
      rows.flatMap(
        ({ scenario, observed }) =>
          scenarioOf(scenario)!.number ??
          (typeof observed.codeSent === 'number' ? observed.codeSent : []),
      ),
    ),
  ].sort((a, b) => a - b);
  return fill(locale.words.implementations.deviation[deviation].line, {
    codes: locale.list(codes.map(String)),
  });
}

/** The codes that an implementation accepts, refuses or sends, of all that were tried; those that nobody may put into a Close frame apart, and in words. */
function codeCell(codes: Codes, kind: 'accepts' | 'refuses' | 'sends', locale: Locale): string {
  const tried = kind === 'sends' ? codes.asked : codes.received;
  if (kind === 'refuses') return codeList(codes.refuses, tried, locale);
  const { true: against = [], false: allowed = [] } = Object.groupBy(
    codes[kind],
    (code) => String(forbiddenBy(code) !== undefined) as 'true' | 'false',
  );
  const word = locale.words.implementations.deviation[kind === 'sends' ? 'sends' : 'takes'].word;
  return `${codeList(allowed, tried, locale)}${against.length ? `<small class="bad">${locale.labelled(codeList(against, tried, locale), escape(word))}</small>` : ''}`;
}

/** What the two values of a cell are, as the head of its column says it. */
export function codesHeading({ words }: Locale): string {
  const { sentAndReported, sent, reported } = words.implementations;
  return fill(sentAndReported, { sent, reported });
}

/** The name of a column. */
export function columnName(column: Column, locale: Locale): string {
  if ('codes' in column) return locale.words.implementations[column.codes];
  return 'name' in column
    ? locale.words.implementations[column.name]
    : scenarioName(column.scenarios[0], locale);
}

/** What follows the codes: how TCP ended, how long that took, and what the program was told. */
export function endHtml(row: Row, locale: Locale, time = false): string {
  const { tcp, exception } = row.observed;
  const parts = [
    ...(tcp ? [locale.words.implementations.ended[tcp]] : []),
    ...(time && row.ms !== null && tcp !== 'open' ? [locale.seconds(row.ms / 1000)] : []),
    ...(exception && row.observed.codeReported === null ? [exceptionWord(exception, locale)] : []),
  ];
  return parts.length ? `<small>${locale.list(parts.map(breakable))}</small>` : '';
}

/** The cell of an implementation in a column; empty if nothing was measured. */
export function columnCell({ rows }: Implementation, column: Column, locale: Locale): string {
  if ('codes' in column) return codeCell(codesOf(rows), column.codes, locale);
  const row = firstOf(rows, ...column.scenarios);
  if (!row) return '';
  const wrong = deviationsOf(row).find(isWrong);
  return `${codesHtml(row, locale)}${wrong ? `<small class="bad">${escape(locale.words.implementations.deviation[wrong].word)}</small>` : ''}${endHtml(row, locale, column.time)}`;
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
function sharedCodesHtml(rows: readonly Row[], locale: Locale): string {
  const row = rows[0]!;
  const { number } = scenarioOf(row.scenario)!;
  const html = codesHtml(row, locale);
  return rows.length > 1
    ? html.replace(new RegExp(`\\b${number}\\b`, 'g'), escape(locale.words.implementations.same))
    : html;
}

/** How long rows that are alike took. */
function milliseconds(rows: readonly Row[], locale: Locale): string {
  const all = rows.flatMap(({ ms }) => ms ?? []);
  if (all.length === 0) return '';
  return `<small>${locale.milliseconds(Math.min(...all), Math.max(...all))}</small>`;
}

/**
 * A row of the table of everything that one implementation did: one scenario, or several of one kind that ended alike.
 * @param all rows of the implementation: what was tried
 */
export function behaviourRow(rows: readonly Row[], all: readonly Row[], locale: Locale): string {
  const t = locale.words.implementations;
  const row = rows[0]!;
  const notes = deviationsOf(row)
    .map(
      (name) =>
        `<small${isWrong(name) ? ' class="bad"' : ''}>${escape(t.deviation[name].word)}</small>`,
    )
    .join('');
  const race = row.race
    ? `<small>${fillHtml(t.race, { other: codesHtml({ ...row, observed: row.race }, locale) })}</small>`
    : '';
  const names = scenarioNames(
    rows.map(({ scenario }) => scenario),
    locale,
    numbersOf(all, scenarioOf(row.scenario)!.word),
  );
  return `<tr><th scope="row">${escape(locale.lists(names))}</th><td>${sharedCodesHtml(rows, locale)}${notes}${race}</td><td data-of="TCP">${row.observed.tcp ? escape(t.ended[row.observed.tcp]) : '–'}${milliseconds(rows, locale)}</td><td data-of="${escape(t.exception)}">${toldHtml(rows) || '–'}</td></tr>`;
}

/** Scenarios by name, those of one kind with all their numbers, as ranges of what was `tried`: `HTTP 200, 400–404 in place of 101`. */
export function scenarioNames(
  ids: readonly string[],
  locale: Locale,
  tried: readonly number[] = [],
): string[] {
  const found = [...new Set(ids)].map((id) => scenarioOf(id)!);
  return [...Map.groupBy(found, ({ word }) => word)].map(([word, all]) => {
    const numbers = all.flatMap(({ number }) => number ?? []).sort((a, b) => a - b);
    return fill(locale.words.implementations.scenarios[word], {
      number: codeList(numbers, tried, locale),
    });
  });
}
