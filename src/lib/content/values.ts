/** What a file under content/ says, as values. Nothing here throws: what cannot be read has a fault, and its reader decides. */
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { readPo } from '../model/sentences.ts';

/** A value, or why there is none. */
export interface Value {
  value: unknown;
  /** What the parser says; absent if the file could be read. */
  fault?: string;
  /** The line of a value, or of what should hold it, from 1; absent if the file is JSON or cannot be read. */
  lineOf?: (path: PropertyKey[]) => number | undefined;
}

/** So many texts are remembered: whoever reads the same files again after one change, as tests and the server of `npm run dev` do, parses that one. */
const MOST_KNOWN = 100;
const known = new Map<string, Value>();

/** YAML; a bare date is a date and not a text. */
export function readYaml(text: string): Value {
  const read = known.get(text) ?? parsed(text);
  known.delete(text);
  known.set(text, read);
  if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!);
  // What is read belongs to who reads it.
  return { ...read, value: structuredClone(read.value) };
}

function parsed(text: string): Value {
  try {
    const lineCounter = new LineCounter();
    const document = parseDocument(text, {
      customTags: ['timestamp'],
      logLevel: 'silent',
      lineCounter,
    });
    const [error] = document.errors;
    if (error) return { value: undefined, fault: error.message };
    const value: unknown = document.toJS({ maxAliasCount: 10 });
    JSON.stringify(value); // throws if an alias makes a circle
    return { value, lineOf: (path) => lineIn(document, lineCounter, path) };
  } catch (error) {
    return { value: undefined, fault: String(error) };
  }
}

/** The line in which a value begins; of one that is missing, the line of the group that lacks it, except for the whole file. */
function lineIn(document: Document, lines: LineCounter, path: PropertyKey[]): number | undefined {
  if (path.length === 0) return undefined;
  const node = path.reduce<unknown>(inside, document.contents);
  return isNode(node) && node.range
    ? lines.linePos(node.range[0]).line
    : lineIn(document, lines, path.slice(0, -1));
}

/** A value in a group or a list. Keys are compared as texts, for a code that is a key is a number. */
function inside(node: unknown, key: PropertyKey): unknown {
  if (isSeq(node)) return node.items[Number(key)];
  if (!isMap(node)) return undefined;
  return node.items.find((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key) === key)
    ?.value;
}

/** JSON, of which there is much. */
export function readJson(text: string): Value {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { value: undefined, fault: String(error) };
  }
}

/** Translated sentences in gettext's format. */
export function readSentences(text: string): Value {
  try {
    return { value: { translations: readPo(text) } };
  } catch (error) {
    return { value: undefined, fault: error instanceof Error ? error.message : String(error) };
  }
}
