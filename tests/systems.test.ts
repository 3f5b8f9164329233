/** What systems mean by numbers: what is computed of them, their pages, and the files for programs. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readSystems } from '../src/lib/content/read.ts';
import type { System, SystemCode } from '../src/lib/model/system.ts';
import {
  asRanges,
  inOrder,
  inPages,
  isLocalOnly,
  oppositeAdvice,
  ownNumbers,
  reconnectRules,
  relatedTo,
  usesByNumber,
  usesOf,
  type Listed,
} from '../src/lib/model/systems.ts';
import { parseCode } from '../src/lib/model/code.ts';
import type { ApiNumber, ApiSystem, ApiSystems } from '../src/lib/publishing/systemsApi.ts';
import { escape } from '../src/lib/text/escape.ts';
import { fitting } from '../src/lib/text/fitting.ts';
import { brotliSize, HEAVIEST_PAGE, isOver } from '../src/tasks/weights.ts';
import { codesIn, languages, ROOT } from './support/fixture-content.ts';
import { parsePage } from './support/pages.ts';
import { closed, schemaOf, validator } from './support/schema.ts';
import { broken, shapeOf, type Shape } from './support/shape.ts';
import { DIST, requireDist } from './support/site.ts';

requireDist();

/** A code with what matters here. */
const code = (number: string, more: Partial<SystemCode> = {}): SystemCode => ({
  code: number,
  name: 'x',
  sender: 'server',
  retry: 'now',
  stated: true,
  source: 'docs',
  ...more,
});
const system = (id: string, codes: SystemCode[], more: Partial<System> = {}): Listed => ({
  id,
  facts: {
    name: id,
    kind: 'api',
    homepage: 'https://example.org/',
    recognised: {},
    read: { date: '2026-11-28', version: '1' },
    sources: { docs: { title: 'docs', url: 'https://example.org/' } },
    codes,
    ...more,
  },
});

describe('numbers', () => {
  test('those of a range have pages, those of a wide one only where another system uses them', () => {
    const uses = usesByNumber([
      system('a', [code('4001'), code('4900-4902'), code('1008'), code('3000')]),
      system('wide', [code('4000-4999')]),
    ]);
    assert.deepEqual(
      ownNumbers(uses, (id) => id === '3000'),
      [4001, 4900, 4901, 4902],
    );
    assert.deepEqual(
      uses.get(4901)!.map((use) => use.system.id),
      ['a', 'wide'],
    );
    assert.equal(uses.get(4500), undefined);
  });

  test('a number stands before a range that holds it, whoever is better known', () => {
    const uses = usesByNumber(
      inOrder([
        system('known', [code('4000-4009')], { rank: 1 }),
        system('b', [code('4004')]),
        system('a', [code('4004')], { rank: 2 }),
      ]),
    );
    assert.deepEqual(
      uses.get(4004)!.map((use) => use.system.id),
      ['a', 'b', 'known'],
    );
  });

  test('opposite advice is of those that send the number, and of no wide range', () => {
    const of = (...systems: Listed[]) => oppositeAdvice(usesByNumber(systems).get(4004)!);
    const again = system('again', [code('4004', { retry: 'later' })]);
    const never = system('never', [code('4004', { retry: 'never' })]);
    assert.deepEqual(
      Object.values(of(again, never)!).map((uses: { system: Listed }[]) =>
        uses.map((use) => use.system.id),
      ),
      [['never'], ['again']],
    );
    assert.equal(of(again, system('fresh', [code('4004', { retry: 'new-session' })])), undefined);
    assert.equal(
      of(again, system('gone', [code('4004', { retry: 'never', unused: true })])),
      undefined,
    );
    assert.equal(of(again, system('wide', [code('4000-4999', { retry: 'never' })])), undefined);
  });

  test('a number that clients make up is hollow', () => {
    const of = (...senders: SystemCode['sender'][]) =>
      isLocalOnly(senders.flatMap((sender) => usesOf(system('a', [code('4000', { sender })]))));
    assert.deepEqual([of('local'), of('local', 'server')], [true, false]);
  });
});

describe('a system', () => {
  test('its rules hold each code once, neighbours as a range', () => {
    const rules = reconnectRules(
      system('a', [
        code('4004', { retry: 'never' }),
        code('4000', { resume: true }),
        code('4001'),
        code('4010-4012', { retry: 'never' }),
      ]),
    );
    assert.deepEqual(rules, [
      { retry: 'never', codes: ['4004', '4010-4012'], resume: [] },
      { retry: 'now', codes: ['4000-4001'], resume: ['4000'] },
    ]);
    assert.deepEqual(asRanges(['4000', '4000-4002', '4001'].map((id) => parseCode(id)!)), [
      '4000-4002',
    ]);
  });

  test('is related by the first word of its name, or by its subprotocol', () => {
    const all = [
      system('discord', [code('4000')]),
      system('discord-voice', [code('4000')]),
      system('disco', [code('4000')], { recognised: { subprotocols: ['x'] } }),
      system('other', [code('4000')], { recognised: { subprotocols: ['x'] } }),
    ];
    const related = (id: string) =>
      relatedTo(
        all.find((one) => one.id === id)!,
        all,
      ).map((one) => one.id);
    assert.deepEqual(related('discord'), ['discord-voice']);
    assert.deepEqual(related('other'), ['disco']);
  });

  test('of many codes has further pages', () =>
    assert.deepEqual(inPages([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]));
});

test('a title names as many as fit', () => {
  const title = (most: number) => fitting(['ab', 'cd', 'ef'], most, (some) => some.join(', '));
  assert.deepEqual(
    [title(10), title(9), title(6), title(1)],
    ['ab, cd, ef', 'ab, cd, …', 'ab, …', 'ab, …'],
  );
});

const read = (path: string): string => readFileSync(join(DIST, path), 'utf8');
const json = <T>(path: string): T => JSON.parse(read(path)) as T;
const systems = inOrder(readSystems());
const known = codesIn('en').map(({ id }) => id);
const uses = usesByNumber(systems);
const numbers = ownNumbers(uses, (id) => known.includes(id));
const folders = languages.map((lang) => (lang === 'en' ? '' : `${lang}/`));
const none = (found: string[]): void => assert.deepEqual(found.slice(0, 10), []);

describe('the pages', () => {
  test('each system and each number has one in every language, within the budget', async () => {
    const pages = folders.flatMap((folder) =>
      [...systems.map(({ id }) => id), ...numbers, 'systems'].map(
        (page) => `${folder}${page}.html`,
      ),
    );
    none(pages.filter((page) => !existsSync(join(DIST, page))));
    const heavy = pages.filter((page) => isOver(read(page), HEAVIEST_PAGE));
    const sizes = await Promise.all(
      heavy.map(async (page) => [page, await brotliSize(read(page))] as const),
    );
    none(
      sizes.filter(([, size]) => size > HEAVIEST_PAGE).map(([page, size]) => `${page}: ${size}`),
    );
  });

  test('a system has a row for each code, a number one for each system', () => {
    /** Of a page and its further ones: `/discord-codes-2`, `/4000-systems-2`. */
    const ids = (page: string, kind: string) =>
      new Set(
        globSync([`${page}.html`, `${page}-${kind}-*.html`], { cwd: DIST }).flatMap(
          (path) => parsePage(path, readFileSync(join(DIST, path), 'utf8')).ids,
        ),
      );
    none(
      systems.flatMap(({ id, facts }) => {
        const found = ids(id, 'codes');
        return facts.codes.filter((own) => !found.has(own.code)).map((own) => `/${id}#${own.code}`);
      }),
    );
    none(
      numbers.flatMap((number) => {
        const found = ids(String(number), 'systems');
        return uses
          .get(number)!
          .filter((use) => !found.has(use.system.id))
          .map((use) => `/${number}#${use.system.id}`);
      }),
    );
  });

  test('a number wears its numeral and the bytes of its frame', () => {
    const html = read('4004.html');
    assert.match(html, /<span class="num big">4004<\/span>/);
    assert.match(html, /<code>0F A4<\/code>/);
  });

  test('opposite advice stands before the meanings', () => {
    const html = read('4004.html');
    assert.ok(oppositeAdvice(uses.get(4004)!));
    assert.ok(html.indexOf('id="reconnect"') < html.indexOf('id="meanings"'));
    const alike = numbers.find((number) => !oppositeAdvice(uses.get(number)!))!;
    assert.doesNotMatch(read(`${alike}.html`), /id="reconnect"/);
  });

  test('no system takes the address of a page, a file or a language', () => {
    const taken = globSync(['*.html', '*.json', '*.md', '*.txt', '*.xml', '*/'], { cwd: DIST }).map(
      (path) => path.replace(/\.\w+$|\/$/g, ''),
    );
    const others = new Set(taken.filter((name) => !systems.some(({ id }) => id === name)));
    none(systems.filter(({ id }) => others.has(id)).map(({ id }) => id));
    // Each system has one file of each kind, and nothing else wrote it.
    none(
      systems.flatMap(({ id, facts }) =>
        read(`${id}.html`).includes(`>${escape(facts.name).replaceAll("'", '&#39;')}</h1>`)
          ? []
          : [id],
      ),
    );
  });
});

describe('the files for programs', () => {
  /** Objects whose keys are languages. */
  const MAPS = ['.about', '.differs[].text'].concat(
    ['.codes[]', '.systems[].meaning'].flatMap((of) => [`${of}.means`, `${of}.do`]),
  );
  const schema = schemaOf('systems-1');

  test('have the shape that the schema describes, and no field that it does not', () => {
    const validate = validator(closed(schema) as object);
    const files = ['systems', ...systems.map(({ id }) => id), ...numbers];
    none(
      files.flatMap((file) =>
        validate(json(`${file}.json`)).map((error) => `${file}.json${error}`),
      ),
    );
  });

  test('the schema refuses a field that is gone or of another type, and takes a new one', () => {
    const validate = validator(schema);
    const good = json<ApiSystem>('discord.json');
    const { reconnect, ...gone } = good;
    assert.ok(reconnect.length);
    assert.notEqual(validate(gone).length, 0);
    assert.notEqual(validate({ ...good, kind: 'other' }).length, 0);
    assert.deepEqual(validate({ ...good, more: 1 }), []);
  });

  test('keep every field that programs rely on', () => {
    const frozen = JSON.parse(readFileSync(join(ROOT, 'tests/shapes-1.json'), 'utf8')) as Record<
      'systems' | 'system' | 'number',
      Shape
    >;
    const shape = (path: string) => shapeOf(json(path), MAPS);
    none(broken(frozen.systems, shape('systems.json')));
    none(broken(frozen.system, shape('discord.json')));
    none(broken(frozen.number, shape('4004.json')));
  });

  test('say when to reconnect after 4004 of Discord, and that others say otherwise', () => {
    const discord = json<ApiSystem>('discord.json');
    const rule = discord.reconnect.find(({ codes }) =>
      codes.some(({ first, last }) => first <= 4004 && 4004 <= last),
    );
    assert.equal(rule?.retry, 'after-login');
    const { opposite, systems: users } = json<ApiNumber>('4004.json');
    assert.ok(opposite?.stop.includes('discord'));
    assert.equal(users.length, uses.get(4004)!.length);
    assert.ok(discord.codes.every(({ means }) => means.en && !means.en.includes('`')));
  });

  test('systems.json has every code of every system, and no sentence', () => {
    const { systems: all } = json<ApiSystems>('systems.json');
    assert.deepEqual(
      all.map(({ id, codes }) => [id, codes.length]),
      systems.map(({ id, facts }) => [id, facts.codes.length]),
    );
    assert.ok(!('means' in all[0]!.codes[0]!));
  });

  test('every page has its Markdown, and llms.txt names that of each system', () => {
    none(
      [...systems.map(({ id }) => id), ...numbers]
        .filter((page) => !existsSync(join(DIST, `${page}.md`)))
        .map(String),
    );
    const list = read('llms.txt');
    none(systems.filter(({ id }) => !list.includes(`/${id}.md)`)).map(({ id }) => id));
    assert.match(read('discord.md'), /\[4004\]\(\S+\/4004\) `Authentication failed`: The token/);
    assert.match(read('4004.md'), /## Reconnect/);
  });
});
