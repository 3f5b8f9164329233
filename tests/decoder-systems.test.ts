/** From a private code to the system that sent it: named only where the text shows it, and its row first. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { createDecoder, type Decoder } from '../src/lib/decoder/decoder.ts';
import {
  createSystems,
  findSystems,
  speaksOfSystems,
  type Systems,
} from '../src/lib/decoder/systems.ts';
import type { TableCode } from '../src/lib/decoder/query.ts';
import { readDecoderData, readSystemsData, resultsFor } from './support/pastes.ts';

interface PrivatePaste {
  paste: string;
  /** What may stand first: a row (`discord#4014`), or the page of a number. */
  first: string[];
  /** The systems that may be named. */
  systems: string[];
  source: string;
}
const { pastes, negatives } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'private-pastes.json'), 'utf8'),
) as { pastes: PrivatePaste[]; negatives: { paste: string }[] };

let decoder: Decoder;
let systems: Systems;
let table: TableCode[];
let words: ReadonlySet<string>;

before(() => {
  const data = readDecoderData('en');
  words = new Set(data.systems.split(' '));
  decoder = createDecoder(data);
  systems = createSystems(readSystemsData(), words);
  table = data.pages.map(([id, name]) => ({
    id,
    title: name,
    family: '',
    hollow: false,
    answer: '',
  }));
});

/** As the search does it: the systems are asked only where the text speaks of them. */
const results = (text: string): string[] =>
  resultsFor(text, decoder, table, speaksOfSystems(text, words) ? systems : undefined);

const named = (text: string): string[] => {
  const codes = decoder.decode(text).map(({ code }) => code);
  const { first, later } = findSystems(text, codes, decoder.numbersIn(text), systems);
  return [...new Set([...first, ...later].map(({ system }) => system.id))];
};

describe('what is typed', () => {
  for (const [text, expected] of [
    ['discord 4004', 'discord#4004'],
    ['4004 discord', 'discord#4004'],
    ['4004 pusher', 'pusher#4004'],
    ['reverb 4009', 'reverb#4009'],
    ['graphql 4401', 'graphql-ws#4401'],
    ['discord 4017', 'discord-voice#4017'],
    ['discord close codes', 'discord'],
    ['openai 1001', 'openai#1001'],
  ] as const)
    test(text, () => assert.equal(results(text)[0], expected));
  test('a number alone is its page', () =>
    assert.deepEqual(results('4004'), ['4004', '4000-4999']));
  test('a number that nobody uses is its range', () =>
    assert.deepEqual(results('4123'), ['4000-4999']));
  // The pages of systems and numbers are not in Pagefind, whose index grows by a file for each page: this is how they are found.
  test('the name of a system is its page, and every number that one uses is its own', () => {
    const { systems: known, pages } = readSystemsData();
    assert.deepEqual(
      known
        .filter(({ id, name }) => !results(name).some((one) => one.split('#')[0] === id))
        .map(({ name }) => name),
      [],
      'names that lead elsewhere; add what it is called to aliases of its facts',
    );
    assert.deepEqual(
      pages.filter((number) => results(String(number))[0] !== String(number)),
      [],
    );
  });
});

describe('what programs print', () => {
  for (const [text, expected] of [
    ['{"code":4001,"message":"Something"}', '4001'],
    [
      '  File "discord/gateway.py", line 554, in poll_event\ndiscord.errors.ConnectionClosed: Shard ID None WebSocket closed with 4004',
      'discord#4004',
    ],
    [
      'CloseEvent {code: 4403, reason: "Forbidden"}, Sec-WebSocket-Protocol: graphql-transport-ws',
      'graphql-ws#4403',
    ],
    ['wss://ws-eu.pusher.com/app closed with code 4201', 'pusher#4201'],
  ] as const)
    test(JSON.stringify(text).slice(0, 90), () => assert.equal(results(text)[0], expected));
  test('a number beside the name that one system alone gives it shows that system', () => {
    assert.equal(results('Pusher client error: 4200 "Invalid message format"')[0], 'reverb#4200');
    assert.equal(results("{ code: 4000, message: 'Invalid Client ID' }")[0], 'discord-rpc#4000');
    assert.deepEqual(named('Opcode 4006 Invalid Session'), [], 'two words are said by many');
  });
  test('what has an article is a thing of its own, unless it has a capital', () => {
    assert.deepEqual(named('the pusher closes its websocket with code 4000'), []);
    assert.deepEqual(named('the Pusher server closed the websocket with code 4004'), ['pusher']);
  });
  test('a number without a sign names nobody', () =>
    assert.deepEqual(named('websocket closed with code 4004'), []));
});

describe('the pastes of people', () => {
  test('the row or the page comes first in 95 %', () => {
    const missed = pastes.filter(({ paste, first }) => {
      const [found = ''] = results(paste);
      return !first.some((one) => one === found || one === found.split('#')[0]);
    });
    assert.ok(
      missed.length <= pastes.length * 0.05,
      missed.map(({ paste, first }) => `${first.join(' ')}: ${paste.slice(0, 80)}`).join('\n'),
    );
  });
  test('no system is named that they do not show', () =>
    assert.deepEqual(
      pastes.flatMap((paste) =>
        named(paste.paste)
          .filter((id) => !paste.systems.includes(id))
          .map((id) => `${id}: ${paste.paste.slice(0, 80)}`),
      ),
      [],
    ));
  test('a number that is no close code is none', () =>
    assert.deepEqual(
      negatives.filter(
        ({ paste }) =>
          decoder.decode(paste).some(({ code }) => code >= 3000) || named(paste).length > 0,
      ),
      [],
    ));
});
