/** The measurements: what is derived from them, what the facts say against them, and that the built pages show exactly them. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { browserMaySend, parseCode } from '../src/lib/model/code.ts';
import { onTheWire } from '../src/lib/model/facts.ts';
import {
  actorsOf,
  codesOf,
  departuresOf,
  fullTable,
  implementationsOf,
  outcomesOf,
  rangesOf,
  smallTable,
  type Implementation,
} from '../src/lib/show/matrix.ts';
import {
  columnCell,
  deviationText,
  exceptionWord,
  scenarioName,
  shortVersion,
  visible,
} from '../src/lib/show/matrixHtml.ts';
import {
  allRows,
  byScenario,
  byTheme,
  deviationsOf,
  forbiddenBy,
  originOf,
  type Measured,
} from '../src/lib/model/measurements.ts';
import { DEVIATIONS, scenarioOf, SCENARIOS, type Deviation } from '../src/lib/model/vocabulary.ts';
import type { Observed, Row } from '../src/lib/model/schema.ts';
import { codesIn, languages, libraries, localeIn, measured } from './support/fixture-content.ts';
import { DIST, requireDist } from './support/site.ts';

const words = Object.fromEntries(languages.map((lang) => [lang, localeIn(lang).words]));
const rows = measured;
const codes = codesIn('en');

/** A row in which nothing happened, but for what is given. */
const row = (scenario: string, observed: Partial<Observed> = {}, more: Partial<Row> = {}): Row => ({
  implementation: 'x',
  version: '1',
  role: 'server',
  scenario,
  ms: 1,
  observed: {
    codeSent: null,
    reasonSent: null,
    codeReported: null,
    reason: null,
    wasClean: null,
    exception: null,
    tcp: 'open',
    ...observed,
  },
  ...more,
});

describe('scenarios', () => {
  test('an id names its words and its number', () => {
    assert.deepEqual(scenarioOf('close.code.1012'), { word: 'close.code.N', number: 1012 });
    assert.deepEqual(scenarioOf('hs.status-403'), { word: 'hs.status-N', number: 403 });
    assert.deepEqual(scenarioOf('api.close.reason-123'), { word: 'api.close.reason-123' });
    for (const unknown of ['close.code.', 'close.code.123456', 'api.open.1', 'tcp', '__proto__'])
      assert.equal(scenarioOf(unknown), undefined, unknown);
  });

  test('codes stand in order of number', () => {
    assert.deepEqual(
      ['tcp.fin', 'close.code.1000', 'close.code.999', 'api.close.1'].sort(byScenario),
      ['close.code.999', 'close.code.1000', 'tcp.fin', 'api.close.1'],
    );
  });
});

describe('where a reported code comes from', () => {
  const CASES: [what: string, row: Row, origin: string][] = [
    [
      "the code of the peer's Close frame is read from it",
      row('close.code.1001', { codeSent: 1001, codeReported: 1001, tcp: 'fin' }),
      'frame',
    ],
    [
      "1006 after a refusal is the own side's",
      row('close.code.1006', { codeSent: 1002, codeReported: 1006, tcp: 'fin' }),
      'local',
    ],
    [
      'a code that was refused may be reported all the same',
      row('close.code.999', { codeSent: 1002, codeReported: 999, tcp: 'fin' }),
      'frame',
    ],
    [
      '1006 that was taken is read from the frame',
      row('close.code.1006', { codeSent: 1000, codeReported: 1006, tcp: 'fin' }),
      'frame',
    ],
    [
      "1006 without an answer is the own side's",
      row('close.code.1006', { codeReported: 1006, wasClean: false, tcp: 'fin' }),
      'local',
    ],
    [
      'an empty frame has no code to read',
      row('close.empty', { codeSent: 'empty', codeReported: 1005, tcp: 'fin' }),
      'local',
    ],
    ['a lost connection has no frame', row('tcp.fin', { codeReported: 1006, tcp: 'fin' }), 'local'],
    [
      'the peer answers a Close frame with the same code',
      row('api.close.4000', { codeSent: 4000, codeReported: 4000, tcp: 'fin' }),
      'frame',
    ],
    [
      'the peer does not answer here',
      row('slow.close-no-reply', { codeSent: 1000, codeReported: 1000, tcp: 'fin' }),
      'local',
    ],
    ['nothing was reported', row('close.code.1001', { codeSent: 1001 }), 'none'],
  ];
  for (const [what, given, origin] of CASES)
    test(what, () => assert.equal(originOf(given), origin));
});

describe('deviations from RFC 6455', () => {
  const CASES: [
    scenario: string,
    observed: Partial<Observed>,
    deviations: Deviation[],
    role?: Row['role'],
  ][] = [
    ['close.code.1000', { codeSent: 1000, codeReported: 1000, tcp: 'fin' }, []],
    ['close.code.1000', { codeReported: 1000, tcp: 'fin' }, ['unanswered']],
    ['close.code.1001', { codeSent: 1000, codeReported: 1000, tcp: 'fin' }, ['reports']],
    ['close.code.1006', { codeSent: 1002, codeReported: 1006, tcp: 'fin' }, []],
    ['close.code.1006', { codeSent: 1006, codeReported: 1006, tcp: 'fin' }, ['sends', 'takes']],
    ['close.code.1006', { codeSent: 1000, codeReported: 1006, tcp: 'fin' }, ['takes']],
    ['close.code.999', { codeSent: 1000, codeReported: 999, tcp: 'fin' }, ['takesRange']],
    [
      'close.code.5000',
      { codeSent: 5000, codeReported: 5000, tcp: 'fin' },
      ['sendsAbove', 'takesAbove'],
    ],
    [
      'close.code.1004',
      { codeSent: 1004, codeReported: 1004, tcp: 'fin' },
      ['sendsRange', 'takesRange'],
    ],
    ['close.code.3000', { codeSent: 1002, codeReported: 1006, tcp: 'fin' }, ['refuses']],
    ['close.code.1014', { codeSent: 1002, codeReported: 1006, tcp: 'fin' }, ['refusesLater']],
    ['close.code.1010', { codeSent: 1002, tcp: 'fin' }, ['refuses']],
    ['close.code.1010', { codeSent: 1002, tcp: 'fin' }, [], 'client'],
    ['close.code.1010', { exception: 'ProtocolException', tcp: 'fin' }, [], 'client'],
    ['close.code.1010', { codeReported: 1010, tcp: 'fin' }, ['unanswered'], 'client'],
    ['close.empty', { codeSent: 'empty', codeReported: 1005, tcp: 'fin' }, []],
    ['close.empty', { codeSent: 1000, codeReported: 1000, tcp: 'fin' }, ['reportsEmpty']],
    ['close.empty', { codeSent: 1005, codeReported: 1005, tcp: 'fin' }, ['sends']],
    ['close.one-byte', { codeSent: 1002, tcp: 'fin' }, []],
    ['close.one-byte', { codeSent: 'empty', codeReported: 1005, tcp: 'fin' }, ['oneByte']],
    ['tcp.fin', { codeReported: 1006, tcp: 'fin' }, []],
    ['tcp.fin', { codeReported: 1002, tcp: 'fin' }, ['reportsLost']],
    ['net.tls-selfsigned', { codeReported: 1015, tcp: null }, [], 'client'],
    ['hs.status-403', { codeReported: 1002, tcp: null }, [], 'client'],
    ['frame.unmasked', { codeSent: 1002, tcp: 'fin' }, []],
    ['frame.unmasked', {}, ['unmasked']],
    ['frame.rsv1', { tcp: 'rst' }, []],
    ['text.invalid-utf8', { codeSent: 1002, tcp: 'fin' }, ['otherCode']],
    ['text.invalid-utf8', {}, ['utf8']],
    ['hs.wrong-accept', {}, ['accept'], 'client'],
    ['hs.wrong-accept', { exception: 'Error: no', tcp: 'fin' }, [], 'client'],
    ['api.close.1005', { codeSent: 1005, codeReported: 1005 }, ['sends'], 'client'],
    [
      'api.close.reason-124',
      { codeSent: 1000, reasonSent: 'é'.repeat(62) },
      ['sendsLong'],
      'client',
    ],
    ['proxy.backend-fin', {}, [], 'proxy'],
  ];
  for (const [scenario, observed, deviations, role = 'server'] of CASES)
    test(`${scenario} ${JSON.stringify(observed)} as ${role}`, () =>
      assert.deepEqual(deviationsOf(row(scenario, observed, { role })), deviations));

  test('each names a section that the site can link to', () => {
    for (const { section } of Object.values(DEVIATIONS)) assert.match(section, /^\d+(\.\d+)*$/);
  });
});

describe('lists', () => {
  test('a range ends where another number was tried, and at the borders of the code space', () => {
    assert.deepEqual(rangesOf([1000, 1001, 1003], [999, 1000, 1001, 1002, 1003]), [
      [1000, 1001],
      [1003, 1003],
    ]);
    assert.deepEqual(
      rangesOf([999, 1000, 2999, 3000, 4999, 5000], [999, 1000, 2999, 3000, 4999, 5000]),
      [
        [999, 999],
        [1000, 2999],
        [3000, 4999],
        [5000, 5000],
      ],
    );
  });

  test('codes are accepted, refused and sent as the rows say', () => {
    const tried = [
      row('close.code.1000', { codeSent: 1000, codeReported: 1000 }),
      row('close.code.1012', { codeSent: 1002 }),
      row('close.code.1006', { codeSent: 1006, codeReported: 1006 }),
      row('api.close.1000', { codeSent: 1000 }),
      row('api.close.999', { exception: 'RangeError: no' }),
    ];
    assert.deepEqual(codesOf(tried), {
      received: [1000, 1006, 1012],
      asked: [999, 1000],
      refuses: [1012],
      accepts: [1000, 1006],
      sends: [1000],
    });
  });

  test('a client that refuses 1010 does what it may, and does not accept it', () => {
    const tried = [
      row('close.code.1010', { exception: 'ProtocolException', tcp: 'fin' }, { role: 'client' }),
    ];
    assert.deepEqual(codesOf(tried).refuses, [1010]);
    assert.deepEqual(codesOf(tried).accepts, []);
  });

  test('codes against the RFC stand apart in red, what is told of an exception is a word, and control characters are seen', () => {
    const own: Implementation = {
      id: 'x',
      name: 'x',
      library: libraries[0]!,
      version: '1',
      role: 'server',
      rows: allRows([
        {
          version: 1,
          date: '2026-01-01',
          platform: 'x',
          results: [
            row('close.code.1000', { codeSent: 1000, codeReported: 1000 }),
            row('close.code.1006', { codeSent: 1006, codeReported: 1006 }),
            row('app.throw', { exception: 'Exit: code 1' }),
          ],
        },
      ]),
    };
    const locale = localeIn('en');
    assert.equal(
      columnCell(own, { codes: 'accepts' }, locale),
      '1000<small class="bad">1006: accepted</small>',
    );
    assert.match(
      columnCell(own, { name: 'throws', scenarios: ['app.throw'] }, locale),
      /the process ended/,
    );
    assert.equal(
      exceptionWord('*errors.errorString: websocket: bad close code 0', locale),
      locale.words.implementations.error,
    );
    assert.equal(visible('code: \u0000é'), 'code: \\u0000é');
  });

  test('a version is shown without the revision of its package', () => {
    assert.deepEqual(
      ['10.1.60-1~deb12u1', '8.23.0', '17.0.15+6-1~deb12u1', '2.0.0-beta.1'].map(shortVersion),
      ['10.1.60', '8.23.0', '17.0.15+6', '2.0.0-beta.1'],
    );
  });

  test('an implementation that no library names is refused', () => {
    assert.throws(
      () =>
        implementationsOf(
          allRows([{ version: 1, date: '2026-01-01', platform: 'x', results: [row('tcp.fin')] }]),
          libraries,
        ),
      /found implementation "x"; expected .*; add it to measuredAs/,
    );
  });
});

describe('what content says, against the runs', () => {
  test('a code may stand in a Close frame exactly if RFC 6455 does not forbid it', () => {
    const wrong = codes.flatMap((code) =>
      Array.from({ length: code.last - code.first + 1 }, (_, place) => code.first + place)
        .filter((number) => onTheWire(code) !== (forbiddenBy(number) === undefined))
        .map((number) => `${number} of ${code.id}`),
    );
    assert.deepEqual(wrong, []);
  });

  for (const id of ['node-builtin', 'undici', 'chromium', 'firefox'])
    test(
      `close() takes the codes that the facts say: ${id}`,
      { skip: !rows.some(({ implementation }) => implementation === id) && 'not measured' },
      () => {
        const asked = rows.filter(
          ({ implementation, role, scenario }) =>
            implementation === id &&
            role === 'client' &&
            scenarioOf(scenario)!.word === 'api.close.N',
        );
        assert.ok(asked.length > 10, `${asked.length} rows`);
        for (const { scenario, observed } of asked) {
          const { number } = scenarioOf(scenario)!;
          assert.equal(
            observed.codeSent === number,
            browserMaySend(parseCode(String(number))!),
            `${scenario}: ${JSON.stringify(observed)}`,
          );
          if (observed.codeSent !== number)
            assert.match(observed.exception ?? '', /InvalidAccessError|invalid code/i, scenario);
        }
      },
    );

  test('what an implementation takes or sends against the facts is listed as a deviation', () => {
    const AGAINST: Deviation[] = [
      'takes',
      'takesRange',
      'takesAbove',
      'sends',
      'sendsRange',
      'sendsAbove',
    ];
    for (const one of implementationsOf(rows, libraries).filter(({ role }) => role !== 'proxy')) {
      const { accepts, sends } = codesOf(one.rows);
      const listed = new Set(
        departuresOf(one.rows)
          .filter(({ deviation }) => AGAINST.includes(deviation))
          .flatMap((departure) =>
            departure.rows.map(({ scenario }) => scenarioOf(scenario)!.number),
          ),
      );
      for (const code of [...accepts, ...sends].filter((number) => forbiddenBy(number)))
        assert.ok(listed.has(code), `${one.id} as ${one.role}: ${code}`);
    }
  });
});

/** With every kind of space as one: some languages keep a unit on its line. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The rows of a table's HTML, cell by cell, as text. */
function rowsOf(table: string): string[][] {
  const text = (html: string) =>
    html
      .replaceAll('<small', ' <small')
      .replace(/<[^>]+>/g, '')
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
      .replace(/\s+/g, ' ')
      .trim();
  return [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, line]) =>
    [...line!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => text(cell!)),
  );
}

/** The tables of a built page that show what was measured. */
const tablesOf = (path: string): string[][][] =>
  [
    ...readFileSync(join(DIST, path), 'utf8').matchAll(/<table class="?mx[^>]*>(.*?)<\/table>/gs),
  ].map(([, table]) => rowsOf(table!));

/** What a cell must begin with, put together here a second time, from the row alone; `shared`: of several rows, each with its own number; `brief`: its column says what was sent and what reported. */
function expected(
  { observed: { codeSent, codeReported }, ...rest }: Measured,
  lang: string,
  shared = false,
  brief = false,
): RegExp {
  const t = words[lang]!.implementations;
  const own = scenarioOf(rest.scenario)!.number;
  const code = (number: unknown) => (shared && number === own ? t.same : String(number));
  const nothing = `${t.nothing}–`;
  const sent = codeSent === 'empty' ? t.empty : codeSent === null ? nothing : code(codeSent);
  const origin = originOf({ observed: { codeSent, codeReported }, ...rest } as Measured);
  const reported =
    codeReported === null
      ? nothing
      : `${origin === 'frame' ? `●${t.frame}` : `○${t.local}`} ${code(codeReported)}`;
  return new RegExp(
    brief ? `^${sent} / ${reported}(?!\\d)` : `^${t.sent} ${sent} ${t.reported} ${reported}(?!\\d)`,
  );
}

/** A code or a range, which every language writes with an en dash, as the addresses are named. */
const RANGES = /(\d+)(?:–(\d+))?/g;

/** The numbers in the name of a row, `1000–1003, 1007`, as pairs; undefined if it names another kind of scenario. */
function numbersIn(name: string, scenario: string, lang: string): [number, number][] | undefined {
  const { word, number } = scenarioOf(scenario)!;
  const [before, after = ''] = plain(words[lang]!.implementations.scenarios[word]).split(
    '{number}',
  );
  if (number === undefined) return name === before ? [] : undefined;
  if (!name.startsWith(before!) || !name.endsWith(after)) return undefined;
  const listed = name.slice(before!.length, name.length - after.length);
  const { list } = localeIn(lang);
  const joints = new Set([' ', list(['', '']), list(['', '', ''])].join(''));
  if (
    !listed
      .replace(RANGES, '')
      .split('')
      .every((letter) => joints.has(letter))
  )
    return undefined;
  return [...listed.matchAll(RANGES)].map(([, first, last = first]) => [
    Number(first),
    Number(last),
  ]);
}

describe('the built pages', { skip: rows.length === 0 && 'nothing is measured' }, () => {
  requireDist();
  const all = implementationsOf(rows, libraries);

  for (const lang of languages) {
    const at = (page: string) => (lang === 'en' ? `${page}.html` : `${lang}/${page}.html`);
    const locale = localeIn(lang);
    const ui = locale.words;

    test(`a code's own page names each implementation where it did what it did (${lang})`, () => {
      let seen = 0;
      for (const code of codes) {
        const table = smallTable(code, rows, all);
        const html = readFileSync(join(DIST, at(code.id)), 'utf8');
        const section = /<section id="implementations">(.*?)<\/section>/s.exec(html)?.[1];
        assert.equal(section === undefined, table === undefined, code.id);
        if (!table) continue;
        const tried = table.scenarios
          .map((scenario, column) => ({ scenario, column }))
          .filter(({ column }) => table.lines.some(({ cells }) => cells[column]));
        const groups = [...section!.matchAll(/<tbody>(.*?)<\/tbody>/gs)].map(([, group]) =>
          rowsOf(group!),
        );
        assert.deepEqual(
          groups.map(([first]) => first![0]),
          tried.map(({ scenario }) => plain(scenarioName(scenario, locale))),
          code.id,
        );
        for (const { name, version, cells } of table.lines) {
          assert.ok(section!.includes(`${name} ${shortVersion(version)}`), `${code.id}, ${name}`);
          tried.forEach(({ column }, place) => {
            const cell = cells[column];
            const own = groups[place]!.filter((line) => line.at(-2)!.split('; ').includes(name));
            assert.equal(own.length, cell ? 1 : 0, `${code.id}, ${name}, column ${column}`);
            if (cell)
              assert.match(
                own[0]!.at(-1)!,
                expected(cell, lang, false, true),
                `${code.id}, ${name}, ${cell.scenario}`,
              );
            seen += cell ? 1 : 0;
          });
        }
      }
      assert.ok(seen > 20, `${seen} cells seen`);
    });

    test(`the further page of a code names everybody in each scenario once for each row (${lang})`, () => {
      for (const code of codes.filter(({ id }) =>
        existsSync(join(DIST, at(`${id}-implementations`))),
      )) {
        const full = fullTable(code, rows);
        const shown = tablesOf(at(`${code.id}-implementations`));
        assert.equal(shown.length, full.length, code.id);
        full.forEach(({ outcomes }, place) =>
          outcomes.forEach(({ example, rows: alike }, line) => {
            const [codesCell, , who] = shown[place]![line + 1]!;
            assert.match(codesCell!, expected(example, lang), `${code.id}, ${example.scenario}`);
            for (const { implementation, version } of alike)
              assert.ok(
                who!.includes(
                  `${all.find(({ id }) => id === implementation)!.name} ${shortVersion(version)}`,
                ),
                `${code.id}, ${example.scenario}: ${implementation}`,
              );
          }),
        );
      }
    });

    test(`a library's page shows every row and every deviation of it (${lang})`, () => {
      for (const { id } of libraries) {
        const own = all.filter((one) => one.library.id === id);
        const page = at(`implementations-${id}`);
        const shown = tablesOf(page);
        const html = readFileSync(join(DIST, page), 'utf8')
          .replaceAll('&quot;', '"')
          .replaceAll('&#34;', '"')
          .replaceAll('&#39;', "'");
        assert.equal(shown.length, own.length, page);
        // A row of one cell names the theme of those below it.
        own.forEach((one, place) =>
          byTheme(one.rows)
            .flatMap(([, some]) => some)
            .forEach((measured) => {
              const { number } = scenarioOf(measured.scenario)!;
              const found = shown[place]!.filter(([name]) => {
                const numbers = numbersIn(name!, measured.scenario, lang);
                return (
                  numbers &&
                  (number === undefined ||
                    numbers.some(([first, last]) => number >= first && number <= last))
                );
              });
              assert.equal(found.length, 1, `${page}, ${measured.scenario}`);
              const [name, codesCell, tcp] = found[0]!;
              const shared = numbersIn(name!, measured.scenario, lang)!;
              const isShared = shared.length > 1 || shared.some(([one, other]) => one !== other);
              assert.match(
                codesCell!,
                expected(measured, lang, isShared),
                `${page}, ${measured.scenario}`,
              );
              assert.ok(
                tcp!.startsWith(
                  measured.observed.tcp ? ui.implementations.ended[measured.observed.tcp] : '–',
                ),
                `${page}, ${measured.scenario}: ${tcp}`,
              );
            }),
        );
        for (const departure of departuresOf(own.flatMap((one) => one.rows)))
          assert.ok(
            html.includes(deviationText(departure.deviation, departure.rows, locale)),
            `${page}: ${departure.deviation}`,
          );
      }
    });

    test(`the table of all has a line for each (${lang})`, () => {
      const lines = tablesOf(at('implementations')).flatMap((table) =>
        table.slice(1).map(([head]) => head),
      );
      assert.deepEqual(
        lines.toSorted(),
        all.map(({ name, version }) => `${name} ${shortVersion(version)}`).toSorted(),
      );
    });
  }
});

test('rows that look alike stand together, the most first', () => {
  const some = allRows([
    {
      version: 1,
      date: '2026-01-01',
      platform: 'x',
      results: [
        row('tcp.fin', { codeReported: 1006 }),
        row('tcp.fin', {}, { implementation: 'y' }),
        row('tcp.fin', {}, { implementation: 'z' }),
      ],
    },
  ]);
  assert.deepEqual(
    outcomesOf(some).map((outcome) => outcome.rows.map(({ implementation }) => implementation)),
    [['y', 'z'], ['x']],
  );
});

test('an outcome names with its role only who did another thing in the other one', () => {
  const some = allRows([
    {
      version: 1,
      date: '2026-01-01',
      platform: 'x',
      results: [
        row('tcp.fin', { codeReported: 1006 }),
        row('tcp.fin', {}, { role: 'client' }),
        row('tcp.fin', {}, { implementation: 'y' }),
        row('tcp.fin', {}, { implementation: 'y', role: 'client' }),
      ],
    },
  ]);
  const [library] = libraries;
  const named = implementationsOf(some, [{ ...library!, measuredAs: { x: 'X', y: 'Y' } }]);
  assert.deepEqual(
    actorsOf(outcomesOf(some), named).map((actors) =>
      actors.map(({ name, roles }) => [name, ...roles]),
    ),
    [[['X', 'client'], ['Y']], [['X', 'server']]],
  );
});

test('every scenario of the measurements has words in every language', () => {
  for (const lang of languages)
    for (const word of SCENARIOS)
      assert.ok(words[lang]!.implementations.scenarios[word], `${lang}: ${word}`);
});

test('every scenario has a theme, and none has two: no row is lost on the page of a library', () => {
  const rows = SCENARIOS.map((scenario) => ({ scenario }));
  assert.deepEqual(
    byTheme(rows)
      .flatMap(([, some]) => some.map(({ scenario }) => scenario))
      .sort(),
    [...SCENARIOS].sort(),
  );
});
