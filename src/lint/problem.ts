/** One thing to mend in a file under content/, and how it is told. */

export interface Problem {
  /** Path from the top of the repository. */
  file: string;
  /**
   * `wrong` stops a build; `behind` is a translation of a complete language that somebody has yet to write or to read again,
   * and stops a strict one; `left` counts what a growing language has not yet, and stops nothing.
   */
  level: 'wrong' | 'behind' | 'left';
  /** The language that is behind, where the file does not name it. */
  lang?: string;
  found: string;
  expected: string;
  remedy: string;
}

/** A problem without its file: what a rule about a single file returns. */
export type Finding = Omit<Problem, 'file' | 'level' | 'lang'>;

export const finding = (found: string, expected: string, remedy: string): Finding => ({
  found,
  expected,
  remedy,
});
export const wrong = (file: string, found: string, expected: string, remedy: string): Problem => ({
  file,
  level: 'wrong',
  found,
  expected,
  remedy,
});
export const behind = (file: string, found: string, expected: string, remedy: string): Problem => ({
  file,
  level: 'behind',
  found,
  expected,
  remedy,
});

/** `content/codes/1003/vi.mdx: found cause "texttobinary" in place 2; expected "text-to-binary" as in en.mdx; rename it` */
export const formatProblem = ({ file, found, expected, remedy }: Problem): string =>
  `${file}: found ${found}; expected ${expected}; ${remedy}`.replace(/\s+/g, ' ');

/** Text in quotes, cut to what fits into one line. */
export const quote = (text: string): string => {
  const line = text.trim().replace(/\s+/g, ' ');
  return `"${line.length > 60 ? `${line.slice(0, 59)}…` : line}"`;
};

/** `once`, `3 times`; 0 is `nowhere`. */
export const times = (count: number): string =>
  count === 0 ? 'nowhere' : count === 1 ? 'once' : `${count} times`;

/** The values that stand more than once, each named once. */
export const doubled = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, place) => values.indexOf(value) !== place)),
];
