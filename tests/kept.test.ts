/** Anchors of messages on the pages of codes stay, whichever libraries are added. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commonest, messagesFor, type KnownLibrary } from '../src/lib/model/libraries.ts';
import { parseCode } from '../src/lib/model/code.ts';
import { readFiles } from '../src/lib/content/files.ts';
import { readLibraries } from '../src/lib/content/read.ts';
import { join } from 'node:path';
import { KEPT, keptAnchors } from '../src/lib/publishing/kept.ts';

const libraries = readLibraries(readFiles(join(import.meta.dirname, '..')));
/** A library that everybody uses, with two messages for each code. */
const rival = {
  ...libraries.find(({ id }) => id === 'ws')!,
  id: 'rival',
  name: 'Rival',
  rank: 0,
  messages: Object.keys(KEPT).flatMap((code) =>
    ['a', 'b'].map((id) => ({
      ...libraries[0]!.messages[0]!,
      id: `${code}-${id}`,
      code: parseCode(code)!.first,
    })),
  ),
} as KnownLibrary;

test('a library that pushes a message off the page of a code takes no anchor with it', () => {
  let pushed = 0;
  for (const code of Object.keys(KEPT)) {
    const shown = commonest(
      messagesFor(parseCode(code)!, [...libraries, rival], () => false),
      6,
    );
    const { onRows, elsewhere } = keptAnchors(
      code,
      shown.map(({ anchor }) => anchor),
    );
    assert.deepEqual([...onRows, ...elsewhere].sort(), [...KEPT[code]!].sort(), code);
    assert.ok(
      shown.some(({ library }) => library.id === 'rival'),
      code,
    );
    assert.ok(![...onRows].some((anchor) => anchor.startsWith('rival')), code);
    pushed += elsewhere.length;
  }
  assert.ok(pushed > 0, 'nothing was pushed');
});

test('a code without kept anchors has none', () =>
  assert.deepEqual(keptAnchors('4999', ['x-y']), { onRows: new Set(), elsewhere: [] }));
