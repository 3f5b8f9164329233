/** `npm run bench`: builds the site, weighs every page and the search, and compares all of it with the budgets. */
import { globSync, readFileSync, statSync } from 'node:fs';
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

/** The whole build, in seconds, and the render phase, in pages a second, on two cores. */
const SLOWEST_BUILD = 8;
const SLOWEST_RENDER = 400;

/** A line of the last table: what was measured, what is allowed. */
interface Budget {
  name: string;
  found: number;
  limit: number;
  unit: string;
  atLeast?: boolean;
}

const format = (number: number): string =>
  Number.isInteger(number) ? number.toLocaleString('en') : number.toFixed(2);
const isKept = ({ found, limit, atLeast }: Budget): boolean =>
  atLeast ? found >= limit : found <= limit;

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

/** How well the decoder reads the pastes of the tests, in each language. */
async function printDecoder(): Promise<void> {
  const { evaluate, evaluationLines, readDecoderData } =
    await import('../../tests/support/pastes.ts');
  console.log('\nDecoder, on tests/pastes.json');
  for (const lang of ['en', 'vi'])
    evaluationLines(evaluate(readDecoderData(lang), lang)).forEach((line) =>
      console.log(`  ${line}`),
    );
}

/** When /1006 is painted, and when its words alone are. */
async function printPaint(): Promise<void> {
  const { page, plain, ratio } = await paintRatio(DIST, '1006.html');
  console.log(
    `\nFirst paint of /1006 on a slow phone: ${format(page)} ms, of its words alone ${format(plain)} ms: ${ratio.toFixed(2)} times`,
  );
}

async function budgetsOf(report: BuildReport, weights: Weight[]): Promise<Budget[]> {
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
    { name: 'whole build', found: report.total.seconds, limit: SLOWEST_BUILD, unit: 's' },
    {
      name: 'render phase',
      found: Math.round(report.rate),
      limit: SLOWEST_RENDER,
      unit: 'pages/s',
      atLeast: true,
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
  await printDecoder();
  await printPaint();
  const budgets = await budgetsOf(report, weights);
  printTable('Budgets', [
    ['', 'found', 'limit', '', ''],
    ...budgets.map((budget) => [
      budget.name,
      format(budget.found),
      `${budget.atLeast ? '≥' : '≤'} ${format(budget.limit)}`,
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
