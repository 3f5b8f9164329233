/** Comparisons that nobody wrote: how their sentences are chosen, and that none of them says what a fact or a measurement denies. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseCode } from '../src/lib/model/code.ts';
import {
  evidenceFrom,
  nameInList,
  type Evidence,
  type Witness,
} from '../src/lib/model/evidence.ts';
import { onTheWire, type CodeFacts } from '../src/lib/model/facts.ts';
import { allPairs, pairId, RANGE_PAIRS } from '../src/lib/model/pairs.ts';
import type { Facts, Row } from '../src/lib/model/schema.ts';
import { implementationsOf } from '../src/lib/show/matrix.ts';
import { differencesOf, sentenceOf, verdictOf } from '../src/lib/text/compose.ts';
import {
  codesIn,
  curatedVerdict,
  inShortIn,
  languages,
  libraries,
  measured,
  localeIn,
} from './support/fixture-content.ts';

/** A description that search engines show whole. */
const LONGEST = 155;

const codes = codesIn('en');
const pairs = allPairs(codes).map((pair) => ({ ...pair, id: pairId(pair.left.id, pair.right.id) }));
const unwritten = pairs.filter(({ id }) => !curatedVerdict(id, 'en'));
const evidence = evidenceFrom(implementationsOf(measured, libraries));
const nothing: Evidence = { outcomes: [], halves: [], refusals: [] };
const en = localeIn('en');

const made = (id: string, changes: Partial<Facts> = {}): CodeFacts => ({
  ...parseCode(id)!,
  facts: {
    name: 'x',
    family: 'you',
    ending: 'frame',
    senders: ['server'],
    reconnect: { policy: 'after-fix' },
    otherSide: 'repeats',
    definedIn: 'rfc6455-7.4.1',
    confusedWith: [],
    ...changes,
  },
});

/** A code with its short sentence, as the page of a language has it. */
const shortOf = ({ id }: CodeFacts, lang: string) => ({ id, inShort: inShortIn(id, lang) });

/** The sentences of a pair, as the page has them. */
const said = (left: CodeFacts, right: CodeFacts, lang: string): string[] =>
  differencesOf(left, right, evidence(left, right), localeIn(lang));

describe('a verdict', () => {
  test('is what each code says in short', () =>
    assert.equal(
      verdictOf({ id: '1', inShort: '1 in short.' }, { id: '2', inShort: '2 in short.' }, en),
      '1 in short. 2 in short.',
    ));
  test('is refused for a code without one', () =>
    assert.throws(() => verdictOf({ id: '1' }, { id: '2' }, en), /no inShort found/));

  for (const lang of languages) {
    const locale = localeIn(lang);
    test(`names both codes and is short enough for a description (${lang})`, () => {
      for (const { left, right, id } of unwritten) {
        const verdict = verdictOf(shortOf(left, lang), shortOf(right, lang), locale);
        assert.ok(verdict.includes(left.id) && verdict.includes(right.id), `${id}: "${verdict}"`);
        assert.ok(verdict.length <= LONGEST, `${id} has ${verdict.length}: "${verdict}"`);
      }
    });
    test(`of one code never differs from another only in the numbers (${lang})`, () => {
      const all = pairs.map(({ left, right, id }) => ({
        id,
        words: (
          curatedVerdict(id, lang) ?? verdictOf(shortOf(left, lang), shortOf(right, lang), locale)
        ).replace(/\d[\d–-]*/g, '#'),
      }));
      const twins = [...Map.groupBy(all, ({ words }) => words).values()].filter(
        (same) => same.length > 1,
      );
      assert.deepEqual(
        twins.map((same) => same.map(({ id }) => id)),
        [],
      );
    });
  }
});

describe('what differs', () => {
  const differences = (left: CodeFacts, right: CodeFacts) =>
    differencesOf(left, right, nothing, en);
  test('is a sentence about each code where a fact differs, and none where it does not', () => {
    const backoff = made('2', { reconnect: { policy: 'backoff' } });
    assert.deepEqual(differences(made('1'), backoff), [
      `${sentenceOf(made('1'), 'reconnect', en)} ${sentenceOf(backoff, 'reconnect', en)}`,
    ]);
  });
  test('is said to be nothing where no fact differs', () =>
    assert.deepEqual(differences(made('1'), made('2')), [en.words.compose.alike]));
  test('names no sender of what nobody sent', () =>
    assert.equal(
      sentenceOf(made('1', { ending: 'no-frame', senders: [] }), 'setter', en),
      undefined,
    ));
  test('counts the names that a sentence has no room for, from the second on', () => {
    const names = (count: number) => Array.from({ length: count }, (_, place) => `n${place}`);
    const refused = (count: number) =>
      differencesOf(
        made('1'),
        made('2'),
        {
          ...nothing,
          refusals: [
            { code: 1, names: names(count) },
            { code: 2, names: [] },
          ],
        },
        en,
      ).at(-1)!;
    assert.match(refused(5), /n4\./);
    assert.match(refused(6), /n3 and 2 more/);
    assert.doesNotMatch(refused(6), /n4/);
  });

  for (const lang of languages)
    test(`has every place filled, on every page (${lang})`, () => {
      for (const { left, right, id } of unwritten)
        for (const sentence of said(left, right, lang))
          assert.doesNotMatch(sentence, /[{}]|undefined|NaN|\s{2}|\.\.|,,/, `${id}: "${sentence}"`);
    });
});

describe('evidence', () => {
  const row = (scenario: string, observed: Partial<Row['observed']>): Row =>
    ({
      scenario,
      role: 'server',
      observed: {
        codeSent: null,
        codeReported: null,
        reasonSent: null,
        exception: null,
        wasClean: null,
        tcp: 'fin',
        ...observed,
      },
    }) as Row;
  const of = (witnesses: Witness[], left: string, right: string) =>
    evidenceFrom(witnesses)(made(left), made(right));

  test('is one happening that ends with either code', () => {
    const witnesses = [
      { name: 'a', rows: [row('app.throw', { codeSent: 1011 })] },
      { name: 'b', rows: [row('app.throw', {})] },
      { name: 'c', rows: [row('app.throw', { tcp: 'open' })] },
    ];
    assert.deepEqual(of(witnesses, '1006', '1011').outcomes, [
      { scenario: 'app.throw', left: ['b'], right: ['a'] },
    ]);
    assert.deepEqual(of(witnesses, '1008', '1011').outcomes, []);
  });
  test('has no comma in a name, because names stand in lists', () => {
    const witnesses = [
      { name: 'a, one', rows: [row('app.throw', { codeSent: 1011 })] },
      { name: 'b', rows: [row('app.throw', {})] },
    ];
    assert.deepEqual(of(witnesses, '1006', '1011').outcomes[0]!.right, ['a (one)']);
  });
  test('leaves out who did both', () => {
    const witnesses = [
      { name: 'a', rows: [row('app.throw', { codeSent: 1011 })] },
      { name: 'a', rows: [row('app.throw', { codeSent: 1002 })] },
      { name: 'b', rows: [row('app.throw', { codeSent: 1002 })] },
    ];
    assert.deepEqual(of(witnesses, '1002', '1011').outcomes, []);
  });
  test('is a code sent while another is told', () =>
    assert.deepEqual(
      of(
        [{ name: 'a', rows: [row('app.throw', { codeSent: 1002, codeReported: 1006 })] }],
        '1002',
        '1006',
      ).halves,
      [{ scenario: 'app.throw', names: ['a'], sent: 1002, told: 1006 }],
    ));
  test('is who refuses only one of the two', () => {
    const rows = [
      row('close.code.1012', { codeSent: 1002, codeReported: 1002 }),
      row('close.code.1008', { codeSent: 1008, codeReported: 1008 }),
    ];
    assert.deepEqual(of([{ name: 'a', rows }], '1008', '1012').refusals, [
      { code: 1008, names: [] },
      { code: 1012, names: ['a'] },
    ]);
    assert.deepEqual(of([{ name: 'a', rows: rows.slice(1) }], '1008', '1012').refusals, []);
  });
});

/** A template as a pattern whose places are groups. */
const patternOf = (template: string): RegExp =>
  new RegExp(
    `^${template
      .split(/\{(\w+)\}/)
      .map((text, nth) =>
        nth % 2 === 0
          ? RegExp.escape(text)
          : ['left', 'right', 'sent', 'told', 'code', 'count'].includes(text)
            ? `(?<${text}>\\d+)`
            : `(?<${text}>.+?)`,
      )
      .join('')}$`,
  );

/** The names in a sentence, and how many more it counts. */
function namesIn(text: string): { names: string[]; more: number } {
  const more = patternOf(en.words.compose.more.other).exec(text);
  const list = more ? more.groups!.names! : text;
  return { names: list.split(', '), more: Number(more?.groups!.count ?? 0) };
}

/** The rows of everybody of that short name in that scenario, read from the files and not from the evidence. */
const ids = new Map(
  libraries.flatMap(({ measuredAs }) =>
    Object.entries(measuredAs ?? {}).map(([id, name]) => [id, nameInList(name)]),
  ),
);
const rowsOf = (scenario: string): Map<string, Row[]> =>
  Map.groupBy(
    measured.filter((row) => row.scenario === scenario),
    ({ implementation }) => ids.get(implementation)!,
  );
const seen = ({ observed: { codeSent } }: Row): unknown =>
  codeSent === 'empty' ? 1005 : (codeSent ?? 1006);

describe('composed sentences agree with the measurements', () => {
  const scenarioCalled = new Map(
    Object.entries(en.words.implementations.scenarios).map(([id, name]) => [name, id]),
  );
  const sentences = unwritten.flatMap(({ left, right, id }) =>
    said(left, right, 'en').map((sentence) => ({ id, sentence })),
  );
  const matching = (template: string) => {
    const found = sentences.flatMap(({ id, sentence }) => {
      const groups = patternOf(template).exec(sentence)?.groups;
      return groups ? [{ id, sentence, groups: groups as Record<string, string> }] : [];
    });
    assert.ok(
      found.length > 1,
      `"${template}" stands on ${found.length} pages; is it still what is composed?`,
    );
    return found;
  };

  for (const template of ['outcomes', 'answered'] as const)
    test(`who brought which code (${template})`, () => {
      for (const { id, sentence, groups } of matching(en.words.compose[template])) {
        const scenario =
          template === 'answered'
            ? `close.code.${groups.code}`
            : scenarioCalled.get(groups.event!)!;
        for (const side of ['left', 'right'] as const) {
          const { names, more } = namesIn(groups[`${side}Names`]!);
          const rows = rowsOf(scenario);
          for (const name of names)
            assert.ok(
              rows.get(name)?.some((row) => seen(row) === Number(groups[side])),
              `${id}: ${name} did not: "${sentence}"`,
            );
          const all = [...rows.values()].filter((own) =>
            own.some((row) => seen(row) === Number(groups[side])),
          ).length;
          assert.ok(
            names.length + more <= all,
            `${id}: ${names.length + more} named, ${all} measured: "${sentence}"`,
          );
        }
      }
    });

  test('who told its own program another code', () => {
    for (const { id, sentence, groups } of matching(en.words.compose.halves))
      for (const name of namesIn(groups.names!).names)
        assert.ok(
          rowsOf(scenarioCalled.get(groups.event!)!)
            .get(name)
            ?.some(
              ({ observed }) =>
                observed.codeSent === Number(groups.sent) &&
                observed.codeReported === Number(groups.told),
            ),
          `${id}: ${name} did not: "${sentence}"`,
        );
  });

  test('who refuses a code, and that nobody does', () => {
    // Who takes a code answers with it, or with 1000.
    const refusing = (code: string): string[] =>
      [...rowsOf(`close.code.${code}`)].flatMap(([name, rows]) =>
        rows.some(({ observed: { codeSent } }) => codeSent !== Number(code) && codeSent !== 1000)
          ? [name]
          : [],
      );
    let read = 0;
    for (const { id, sentence } of sentences)
      for (const part of sentence.split(/(?<=\.) /)) {
        const taken = patternOf(en.words.compose.taken).exec(part)?.groups?.code;
        const refused = patternOf(en.words.compose.refused).exec(part)?.groups;
        if (taken) assert.deepEqual(refusing(taken), [], `${id}: "${part}"`);
        if (refused) {
          const { names, more } = namesIn(refused.names!);
          const all = refusing(refused.code!);
          assert.deepEqual([...names].sort(), more ? names : all.sort(), `${id}: "${part}"`);
        }
        if (taken || refused) read += 1;
      }
    assert.ok(read > 20, `${read} sentences on refusals`);
  });

  const browsers = ['chromium', 'firefox'];
  const inBrowsers = (scenario: string) =>
    measured.filter((row) => row.scenario === scenario && browsers.includes(row.implementation));

  test('what a page may pass to close()', () => {
    for (const code of codes)
      for (const row of inBrowsers(`api.close.${code.id}`))
        assert.equal(
          sentenceOf(code, 'script', en)!.includes('throws'),
          row.observed.codeSent !== code.first,
          code.id,
        );
  });

  test('that wasClean is true for what a Close frame carries', () => {
    for (const code of codes.filter(onTheWire))
      for (const row of inBrowsers(`close.code.${code.id}`)) {
        assert.equal(row.observed.wasClean, true, code.id);
        assert.match(sentenceOf(code, 'clean', en)!, /wasClean true/);
      }
  });

  test('what the other side sees', () => {
    for (const code of codes) {
      const rows = measured.filter(({ scenario }) => scenario === `close.code.${code.id}`);
      if (!rows.length) continue;
      const share = (has: (row: Row) => boolean) => rows.filter(has).length / rows.length;
      const repeated = share(({ observed }) => observed.codeSent === code.first);
      const { otherSide } = code.facts;
      if (otherSide === 'repeats' || otherSide === 'stops-reading')
        assert.ok(repeated > 0.5, `${code.id}: ${repeated} repeat it`);
      if (otherSide === 'refuses')
        assert.ok(share(({ observed }) => observed.codeSent === 1002) > 0.5, code.id);
      if (otherSide === 'stops-reading')
        assert.ok(
          measured.some(
            ({ observed }) => observed.codeSent === code.first && observed.codeReported === 1006,
          ),
          `${code.id}: nobody sent it and reported 1006`,
        );
    }
  });
});

test('pairs with a range are written by hand', () =>
  assert.deepEqual(
    RANGE_PAIRS.filter((id) => !curatedVerdict(id, 'en')),
    [],
  ));
