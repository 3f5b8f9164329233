/**
 * `npm run scale [-- --languages 13 --pages 2000 --keep]`: builds a copy of the project with so many generated languages and pages more,
 * and prints what it took and what the hosts' limits leave. The languages are that of the tests, one and a half times as heavy as English,
 * under so many tags; the pages are copies of the systems under other names. `--systems 3000 --entries 20000` instead of `--pages`: so many
 * systems in all, with about so many codes. `--keep` leaves the copy where it says.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { PSEUDO, pseudoFiles } from '../../tests/support/fixture-pseudo.ts';
import { copyProject, isSpoken, type Project } from '../../tests/support/fixture-project.ts';
import { nameFor } from '../../tests/support/fixture-systems.ts';
import { exceeded, usageLines } from '../lib/publishing/limits.ts';
import { usageOf } from './deploy-check.ts';
import { brotliSize, HEAVIEST_PAGE, isEntryPage, isFurtherPage, quickSize } from './weights.ts';

/** Most memory that the processes of a build hold at once, in MiB. */
const MOST_MEMORY = 2048;

/** How many pages that a quick compression finds the heaviest are compressed well. */
const WEIGHED = 20;

const { values } = parseArgs({
  options: {
    languages: { type: 'string', default: '13' },
    pages: { type: 'string', default: '2000' },
    systems: { type: 'string' },
    entries: { type: 'string', default: '0' },
    keep: { type: 'boolean', default: false },
  },
});

/** Tags for private use: qaa, qab, … @param count at most 26 */
const tagsFor = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, place) => `${PSEUDO.slice(0, 1)}a${String.fromCharCode(97 + place)}`,
  );

const systemsOf = (project: Project): string[] =>
  readdirSync(join(project.root, 'content/systems'));

/** How many codes a system has. */
const codesOf = (project: Project, id: string): number =>
  project.read(`content/systems/${id}/facts.yml`).split('\n  - code:').length - 1;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/**
 * The systems to copy: those of one page; without those of the fewest codes, until the others have so many on average.
 * @param average codes of a system; 0: any
 */
function models(project: Project, average: number): string[] {
  const counted = systemsOf(project)
    .map((id) => ({ id, codes: codesOf(project, id) }))
    .filter(({ codes }) => codes < 50);
  const mean = (all: typeof counted) => sum(all.map(({ codes }) => codes)) / all.length;
  const fewest = Array.from({ length: 50 }, (_, codes) =>
    counted.filter((one) => one.codes >= codes),
  );
  return fewest.find((all) => mean(all) >= average)!.map(({ id }) => id);
}

/**
 * Copies systems, in order, until there are so many more. What they are recognised by stays with the first.
 * @param entries codes that all systems are to have in the end, about; 0: as it comes
 */
function addSystems(project: Project, count: number, entries: number): void {
  const folder = join(project.root, 'content/systems');
  const there = sum(systemsOf(project).map((id) => codesOf(project, id)));
  const ids = models(project, Math.max(0, entries - there) / Math.max(1, count));
  for (let made = 0; made < count; made++) {
    const id = ids[made % ids.length]!;
    const copy = nameFor(made);
    cpSync(join(folder, id), join(folder, copy), { recursive: true });
    const facts = project.read(`content/systems/${id}/facts.yml`);
    project.write(
      `content/systems/${copy}/facts.yml`,
      facts
        .replace(/^name: .*/m, `name: ${copy[0]!.toUpperCase()}${copy.slice(1)}`)
        .replace(/^rank: .*\n/m, '')
        .replace(/^recognised:.*\n(?: .*\n)*/m, `recognised: { hosts: [${copy}.example] }\n`),
    );
  }
}

function addLanguages(project: Project, tags: readonly string[]): void {
  for (const [path, text] of Object.entries(tags.length ? pseudoFiles(project.root, tags) : {})) {
    mkdirSync(dirname(join(project.root, path)), { recursive: true });
    project.write(path, text);
  }
}

/** MiB that the processes below this one hold in memory now. */
function memoryBelow(): number {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,comm='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter(([, , , name]) => name !== 'ps');
  const below = (parent: string): number =>
    rows
      .filter(([, ppid]) => ppid === parent)
      .reduce((sum, [pid, , rss]) => sum + Number(rss) / 1024 + below(pid!), 0);
  return below(String(process.pid));
}

/** The heaviest of some pages, compressed. */
async function heaviest(
  dist: string,
  paths: readonly string[],
): Promise<[path: string, size: number]> {
  const read = (path: string) => readFileSync(join(dist, path), 'utf8');
  const first = paths
    .map((path) => ({ path, size: quickSize(read(path)) }))
    .sort((a, b) => b.size - a.size)
    .slice(0, WEIGHED);
  const sizes = await Promise.all(
    first.map(async ({ path }): Promise<[string, number]> => [path, await brotliSize(read(path))]),
  );
  return sizes.sort(([, a], [, b]) => b - a)[0]!;
}

const shown = (number: number): string => Math.round(number).toLocaleString('en');

/** Builds the copy and prints what was measured; true if every limit is kept. */
async function measure(project: Project): Promise<boolean> {
  const languages = readdirSync(join(project.root, 'content/ui')).length;
  const systems = systemsOf(project);
  const codes = sum(systems.map((id) => codesOf(project, id)));
  console.log(`${languages} languages, ${systems.length} systems with ${codes} codes: building …`);
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, memoryBelow())), 250);
  const { status, out, err } = await project.build();
  clearInterval(watch);
  out.filter((line) => !line.startsWith('behind: ')).forEach((line) => console.log(line));
  err.forEach((line) => console.error(line));
  if (status !== 0) return false;
  const dist = join(project.root, 'dist');
  const pages = globSync('**/*.html', { cwd: dist }).map((path) => path.replaceAll('\\', '/'));
  console.log(`memory of the build   ${shown(peak)} of ${shown(MOST_MEMORY)} MiB`);
  const usage = usageOf(dist);
  usageLines(usage).forEach((line) => console.log(line));
  const kinds = {
    'codes, comparisons, numbers': pages.filter(isEntryPage),
    'further pages': pages.filter(isFurtherPage),
    'other pages': pages.filter((path) => !isEntryPage(path) && !isFurtherPage(path)),
  };
  let isKept = peak <= MOST_MEMORY;
  for (const [kind, paths] of Object.entries(kinds)) {
    const [path, size] = await heaviest(dist, paths);
    console.log(`heaviest of ${kind}: ${path}, ${shown(size)} bytes`);
    if (isEntryPage(path) && size > HEAVIEST_PAGE) isKept = false;
  }
  const over = exceeded(usage);
  over.forEach((line) => console.error(line));
  return isKept && over.length === 0;
}

const project = copyProject(undefined, {}, isSpoken);
try {
  const tags = tagsFor(Number(values.languages));
  const languages = readdirSync(join(project.root, 'content/ui')).length + tags.length;
  const more = values.systems
    ? Number(values.systems) - systemsOf(project).length
    : Math.ceil(Number(values.pages) / languages);
  addSystems(project, more, Number(values.entries));
  addLanguages(project, tags);
  process.exitCode = (await measure(project)) ? 0 : 1;
} finally {
  if (values.keep) console.log(`kept: ${project.root}`);
  else project.remove();
}
