/** `npm run bench`: builds the site, weighs every page and the search, and compares all of it with the budgets. */
import { globSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildSite, errorLines, formatReport, ROOT, type BuildReport } from './build.ts';
import { paintRatio } from './paint.ts';
import {
  brotliSize,
  decoderWeight,
  HEAVIEST_DECODER,
  HEAVIEST_PAGE,
  HEAVIEST_SCRIPT,
  HEAVIEST_SEARCH,
  isEntryPage,
  scriptWeight,
  searchWeight,
} from './weights.ts';

const DIST = join(ROOT, 'dist');
const BASE = process.env.BASE ?? '';

/**
 * A build in ten languages takes at most so many seconds. That is the promise, so it is what is compared: what a build takes before its first
 * page, and its seconds a page times the pages of ten languages. A limit of the whole alone would fail with each page that is written,
 * and let a slow one pass until then. Seconds of processor time: those of the clock are as many or fewer on two cores, and mean nothing
 * on a busy machine.
 */
const SLOWEST_BUILD = 25;
const LANGUAGES = 10;

/** A paste of 10 KB is read while a key is pressed: in so many milliseconds. */
const SLOWEST_DECODER = 20;

/** Phases that take as long as there are pages. */
const EACH_PAGE = ['render', 'pagefind', 'headers'];

/** A line of the last table: what was measured, what is allowed. */
interface Budget {
  name: string;
  found: number;
  limit: number;
  unit: string;
}

const format = (number: number): string =>
  Number.isInteger(number) ? number.toLocaleString('en') : number.toFixed(2);
const isKept = ({ found, limit }: Budget): boolean => found <= limit;

/** Prints rows in columns: the first to the left, the others to the right. */
function printTable(title: string, rows: string[][]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  console.log(`\n${title}`);
  for (const row of rows)
    console.log(
      `  ${row.map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  ')}`.trimEnd(),
    );
}

interface Weight {
  path: string;
  raw: number;
  brotli: number;
}

async function weigh(path: string): Promise<Weight> {
  const text = readFileSync(join(DIST, path));
  return { path, raw: text.length, brotli: await brotliSize(text) };
}

const weightRow = ({ path, raw, brotli }: Weight): string[] => [path, format(brotli), format(raw)];
const sum = (weights: Weight[]): Weight => ({
  path: '',
  raw: weights.reduce((all, { raw }) => all + raw, 0),
  brotli: weights.reduce((all, { brotli }) => all + brotli, 0),
});

/** Groups of pages, each with its sum and its heaviest. */
function printSums(weights: Weight[]): void {
  const kinds: [name: string, is: (path: string) => boolean][] = [
    ['codes', (path) => isEntryPage(path) && !path.includes('-vs-')],
    ['comparisons', (path) => path.includes('-vs-')],
    ['other pages', (path) => !isEntryPage(path)],
  ];
  const rows = kinds.map(([name, is]): string[] => {
    const group = weights.filter(({ path }) => is(path));
    const all = sum(group);
    return [
      name,
      String(group.length),
      format(all.brotli),
      format(Math.round(all.brotli / (group.length || 1))),
      format(all.raw),
    ];
  });
  const all = sum(weights);
  printTable('Sums', [
    ['', 'pages', 'brotli', 'mean', 'raw'],
    ...rows,
    [
      'all',
      String(weights.length),
      format(all.brotli),
      format(Math.round(all.brotli / weights.length)),
      format(all.raw),
    ],
  ]);
}

/** What Pagefind adds when words are searched: loaded then, and not before. */
async function printPagefind(): Promise<void> {
  const files = globSync('pagefind/**/*', { cwd: DIST })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => statSync(join(DIST, path)).isFile())
    .sort();
  const groups = Map.groupBy(
    files,
    (path) =>
      /^pagefind\/(index|fragment|filter)\//
        .exec(path)?.[1]
        ?.replace(/^/, 'pagefind/')
        .concat('/*') ?? path,
  );
  const rows = await Promise.all(
    [...groups].map(async ([name, paths]) => {
      const weights = await Promise.all(paths.map(weigh));
      // Pagefind's own formats are packed already: hosts send them as they are.
      const sent = weights.reduce(
        (all, { path, raw, brotli }) => all + (/\.(?:js|json)$/.test(path) ? brotli : raw),
        0,
      );
      return [
        name,
        String(paths.length),
        format(sent),
        format(Math.max(...weights.map(({ raw }) => raw))),
      ];
    }),
  );
  printTable('Pagefind, loaded when words are searched', [
    ['', 'files', 'sent', 'heaviest raw'],
    ...rows,
  ]);
}

/** How well the decoder reads the pastes of the tests, in each language. @returns milliseconds for 10 KB, in the slowest language */
async function printDecoder(): Promise<number> {
  const { askedIn, evaluate, evaluationLines, readDecoderData } =
    await import('../../tests/support/pastes.ts');
  console.log('\nDecoder, on tests/pastes.json and tests/questions');
  const all = ['en', ...askedIn].map((lang) => evaluate(readDecoderData(lang), lang));
  all.flatMap(evaluationLines).forEach((line) => console.log(`  ${line}`));
  return Math.max(...all.map(({ tenKilobytesMs }) => tenKilobytesMs));
}

/** When /1006 is painted, and when its words alone are. */
async function printPaint(): Promise<void> {
  const { page, plain, ratio } = await paintRatio(DIST, '1006.html');
  console.log(
    `\nFirst paint of /1006 on a slow phone: ${format(page)} ms, of its words alone ${format(plain)} ms: ${ratio.toFixed(2)} times`,
  );
}

/** Seconds of processor time that a build of so many languages takes, as far as this one tells. */
function secondsIn(languages: number, { phases, total, pages }: BuildReport): number {
  const forPages = phases
    .filter(({ name }) => EACH_PAGE.includes(name))
    .reduce((sum, { cpu }) => sum + cpu, 0);
  const here = readdirSync(join(ROOT, 'content/ui')).length;
  console.log(
    `\nBuild: ${format(total.cpu - forPages)} s of CPU before the first page, ${format((1000 * forPages) / pages)} s for 1,000 pages`,
  );
  return total.cpu - forPages + (forPages * languages) / here;
}

async function budgetsOf(
  report: BuildReport,
  weights: Weight[],
  decoderMs: number,
): Promise<Budget[]> {
  const pages = weights.map(({ path }) => path);
  const scripts = await Promise.all(
    pages
      .filter((path) => !/(^|\/)search\.html$/.test(path))
      .map((path) => scriptWeight(readFileSync(join(DIST, path), 'utf8'), DIST, BASE)),
  );
  const heaviest = Math.max(
    ...weights.filter(({ path }) => isEntryPage(path)).map(({ brotli }) => brotli),
  );
  return [
    {
      name: 'heaviest code or comparison page',
      found: heaviest,
      limit: HEAVIEST_PAGE,
      unit: 'bytes',
    },
    {
      name: 'script on a page before search',
      found: Math.max(...scripts),
      limit: HEAVIEST_SCRIPT,
      unit: 'bytes',
    },
    {
      name: 'table of the codes and its script',
      found: await searchWeight(DIST, BASE),
      limit: HEAVIEST_SEARCH,
      unit: 'bytes',
    },
    {
      name: 'what the decoder knows',
      found: await decoderWeight(DIST),
      limit: HEAVIEST_DECODER,
      unit: 'bytes',
    },
    {
      name: `build in ${LANGUAGES} languages, from this one`,
      found: secondsIn(LANGUAGES, report),
      limit: SLOWEST_BUILD,
      unit: 's of CPU',
    },
    {
      name: 'decoder, 10 KB',
      found: decoderMs,
      limit: SLOWEST_DECODER,
      unit: 'ms',
    },
  ];
}

async function bench(): Promise<boolean> {
  const report = await buildSite();
  console.log(`\n${formatReport(report)}`);
  const paths = globSync('**/*.html', { cwd: DIST })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
  const weights = (await Promise.all(paths.map(weigh))).sort((a, b) => b.brotli - a.brotli);
  const head = ['', 'brotli 11', 'raw'];
  printTable(`The ten heaviest pages of codes and comparisons (at most ${format(HEAVIEST_PAGE)})`, [
    head,
    ...weights
      .filter(({ path }) => isEntryPage(path))
      .slice(0, 10)
      .map(weightRow),
  ]);
  printTable('The ten heaviest other pages', [
    head,
    ...weights
      .filter(({ path }) => !isEntryPage(path))
      .slice(0, 10)
      .map(weightRow),
  ]);
  printSums(weights);
  const scripts = globSync(['_astro/**/*.*', '**/{search,decoder,words,ui}.json'], { cwd: DIST })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
  printTable('Scripts and the table of the codes', [
    head,
    ...(await Promise.all(scripts.map(weigh))).map(weightRow),
  ]);
  await printPagefind();
  const decoderMs = await printDecoder();
  await printPaint();
  const budgets = await budgetsOf(report, weights, decoderMs);
  printTable('Budgets', [
    ['', 'found', 'limit', '', ''],
    ...budgets.map((budget) => [
      budget.name,
      format(budget.found),
      `≤ ${format(budget.limit)}`,
      budget.unit,
      isKept(budget) ? 'kept' : 'FAILED',
    ]),
  ]);
  return budgets.every(isKept);
}

try {
  process.exitCode = (await bench()) ? 0 : 1;
} catch (error) {
  errorLines(error).forEach((line) => console.error(line));
  process.exit(1);
}
