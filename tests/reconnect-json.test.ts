/** /reconnect.json: its shape, and that it says what the facts and the guide say. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { decide } from '../content/guides/reconnect/programs/reconnect.ts';
import type { ApiReconnect } from '../src/lib/publishing/reconnectApi.ts';
import { codesIn, languages, ROOT } from './support/fixture-content.ts';
import { closed, schemaOf, validator } from './support/schema.ts';
import { broken, shapeOf, type Shape } from './support/shape.ts';
import { DIST, requireDist } from './support/site.ts';

describe('reconnect.json', () => {
  requireDist();
  const data = JSON.parse(readFileSync(join(DIST, 'reconnect.json'), 'utf8')) as ApiReconnect;

  test('has the shape that its schema describes, and no field that it does not', () =>
    assert.deepEqual(validator(closed(schemaOf('reconnect-1')) as object)(data), []));

  test('keeps every field that programs rely on', () => {
    const { reconnect } = JSON.parse(
      readFileSync(join(ROOT, 'tests/shapes-1.json'), 'utf8'),
    ) as Record<string, Shape>;
    assert.deepEqual(
      broken(reconnect!, shapeOf(data, ['.codes[].says', '.vectors[].given.agreed'])),
      [],
    );
  });

  test('the schema refuses a field that is gone or of another type, and takes a new one', () => {
    const validate = validator(schemaOf('reconnect-1'));
    const { parameters, ...gone } = data;
    assert.ok(parameters);
    assert.notDeepEqual(validate(gone), []);
    assert.notDeepEqual(validate({ ...data, codes: [{ ...data.codes[0], action: 'wait' }] }), []);
    assert.deepEqual(validate({ ...data, more: 1 }), []);
  });

  test('has every code with the policy of its facts, in words of every language', () => {
    assert.deepEqual(
      data.codes.map(({ id, policy, http }) => [id, policy, http]),
      codesIn('en').map(({ id, facts }) => [id, facts.reconnect.policy, facts.http ?? null]),
    );
    for (const { id, says } of data.codes) assert.deepEqual(Object.keys(says), languages, id);
  });

  test('gives the waits of 1012 as its source does, and sends 1013 elsewhere', () => {
    const rule = (id: string) => data.codes.find((code) => code.id === id)!;
    assert.deepEqual([rule('1012').minSeconds, rule('1012').maxSeconds], [5, 30]);
    assert.ok(rule('1012').source?.url.startsWith('https://'));
    assert.deepEqual([rule('1013').action, rule('1013').other], ['connect', true]);
    assert.deepEqual([rule('1008').action, rule('1008').minSeconds], ['stop', null]);
    assert.equal(rule('3000-3999').action, 'connect');
  });

  test('its vectors are what the program decides', () => {
    for (const { given, expected } of data.vectors) {
      const { random, ...closing } = given;
      assert.deepEqual(decide(closing, random), expected, JSON.stringify(given));
    }
  });
});
