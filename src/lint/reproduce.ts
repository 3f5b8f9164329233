/**
 * Every code and range has a program that makes it appear, `reproduce.mjs`, and in `reproduce.out` what it prints.
 * Whether it prints that, only the tests can say: they run it.
 */
import type { Content } from './content.ts';
import { quote, wrong, type Problem } from './problem.ts';

const LINES = 25;
const COLUMNS = 70;

/** What is wrong with the length of a program: a page shows it whole, and a phone its width. */
function sizeProblems(file: string, program: string): Problem[] {
  const lines = program.trimEnd().split('\n');
  const long = lines.find((line) => line.length > COLUMNS);
  return [
    ...(lines.length > LINES
      ? [
          wrong(
            file,
            `${lines.length} lines`,
            `at most ${LINES}`,
            'show only what brings the code about',
          ),
        ]
      : []),
    ...(long
      ? [
          wrong(
            file,
            `a line of ${long.length} columns, ${quote(long)}`,
            `at most ${COLUMNS}`,
            'break it',
          ),
        ]
      : []),
  ];
}

/** Both files of each code, with something in them, and a program of a size that a page can show. */
export function reproduceProblems({ codes }: Content, texts: Record<string, string>): Problem[] {
  return codes.flatMap(({ id }): Problem[] => {
    const [program, output] = [
      `content/codes/${id}/reproduce.mjs`,
      `content/codes/${id}/reproduce.out`,
    ];
    const missing = (file: string, expected: string, remedy: string) =>
      texts[file]?.trim()
        ? []
        : [wrong(file, texts[file] === undefined ? 'no file' : 'an empty file', expected, remedy)];
    return [
      ...missing(program, `a program that makes ${id} appear`, 'write it (content/README.md)'),
      ...missing(output, 'what reproduce.mjs prints', `npm run reproduce ${id}`),
      ...sizeProblems(program, texts[program] ?? ''),
    ];
  });
}
