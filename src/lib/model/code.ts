/** What can be computed from a close code or range alone. Nothing here is stored anywhere. */

/** An entry's folder name: a code (`1006`) or a range (`4000-4999`). */
export const CODE_ID = /^(\d{1,5})(?:-(\d{1,5}))?$/;

/** A close code (`first === last`) or a range of them, in the 16 bits of the field (RFC 6455 section 5.5.1). */
export interface CodeRange {
  /** Folder name and address: `1006`, `4000-4999`. */
  id: string;
  first: number;
  last: number;
}

/** Reads `1006` or `4000-4999`; undefined if the text is neither, or does not fit into 16 bits. */
export function parseCode(id: string): CodeRange | undefined {
  const match = CODE_ID.exec(id);
  if (!match) return undefined;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  const canonical = match[2] === undefined ? String(first) : `${first}-${last}`;
  return canonical === id && first <= last && last <= 65535 ? { id, first, last } : undefined;
}

/** What the numbers up to 4999 are for (RFC 6455 section 7.4.2); no rule is about the numbers above. */
export const RANGES = {
  unused: '0-999',
  protocol: '1000-2999',
  registered: '3000-3999',
  private: '4000-4999',
} as const;

/** Does a range hold this code? */
export const holds = (range: CodeRange, code: CodeRange): boolean =>
  range.first <= code.first && code.last <= range.last;

/** Whose page tells of a number: the code itself, else the range around it. */
export const codeHolding = <C extends CodeRange>(
  number: number,
  codes: readonly C[],
): C | undefined => {
  const holding = codes.filter(({ first, last }) => number >= first && number <= last);
  return holding.find((code) => !isRange(code)) ?? holding[0];
};

/** The code or range whose page tells of this one: it itself, else the range around it. @example entryFor('4200', codes) is 4000-4999 */
export const entryFor = <C extends CodeRange>(id: string, codes: readonly C[]): C | undefined =>
  codes.find((code) => code.id === id) ?? codeHolding(Number(id), codes);

/** True for `4000-4999`, false for `1006`. */
export const isRange = (code: CodeRange): boolean => code.first !== code.last;

/** As it is shown: ranges with an en dash, `4000–4999`. */
export const displayName = (id: string): string => id.replace('-', '–');

/** In order of number; a range comes before the codes inside it. */
export const byNumber = (a: CodeRange, b: CodeRange): number =>
  a.first - b.first || b.last - a.last;

/** May a script in a browser pass it to `WebSocket.close()`? Only 1000 and 3000 to 4999 (WHATWG WebSockets, close()). */
export const browserMaySend = (code: CodeRange): boolean =>
  code.id === '1000' || (code.first >= 3000 && code.last <= 4999);

/** The two bytes of a code in network order, in hexadecimal: `03 EE` for 1006. */
export function hexBytes(code: number): string {
  const hex = code.toString(16).toUpperCase().padStart(4, '0');
  return `${hex.slice(0, 2)} ${hex.slice(2)}`;
}

/** The lowest `count` bits of a number, most significant first. */
export function bitsOf(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, place) => (value >>> (count - 1 - place)) & 1);
}

/** FIN and opcode 8: the first byte of every Close frame (RFC 6455 section 5.2). */
export const CLOSE_OPCODE_BYTE = 0x88;

/** All bits of an unmasked Close frame that carries this code and no reason: four bytes, `88 02` and the code. */
export const frameBits = (code: number): number[] => [
  ...bitsOf((CLOSE_OPCODE_BYTE << 8) | 2, 16),
  ...bitsOf(code, 16),
];
