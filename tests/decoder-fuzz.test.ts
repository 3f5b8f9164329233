/** Random, mutated and hostile input: no exception, no hang, results of the right shape. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { createDecoder, type Decoder } from '../src/lib/decoder/decoder.ts';
import { negatives, pastes, readDecoderData } from './support/pastes.ts';

const ROUNDS = 1_000;
/**
 * Seconds of processor time for a megabyte: fifty times what it takes, so that only work that grows with the square of the text
 * is found, on any machine. How fast the decoder is, `npm run bench` says.
 */
const MOST_CPU_SECONDS = 10;

/** Mulberry32: the same numbers in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let decoder: Decoder;
let pages: Set<string>;
before(() => {
  const data = readDecoderData('en');
  decoder = createDecoder(data);
  pages = new Set(data.pages.map(([id]) => id));
});

function check(text: string): void {
  const decoded = decoder.decode(text);
  const symptoms = decoder.symptoms(text);
  assert.ok(decoded.length <= 5);
  for (const { code, page } of decoded)
    assert.ok(
      Number.isInteger(code) && code >= 0 && code <= 65_535 && pages.has(page),
      `${code} on ${page}`,
    );
  assert.equal(new Set(decoded.map(({ code }) => code)).size, decoded.length, 'each code once');
  for (const { page, score } of symptoms) assert.ok(pages.has(page) && Number.isFinite(score));
  assert.equal(typeof decoder.numbersIn(text), 'string');
}

const PIECES = [
  '1006',
  ' close ',
  'code',
  ': ',
  '=',
  '"',
  '\\',
  '\n',
  '\u0000',
  '\ud800',
  '\udfff',
  '{',
  '[',
  '(',
  '<script>',
  '&quot;',
  '\u001b[31m',
  'WebSocket',
  '88 02 03 f0',
  '\\x88\\x02',
  'e\u0301',
  'ế',
  '💥',
  '0x',
  '%s',
  '...',
  ' at f (a.js:1:2)',
  '1000,',
  'EOFException',
  'received ',
  '\t',
  '-',
];

test('random text', () => {
  const next = random(1);
  for (let round = 0; round < ROUNDS; round += 1) {
    const length = Math.floor(next() * 40);
    check(
      Array.from({ length }, () =>
        next() < 0.7
          ? PIECES[Math.floor(next() * PIECES.length)]!
          : String.fromCharCode(Math.floor(next() * 65_536)),
      ).join(''),
    );
  }
});

test('mutated pastes', () => {
  const next = random(2);
  const all = [...pastes().map(({ paste }) => paste), ...negatives()].filter(
    (paste) => paste.length < 1_500,
  );
  const pick = () => all[Math.floor(next() * all.length)]!;
  const mutations: ((text: string) => string)[] = [
    (text) => text.slice(Math.floor(next() * text.length)),
    (text) => text.slice(0, Math.floor(next() * text.length)),
    (text) => {
      const at = Math.floor(next() * text.length);
      return text.slice(0, at) + PIECES[Math.floor(next() * PIECES.length)] + text.slice(at);
    },
    (text) => {
      const at = Math.floor(next() * text.length);
      return text.slice(0, at) + text.slice(at + 1 + Math.floor(next() * 9));
    },
    (text) => text.split('').reverse().join(''),
    (text) => JSON.stringify(text),
    (text) => text.replace(/\d/g, () => String(Math.floor(next() * 10))),
    (text) => `${text}\n${pick()}`,
    (text) => text.toUpperCase(),
  ];
  for (let round = 0; round < ROUNDS; round += 1) {
    let text = pick();
    for (let times = 0; times < 1 + next() * 3; times += 1)
      text = mutations[Math.floor(next() * mutations.length)]!(text);
    check(text);
  }
});

describe('a megabyte that is made to be slow', () => {
  const fill = (text: string) => text.repeat(Math.ceil(1e6 / text.length)).slice(0, 1e6);
  const hostile: Record<string, string> = {
    'one word': fill('a'),
    'camel case': fill('closeCodeStatus'),
    digits: fill('1'),
    codes: fill('1006 '),
    'a message again and again': fill('websocket: close 1006 (abnormal closure): unexpected EOF '),
    backslashes: fill('\\'),
    escapes: fill('\\x88\\x02'),
    'line ends': fill('\\n'),
    'real line ends': fill('\n'),
    'broken words': fill('abnorm\nal clos\nure '),
    hexadecimal: fill('88 02 03 e8 '),
    'solid hexadecimal': fill('8802'),
    'a dump': fill('0x0000:  8802 03e8 8802 03e8\n'),
    'an array': `[${fill('136,')}`,
    'open brackets': fill('[1,'),
    colours: fill('\u001b[0;'),
    markup: fill('<script>'),
    entities: fill('&quot;'),
    nulls: fill('\0'),
    'lone surrogates': fill('\ud800'),
    marks: fill('e\u0301'),
    spaces: fill(' '),
    dates: fill('2026-01-01T'),
    ids: fill('abcdef0'),
    qualifiers: fill('CloseCode.'),
    'different words': Array.from({ length: 150_000 }, (_, at) => `w${at.toString(36)}x`).join(' '),
  };
  for (const [name, text] of Object.entries(hostile)) {
    test(name, () => {
      const began = process.cpuUsage();
      check(text);
      const { user, system } = process.cpuUsage(began);
      const took = (user + system) / 1e6;
      assert.ok(took < MOST_CPU_SECONDS, `took ${took.toFixed(1)} s of CPU; expected far less`);
    });
  }
});
