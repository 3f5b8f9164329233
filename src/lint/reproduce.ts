/**
 * Every code and range has a program that makes it appear, `reproduce.mjs`, and in `reproduce.out` what it prints: a program
 * of its own, and an output that names the code, or one of the range.
 * Whether it prints that, only the tests can say: they run it.
 */
import type { CodeRange } from '../lib/model/code.ts';
import type { Facts } from '../lib/model/schema.ts';
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

/** A program that another code has to the letter; the earlier one by its path is the model. */
function copyProblems(file: string, texts: Record<string, string>): Problem[] {
  const model = Object.keys(texts).find(
    (path) => path.endsWith('/reproduce.mjs') && texts[path]!.trim() === texts[file]?.trim(),
  );
  return texts[file]?.trim() && model !== file
    ? [wrong(file, `the program of ${model}`, 'one that makes this code appear', 'change it')]
    : [];
}

/** An output in which the code does not stand. Nobody is told a code that says that TLS failed (`tls`). */
function nameProblems(
  { id, first, last }: CodeRange,
  file: string,
  { data }: Content,
  texts: Record<string, string>,
): Problem[] {
  const facts = data.get(`content/codes/${id}/facts.yml`)?.value as Partial<Facts> | undefined;
  const numbers = (texts[file] ?? '').match(/\b\d+\b/g)?.map(Number) ?? [];
  return facts?.ending === 'tls' ||
    !texts[file]?.trim() ||
    numbers.some((number) => number >= first && number <= last)
    ? []
    : [
        wrong(
          file,
          `no ${id} in what reproduce.mjs prints`,
          first === last ? `${id}` : `a code from ${id.replace('-', ' to ')}`,
          `let the program bring ${id} about, then npm run reproduce ${id}`,
        ),
      ];
}

/** Both files of each code, with something in them, and a program of a size that a page can show. */
export function reproduceProblems(content: Content, texts: Record<string, string>): Problem[] {
  const { codes } = content;
  return codes.flatMap((code): Problem[] => {
    const { id } = code;
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
      ...copyProblems(program, texts),
      ...nameProblems(code, output, content, texts),
    ];
  });
}
