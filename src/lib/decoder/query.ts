/** What numbers in a query point to. Words are Pagefind's; numbers are answered at once from a table of the codes. */
import { isPair, pairId } from '../model/pairs.ts';

/** A code or range as the search table has it. */
export interface TableCode {
  id: string;
  title: string;
  family: string;
  hollow?: boolean;
  answer?: string;
}

/** What a number leads to: a code, a range that holds it, or the comparison of two. */
export type NumberHit =
  | { kind: 'comparison'; id: string; codes: [TableCode, TableCode] }
  | { kind: 'code' | 'range'; id: string; code: TableCode };

const NUMBERS = /\d+[-–]\d+|\d+/g;

/** The names in a query, each once: `4000-4999` and `4000–4999` are one, `1003-1008` are two. */
const namesIn = (query: string, table: readonly TableCode[]): string[] => [
  ...new Set(
    (query.match(NUMBERS) ?? []).flatMap((text) => {
      const range = text.replace('–', '-');
      return table.some(({ id }) => id === range) ? [range] : range.split('-');
    }),
  ),
];

/** A number without a page of its own claims its range only if it stands alone or looks like a close code. */
const claimsRange = (number: number, alone: boolean): boolean =>
  alone || (number >= 1000 && number <= 4999);

/**
 * The hits for the numbers of a query, best first: two codes to their comparison, then each code.
 * @param alone is the number all that was written? Then any number claims its range.
 * @example numberHits('1008 vs 1003', table) is 1003-vs-1008, then 1008, then 1003
 */
export function numberHits(
  query: string,
  table: readonly TableCode[],
  alone = /^\s*\d+\s*$/.test(query.normalize('NFKC')),
): NumberHit[] {
  const codes = namesIn(query.normalize('NFKC'), table).flatMap((text) => {
    const code = codeOf(text, table, alone);
    // `10` and `100` are codes that are not yet typed to the end; a single digit says nothing.
    const begun =
      alone && /^\d{2,3}$/.test(text)
        ? table.filter(({ id }) => /^\d{4}$/.test(id) && id.startsWith(text))
        : [];
    return code ? [...begun, code] : begun;
  });
  const hits = [...new Set(codes)].map((code): NumberHit => ({
    kind: code.id.includes('-') ? 'range' : 'code',
    id: code.id,
    code,
  }));
  // What was begun is no pair.
  const comparison = !alone && comparisonOf(hits.map((hit) => (hit as { code: TableCode }).code));
  return comparison ? [comparison, ...hits] : hits;
}

function codeOf(text: string, table: readonly TableCode[], alone: boolean): TableCode | undefined {
  const exact = table.find(({ id }) => id === text || id === String(Number(text)));
  const number = Number(text);
  if (exact || !claimsRange(number, alone)) return exact;
  return table.find(({ id }) => {
    const [first, last] = id.split('-').map(Number);
    return last !== undefined && number >= first! && number <= last;
  });
}

function comparisonOf(codes: TableCode[]): NumberHit | undefined {
  const [a, b] = codes;
  if (codes.length !== 2 || !a || !b) return undefined;
  const [left, right] = Number.parseInt(a.id) < Number.parseInt(b.id) ? [a, b] : [b, a];
  const id = pairId(left.id, right.id);
  return isPair(id) ? { kind: 'comparison', id, codes: [left, right] } : undefined;
}
