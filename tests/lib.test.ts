/** The pure parts: what they compute, and what they refuse. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  bitsOf,
  browserMaySend,
  byNumber,
  displayName,
  frameBits,
  hexBytes,
  isRange,
  parseCode,
  type CodeRange,
} from '../src/lib/model/code.ts';
import { isMistakable } from '../src/lib/text/compose.ts';
import { drawingOf, type Drawing } from '../src/lib/show/diagram.ts';
import {
  cleanOf,
  differingFacts,
  FACT_NAMES,
  factKeys,
  isHollow,
  onTheWire,
  setterOf,
  type CodeFacts,
} from '../src/lib/model/facts.ts';
import { fold } from '../src/lib/text/fold.ts';
import { joinUnits } from '../src/lib/vite/units.ts';
import { highlight } from '../src/lib/vite/highlight.ts';
import { allPairs, pairId, RANGE_PAIRS } from '../src/lib/model/pairs.ts';
import { partOf, sectionMark } from '../src/lib/text/parts.ts';
import { numberHits, type TableCode } from '../src/lib/decoder/query.ts';
import type { Facts } from '../src/lib/model/schema.ts';
import { resolveSource } from '../src/lib/model/sources.ts';
import { differingBits, wavePath } from '../src/lib/show/wave.ts';
import { fill, fillHtml } from '../src/lib/text/template.ts';
import { codesIn, uiIn } from './support/fixture-content.ts';

const code = (id: string): CodeRange => parseCode(id)!;

/** A code of the site with its words, in English unless said otherwise. */
const real = (id: string, lang = 'en'): CodeFacts => {
  const found = codesIn(lang).find((one) => one.id === id);
  assert.ok(found, `content/codes/${id} has no text in English`);
  return found;
};

/** Facts of a made-up code: a server refuses, unless said otherwise. */
const factsWith = (changes: Partial<Facts>): Facts => ({
  name: 'x',
  family: 'you',
  ending: 'frame',
  senders: ['server'],
  reconnect: { policy: 'after-fix' },
  otherSide: 'repeats',
  definedIn: 'rfc6455-7.4.1',
  confusedWith: [],
  ...changes,
});
const made = (id: string, changes: Partial<Facts> = {}): CodeFacts => ({
  ...code(id),
  facts: factsWith(changes),
});

describe('code', () => {
  for (const id of [
    '',
    'x',
    '01006',
    '1006 ',
    '-1',
    '1.5',
    '65536',
    '4999-4000',
    '0-65536',
    '1000-',
    '1000–1015',
    '1003-vs-1008',
  ]) {
    test(`"${id}" is no code`, () => assert.equal(parseCode(id), undefined));
  }
  for (const [id, first, last] of [
    ['0', 0, 0],
    ['1006', 1006, 1006],
    ['65535', 65535, 65535],
    ['4000-4999', 4000, 4999],
    ['0-999', 0, 999],
  ] as const) {
    test(`"${id}" is one`, () => assert.deepEqual(parseCode(id), { id, first, last }));
  }
  test('a range of one code has only one name, that of the code', () =>
    assert.equal(isRange(code('7')), false));
  test('ranges are shown with an en dash', () =>
    assert.equal(displayName('4000-4999'), '4000–4999'));
  test('codes stand in order of number, a range before the codes in it', () => {
    const ids = ['3003', '1000', '3000', '3000-3999', '0-999']
      .map(code)
      .sort(byNumber)
      .map(({ id }) => id);
    assert.deepEqual(ids, ['0-999', '1000', '3000-3999', '3000', '3003']);
  });
  test('a page may send 1000 and 3000 to 4999 only', () => {
    const allowed = [
      '999',
      '1000',
      '1001',
      '2999',
      '3000',
      '4999',
      '5000',
      '3000-3999',
      '4000-4999',
      '1016-2999',
      '5000-65535',
    ].filter((id) => browserMaySend(code(id)));
    assert.deepEqual(allowed, ['1000', '3000', '4999', '3000-3999', '4000-4999']);
  });
  test('the bytes of a code are in network order', () =>
    assert.deepEqual([1006, 0, 65535].map(hexBytes), ['03 EE', '00 00', 'FF FF']));
  test('bits come most significant first', () => assert.deepEqual(bitsOf(0b101, 4), [0, 1, 0, 1]));
  test('a Close frame is 88 02 and the code', () =>
    assert.equal(Number.parseInt(frameBits(1006).join(''), 2).toString(16), '880203ee'));
});

describe('wave', () => {
  test('neighbours of one level share a stroke', () =>
    assert.equal(wavePath([1, 0, 0, 1]), 'M0 0h1v1h2v-1h1'));
  test('a signal may begin low', () => assert.equal(wavePath([0, 0]), 'M0 1h2'));
  test('it is as long as its bits', () => {
    const lengths = [...wavePath(frameBits(1006)).matchAll(/h(\d+)/g)].map(([, length]) =>
      Number(length),
    );
    assert.equal(
      lengths.reduce((sum, length) => sum + length),
      32,
    );
  });
  test('differing bits are counted from the left', () =>
    assert.deepEqual(differingBits(bitsOf(1003, 16), bitsOf(1008, 16)), [11, 12, 14, 15]));
});

describe('pairs', () => {
  const ids = (codes: string[]) =>
    allPairs(codes.map(code)).map(({ left, right }) => pairId(left.id, right.id));
  test('are all single codes with each other, the smaller first', () =>
    assert.deepEqual(ids(['1008', '1000', '1003']), [
      '1000-vs-1003',
      '1000-vs-1008',
      '1003-vs-1008',
    ]));
  test('have a range only where people choose between the two', () =>
    assert.deepEqual(
      ids(['0-999', '1000', '1008', '3000-3999', '4000-4999']).filter(
        (id) => id !== '1000-vs-1008',
      ),
      RANGE_PAIRS,
    ));
  test('with a range are all written by hand', () =>
    assert.deepEqual(
      RANGE_PAIRS.filter((id) => !existsSync(`content/comparisons/${id}/en.mdx`)),
      [],
    ));
  test('are all of the single codes of the site, and those with a range', () => {
    const singles = codesIn('en').filter((code) => !isRange(code)).length;
    assert.equal(
      allPairs(codesIn('en')).length,
      (singles * (singles - 1)) / 2 + RANGE_PAIRS.length,
    );
  });
});

describe('facts', () => {
  test('hollow is what an endpoint reports though nobody sent it', () =>
    assert.deepEqual(
      codesIn('en')
        .filter(isHollow)
        .map(({ id }) => id),
      ['1005', '1006', '1015'],
    ));
  test('a code is on the wire, hollow, or reserved, and never two of them', () => {
    for (const one of codesIn('en'))
      assert.equal(
        [onTheWire(one), isHollow(one), one.facts.ending === 'never'].filter(Boolean).length,
        1,
        one.id,
      );
  });
  test('who sets it follows from the senders', () => {
    assert.equal(setterOf(made('1', { senders: ['client'] })), 'client');
    assert.equal(setterOf(made('1', { senders: ['server', 'client'] })), 'either');
    assert.equal(setterOf(made('1', { ending: 'no-frame', senders: [] })), 'self');
    assert.equal(setterOf(made('1', { ending: 'never', senders: [] })), 'nobody');
  });
  test('wasClean is true for 1005 and false for 1006', () =>
    assert.deepEqual(
      ['1000', '1005', '1006', '1015', '1004'].map((id) => cleanOf(real(id))),
      ['yes', 'yes', 'no', 'no', 'none'],
    ));
  test('differing facts are named in a fixed order, and none for the same code', () => {
    assert.deepEqual(
      differingFacts(real('1000'), real('1006')),
      FACT_NAMES.filter((name) => factKeys(real('1000'))[name] !== factKeys(real('1006'))[name]),
    );
    assert.deepEqual(differingFacts(real('1003'), real('1003')), []);
  });
  test('the seconds of a wait count as a difference', () => {
    const wait = (max: number) =>
      made('1', { reconnect: { policy: 'delayed', min: 5, max, source: 'x' } });
    assert.deepEqual(differingFacts(wait(30), wait(60)), ['reconnect']);
  });
});

describe('isMistakable', () => {
  const far: Partial<Facts> = {
    family: 'app',
    senders: ['client'],
    reconnect: { policy: 'agreed' },
    definedIn: 'other',
  };
  test('is true within a family, and for codes alike in all but two facts', () => {
    assert.equal(isMistakable(made('1'), made('2')), true);
    assert.equal(
      isMistakable(made('1'), made('2', { family: 'srv', reconnect: { policy: 'backoff' } })),
      true,
    );
  });
  test('is false for codes that differ in more', () =>
    assert.equal(isMistakable(made('1'), made('2', far)), false));
  test('is true if either one names the other', () => {
    assert.equal(isMistakable(made('1', { confusedWith: ['2'] }), made('2', far)), true);
    assert.equal(isMistakable(made('1'), made('2', { ...far, confusedWith: ['1'] })), true);
  });
  test('is true for 1006 beside whatever is sent, for its Close frame may be lost', () =>
    assert.equal(isMistakable(real('1006'), real('3003')), true));
  test('is false for a reserved code, even in the same family', () =>
    assert.equal(isMistakable(made('1', { ending: 'never', senders: [] }), made('2')), false));
});

describe('a template', () => {
  test('fill puts values into their places', () =>
    assert.equal(
      fill('{left} or {right}, {left}?', { left: 1003, right: 'x' }),
      '1003 or x, 1003?',
    ));
  test('fill takes values as they are', () => assert.equal(fill('{a}', { a: '$& {b}' }), '$& {b}'));
  test('fill refuses a place without a value, and names both', () =>
    assert.throws(
      () => fill('{left} {wrong}', { left: 1 }),
      /"\{left\} \{wrong\}".*\{wrong\}.*left/,
    ));
  test('fillHtml escapes the words and not the values', () =>
    assert.equal(fillHtml('a < {b}', { b: '<b>&#38;</b>' }), 'a &#60; <b>&#38;</b>'));
});

describe('fold', () => {
  test('takes the marks off, and the stroke of đ', () =>
    assert.equal(fold('Mã đóng Bất thường ĐƯỜNG'), 'ma dong bat thuong duong'));
  test('is the same for composed and decomposed letters', () =>
    assert.equal(fold('kết nối'.normalize('NFD')), fold('kết nối'.normalize('NFC'))));
});

describe('href', () => {
  /** A fresh copy of the module, as another build would load it. */
  async function hrefWith(environment: {
    SITE_URL?: string;
    BASE?: string;
  }): Promise<typeof import('../src/lib/publishing/href.ts')> {
    const { SITE_URL, BASE } = process.env;
    const set = (name: string, value: string | undefined) => {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    };
    set('SITE_URL', environment.SITE_URL);
    set('BASE', environment.BASE);
    const address = new URL(
      `../src/lib/publishing/href.ts?${new URLSearchParams(environment)}`,
      import.meta.url,
    ).href;
    try {
      return await import(address);
    } finally {
      set('SITE_URL', SITE_URL);
      set('BASE', BASE);
    }
  }
  test('English has no prefix, other languages their tag', async () => {
    const { href } = await hrefWith({});
    assert.deepEqual(
      [href('en', ''), href('en', '1006'), href('vi', ''), href('vi', '1003-vs-1008', 'fix')],
      ['/', '/1006', '/vi/', '/vi/1003-vs-1008#fix'],
    );
  });
  test('without SITE_URL addresses are those of npm start', async () =>
    assert.equal((await hrefWith({})).absolute('vi', '1006'), 'http://localhost:4321/vi/1006'));
  test('BASE stands before every path, SITE_URL before every full address', async () => {
    const { href, absolute } = await hrefWith({ SITE_URL: 'https://example.org', BASE: '/codes' });
    assert.deepEqual(
      [href('en', ''), href('vi', '1006', 'when'), absolute('en', '1006')],
      ['/codes/', '/codes/vi/1006#when', 'https://example.org/codes/1006'],
    );
  });
});

describe('parts', () => {
  const html = `${sectionMark('Description')}<p>one</p>\n${sectionMark('WhenYouSeeIt')}<li>two</li>${sectionMark('Fix')}<li><!--note--><h3 id="fix-tls">three</h3></li>`;
  test('a section ends where the next begins', () => {
    assert.equal(partOf(html, 'Description'), '<p>one</p>');
    assert.equal(partOf(html, 'WhenYouSeeIt'), '<li>two</li>');
  });
  test('other comments end nothing', () => assert.match(partOf(html, 'Fix'), /note.*three/));
  test('a section that is not there is empty', () => assert.equal(partOf(html, 'Choose'), ''));
});

describe('query', () => {
  const table: TableCode[] = codesIn('en').map(({ id }) => ({
    id,
    title: '',
    family: 'ok',
    hollow: false,
    answer: '',
  }));
  const hits = (query: string) => numberHits(query, table).map(({ id }) => id);
  const expected: [query: string, ids: string[], why: string][] = [
    ['1006', ['1006'], 'a known number is its page'],
    [' 1006 ', ['1006'], 'spaces around it do not count'],
    ['01006', ['1006'], 'leading zeros do not count'],
    ['close code 1006 (abnormal closure)', ['1006'], 'a known number in a message is its page'],
    [
      '1008 1003',
      ['1003-vs-1008', '1008', '1003'],
      'two numbers are their comparison, then each as typed',
    ],
    ['1003 1008', ['1003-vs-1008', '1003', '1008'], 'in any order'],
    [
      '1008-vs-1003',
      ['1003-vs-1008', '1008', '1003'],
      'as in an address, though the wrong way round',
    ],
    ['1008-1003', ['1003-vs-1008', '1008', '1003'], 'a hyphen between two codes is no range'],
    ['is it 1008 or 1003?', ['1003-vs-1008', '1008', '1003'], 'in a sentence'],
    ['1006 1006', ['1006'], 'the same number twice is one'],
    ['1001 1002 1003', ['1001', '1002', '1003'], 'three have no comparison'],
    ['4000-4999', ['4000-4999'], 'a range is its page'],
    ['4000–4999', ['4000-4999'], 'with an en dash too'],
    ['0-999', ['0-999'], 'the first range too'],
    ['5000-65535', ['5000-65535'], 'the last one too'],
    [
      '4000–4999 3000-3999',
      ['3000-3999-vs-4000-4999', '4000-4999', '3000-3999'],
      'the two ranges of applications are compared',
    ],
    ['0-999 4000-4999', ['0-999', '4000-4999'], 'other ranges are not'],
    ['4123', ['4000-4999'], 'a number without a page is the range that holds it'],
    ['my server sends 4123', ['4000-4999'], 'in a sentence, if it looks like a close code'],
    ['3000', ['3000'], 'a code comes before the range that holds it'],
    ['999', ['0-999'], 'a small number alone is a code'],
    ['60', ['0-999'], 'and so is 60, alone'],
    ['proxy closes after 60 s', [], 'a number in a sentence that is no close code claims nothing'],
    ['port 8080 with 1006', ['1006'], 'even beside a code'],
    ['65535', ['5000-65535'], 'the field holds 16 bits'],
    ['70000', [], 'and not more'],
    ['99999999999999999999', [], 'however many digits'],
    ['', [], 'nothing is nothing'],
    ['abc', [], 'words are not numbers'],
  ];
  for (const [query, ids, why] of expected)
    test(`"${query}": ${why}`, () => assert.deepEqual(hits(query), ids));

  test('each hit says what it is', () =>
    assert.deepEqual(
      numberHits('1003 4123', table).map(({ kind }) => kind),
      ['code', 'range'],
    ));
  test('every code and every comparison of the site is found by its own address', () => {
    for (const { id } of table) assert.equal(hits(id)[0], id);
    for (const { left, right } of allPairs(codesIn('en')))
      assert.equal(hits(`${left.id} ${right.id}`)[0], pairId(left.id, right.id));
  });
});

describe('units', () => {
  test('a number and the symbol of its unit stay on one line, other words break', () => {
    assert.equal(joinUnits('after 60 s, 1 MiB'), 'after 60\u00a0s, 1\u00a0MiB');
    assert.equal(
      joinUnits('4 servers, 2 minutes, 30 giây, 5 B-trees'),
      '4 servers, 2 minutes, 30 giây, 5 B-trees',
    );
  });
});

describe('highlight', () => {
  const walk = (node: any): any[] => [node, ...(node.children ?? []).flatMap(walk)];
  const textOf = (node: any): string =>
    walk(node)
      .map(({ value = '' }) => value)
      .join('');
  const js = "const a = 1; // why\nf('x');";

  test('has classes and no style', () => {
    const nodes = walk(highlight(js, 'js'));
    assert.deepEqual(
      nodes.filter(({ properties = {} }) => 'style' in properties),
      [],
    );
    assert.deepEqual(
      [...new Set(nodes.flatMap(({ properties = {} }) => properties.class ?? []))].sort(),
      ['c', 'code', 'f', 'k', 'n', 's'],
    );
  });
  test('changes no letter of the code', () => {
    for (const [text, language] of [
      [js, 'js'],
      ['a: "b" # c\n\n  d', 'yaml'],
      ['<script>alert(1)</script>', 'http'],
      ['', 'bash'],
    ] as const)
      assert.equal(textOf(highlight(text, language)), text);
  });
  test('stands below the name of its language, can be reached with the keyboard and is not translated', () => {
    const [block, pre] = walk(highlight('x', 'js'));
    assert.deepEqual(block.properties, { class: 'code', 'data-is': 'js' });
    assert.deepEqual([pre.tagName, pre.properties], ['pre', { tabindex: '0', translate: 'no' }]);
  });
  test('an unknown language is plain text', () =>
    assert.equal(walk(highlight('const a', 'cobol')).length, 4));
  test('the second call returns a copy that nobody else holds', () => {
    const first = highlight(js, 'js');
    first.children.length = 0;
    assert.equal(textOf(highlight(js, 'js')), js);
    assert.notEqual(highlight(js, 'js'), highlight(js, 'js'));
  });
});

describe('sources', () => {
  const known = new Map([['x', { label: 'X', title: 'The X', url: 'https://example.org/' }]]);
  test('a section of RFC 6455 needs no entry', () =>
    assert.deepEqual(resolveSource('rfc6455-7.4.1', known), {
      label: 'RFC §7.4.1',
      title: 'RFC 6455 §7.4.1',
      url: 'https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1',
    }));
  test('of another RFC the label names the number', () =>
    assert.equal(resolveSource('rfc8441-5', known)?.label, 'RFC 8441'));
  test('another id is looked up', () => assert.equal(resolveSource('x', known)?.title, 'The X'));
  test('an unknown one is undefined', () =>
    assert.equal(resolveSource('rfc-6455', known), undefined));
});

describe('diagram', () => {
  /** Every place along the time axis. */
  const places = ({ alive, arrows, dots, absent, waits = [], steps }: Drawing): number[] => [
    alive,
    ...arrows.flatMap(({ x1, x2 }) => [x1, x2]),
    ...dots.map(({ x }) => x),
    ...absent.map(({ x }) => x),
    ...waits.flatMap(({ x1, x2 }) => [x1, x2]),
    ...steps,
  ];

  test('a code of the client goes down first and is echoed, with solid dots and a straight end', () => {
    const { arrows, dots, end } = drawingOf(made('1001', { senders: ['client', 'server'] }));
    assert.deepEqual(
      arrows.filter(({ kind }) => kind === 'close').map(({ from, label }) => [from, label]),
      [
        ['client', '1001'],
        ['server', '1001'],
      ],
    );
    assert.deepEqual([dots.map(({ hollow }) => hollow), end], [[false, false], 'straight']);
  });
  test('a code of the server or a gateway goes up first', () => {
    for (const sender of ['server', 'gateway'] as const)
      assert.equal(
        drawingOf(made('1', { senders: [sender] })).arrows.find(({ kind }) => kind === 'close')
          ?.from,
        'server',
      );
  });
  test('1005 is a frame without a code, and each side makes its number up', () => {
    const { arrows, dots } = drawingOf(real('1005'));
    assert.deepEqual(
      arrows.flatMap(({ label }) => label ?? []),
      ['–', '–'],
    );
    assert.ok(dots.every(({ hollow }) => hollow));
  });
  test('1006 has no Close frame, a torn end, and two sides that learn of it at different times', () => {
    const { arrows, dots, end, absent, waits } = drawingOf(real('1006'));
    assert.equal(
      arrows.some(({ kind }) => kind === 'close'),
      false,
    );
    assert.ok(end === 'torn' && dots[0]!.x < dots[1]!.x && waits && absent[0]?.word === 'noFrame');
  });
  test('1015 never had a WebSocket', () =>
    assert.equal(drawingOf(real('1015')).absent[0]?.word, 'noWebSocket'));
  test('a reserved code has only what was never sent', () =>
    assert.deepEqual(drawingOf(real('1004')), {
      alive: 0,
      end: 'none',
      arrows: [],
      dots: [],
      absent: [{ x: 50, word: 'neverSent' }],
      steps: [],
    }));
  test('nothing is drawn outside, no answer comes before its question, and each step has its words', () => {
    for (const one of codesIn('en')) {
      const drawing = drawingOf(one);
      assert.ok(
        places(drawing).every((x) => x >= 0 && x <= 100),
        one.id,
      );
      assert.ok(
        drawing.arrows.every(({ x1, x2 }) => x1 < x2),
        one.id,
      );
      const { ending, senders } = one.facts;
      const words =
        uiIn('en').diagram.steps[ending === 'frame' ? senders[0]! : ending].length +
        (ending === 'frame' ? 1 : 0);
      assert.equal(
        ending === 'never' ? 1 : drawing.steps.length,
        words,
        `${one.id}: numbers on the axis and sentences below`,
      );
    }
  });
});
