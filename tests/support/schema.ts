/** JSON Schemas of the files for programs. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** A schema of public/schema/, by its name: `codes-1`. */
export const schemaOf = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(ROOT, `public/schema/${name}.json`), 'utf8')) as Record<
    string,
    unknown
  >;

/** The same schema without room for fields that it does not describe. */
export const closed = (node: unknown): unknown =>
  Array.isArray(node)
    ? node.map(closed)
    : node && typeof node === 'object'
      ? Object.assign(
          Object.fromEntries(Object.entries(node).map(([key, item]) => [key, closed(item)])),
          'properties' in node && 'required' in node && !('additionalProperties' in node)
            ? { additionalProperties: false }
            : {},
        )
      : node;

/** What a schema finds wrong with a value, a line each. */
export function validator(definition: object): (data: unknown) => string[] {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
  // Node gives the function itself, its types say otherwise.
  (addFormats as unknown as (ajv: object) => void)(ajv);
  const validate = ajv.compile(definition);
  return (data) =>
    validate(data)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) =>
            `${instancePath} ${message} ${JSON.stringify(params)}`,
        );
}
