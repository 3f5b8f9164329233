/** Numbers, dates and names as each language writes them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dateIn,
  listIn,
  nameIn,
  numberIn,
  secondsIn,
  sourceLabel,
  valueIn,
} from '../src/lib/text/local.ts';
import { uiIn } from './support/fixture-content.ts';

const en = uiIn('en');
const vi = uiIn('vi');

const cases: [what: string, own: (ui: typeof en) => string, english: string, vietnamese: string][] =
  [
    ['a number', (ui) => numberIn(ui, 131_072), '131,072', '131.072'],
    ['a date', (ui) => dateIn(ui, '2026-11-24'), '2026-11-24', '24/11/2026'],
    ['seconds', (ui) => secondsIn(ui, 30.12), '30.1 s', '30,1 giây'],
    ['a limit in seconds', (ui) => valueIn(ui, '60 s'), '60 s', '60 giây'],
    ['a limit in bytes', (ui) => valueIn(ui, '4 MiB'), '4 MiB', '4 MiB'],
    ['a limit without a unit', (ui) => valueIn(ui, '131072'), '131,072', '131.072'],
    [
      'two names',
      (ui) => nameIn(ui, 'Chrome and Chromium'),
      'Chrome and Chromium',
      'Chrome và Chromium',
    ],
    [
      'codes side by side',
      (ui) => listIn(ui, ['3000', '3003', '3008']),
      '3000, 3003, 3008',
      '3000, 3003, 3008',
    ],
    ['one name', (ui) => nameIn(ui, 'ws'), 'ws', 'ws'],
    ['what was measured', (ui) => sourceLabel(ui, 'measured', 'measured'), 'measured', 'đo được'],
    ['the name of a source', (ui) => sourceLabel(ui, 'nginx-tunnel', 'nginx'), 'nginx', 'nginx'],
  ];

for (const [what, own, english, vietnamese] of cases)
  test(`${what}: ${english}, ${vietnamese}`, () => {
    assert.deepEqual([own(en), own(vi)], [english, vietnamese]);
  });
