/** Systems that nobody has, in a copy of the project: more than one page has room for. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './fixture-content.ts';
import type { Project } from './fixture-project.ts';
import { readFiles } from '../../src/lib/content/files.ts';
import { readSystems } from '../../src/lib/content/read.ts';
import { SYSTEM_KINDS } from '../../src/lib/model/system.ts';

const CONSONANTS = 'bcdfghjklmnpqrstvwxz';
const VOWELS = 'aeiou';

/** A name that nobody has, another for each number up to 6,000 and more: four syllables that compress no better than a real name. */
export const nameFor = (place: number): string =>
  Array.from({ length: 4 }, (_, syllable) => {
    // A step prime to the hundred syllables, so that neighbours look nothing alike.
    const at =
      Math.floor((place * 7919 + 12_345) / 100 ** (syllable % 3)) + syllable * (37 + place);
    return CONSONANTS[at % 20]! + VOWELS[Math.floor(at / 20) % 5]!;
  }).join('');

/** What real systems say of their private codes. */
const said = readSystems(readFiles(ROOT)).flatMap((system) =>
  system.facts.codes
    .filter(({ code }) => /^4\d{3}$/.test(code))
    .map((code) => ({ system, code, words: system.words.codes[code.code]! })),
);

/** A sentence and its Vietnamese. */
const entry = (key: string, english: string, own: string): string =>
  `msgctxt ${JSON.stringify(key)}\nmsgid ${JSON.stringify(english)}\nmsgstr ${JSON.stringify(own)}\n`;

/**
 * Adds a system. Its codes are taken from real ones, sentences and all, under its own numbers.
 * @param place which of them it is: decides its name, its kind and which codes it takes
 */
function addSystem(project: Project, place: number, numbers: readonly number[]): string {
  const id = nameFor(place);
  const own = numbers.map((number, at) => ({ number, ...said[(place + at) % said.length]! }));
  const about = own[0]!.system;
  const write = (file: string, text: string) =>
    project.write(`content/systems/${id}/${file}`, text);
  mkdirSync(join(project.root, 'content/systems', id));
  // JSON is YAML.
  write(
    'facts.yml',
    JSON.stringify({
      name: id[0]!.toUpperCase() + id.slice(1),
      kind: SYSTEM_KINDS[place % SYSTEM_KINDS.length],
      homepage: `https://${id}.example`,
      recognised: { hosts: [`${id}.example`] },
      read: about.facts.read,
      sources: { docs: { title: id, url: `https://${id}.example/docs` } },
      codes: own.map(({ number, code: { name, sender, retry } }) => ({
        ...{ code: number, name, sender, retry, stated: false, source: 'docs#L1' },
      })),
    }),
  );
  write(
    'en.yml',
    JSON.stringify({
      about: about.words.about,
      codes: Object.fromEntries(own.map(({ number, words }) => [number, words])),
    }),
  );
  const translated = (system: (typeof own)[number]['system'], key: string) =>
    system.translations.get('vi')!.get(key)!.own;
  write(
    'vi.po',
    [
      entry('about', about.words.about, translated(about, 'about')),
      ...own.flatMap(({ number, system, code, words }) =>
        (['means', 'do'] as const)
          .filter((what) => words[what])
          .map((what) =>
            entry(`${number}/${what}`, words[what]!, translated(system, `${code.code}/${what}`)),
          ),
      ),
    ].join('\n'),
  );
  return id;
}

/** Adds so many systems that use a number. @returns their ids */
export const addUsers = (project: Project, number: number, count: number): string[] =>
  Array.from({ length: count }, (_, place) => addSystem(project, place, [number]));

/** Adds a system of so many codes. @returns its id */
export const addLargeSystem = (project: Project, first: number, codes: number): string =>
  addSystem(
    project,
    5_000,
    Array.from({ length: codes }, (_, place) => first + place),
  );
