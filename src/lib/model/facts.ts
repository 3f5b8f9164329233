/** The facts of a code as keys of the words in content/ui/: what a fact strip and a comparison show. */
import { browserMaySend, type CodeRange } from './code.ts';
import type { Facts } from './schema.ts';

export interface CodeFacts extends CodeRange {
  facts: Facts;
}

/** May the code stand in a Close frame? */
export const onTheWire = (code: CodeFacts): boolean => code.facts.ending === 'frame';

/** Made up by the side that reports it: drawn hollow throughout the site. */
export const isHollow = (code: CodeFacts): boolean =>
  ['empty-frame', 'no-frame', 'tls'].includes(code.facts.ending);

/** Who puts the code there: a key of `setter` in the words of a language. */
export function setterOf({
  facts,
}: CodeFacts): 'either' | 'client' | 'server' | 'gateway' | 'self' | 'nobody' {
  if (facts.ending === 'never') return 'nobody';
  if (facts.senders.length === 0) return 'self';
  return facts.senders.length > 1 ? 'either' : facts.senders[0]!;
}

/** `wasClean` of the browser's event: true once both Close frames have crossed (RFC 6455 section 7.1.4). */
export function cleanOf({ facts }: CodeFacts): 'yes' | 'no' | 'none' {
  if (facts.ending === 'never') return 'none';
  return facts.ending === 'frame' || facts.ending === 'empty-frame' ? 'yes' : 'no';
}

/** The facts in which two codes may agree; the atlas on the home page counts those that differ. */
export const FACT_NAMES = [
  'family',
  'wire',
  'setter',
  'reconnect',
  'script',
  'clean',
  'defined',
] as const;
export type FactName = (typeof FACT_NAMES)[number];

/** The value of each fact as a key that can be compared. */
export function factKeys(code: CodeFacts): Record<FactName, string> {
  const { facts } = code;
  const { policy, min, max } = facts.reconnect;
  return {
    family: facts.family,
    wire: onTheWire(code) ? 'yes' : 'never',
    setter: setterOf(code),
    reconnect: [policy, min, max].filter((part) => part !== undefined).join(' '),
    script: browserMaySend(code) ? 'allowed' : 'throws',
    clean: cleanOf(code),
    defined: facts.definedIn,
  };
}

/** The facts in which two codes differ, in the order of `FACT_NAMES`. */
export function differingFacts(left: CodeFacts, right: CodeFacts): FactName[] {
  const [a, b] = [factKeys(left), factKeys(right)];
  return FACT_NAMES.filter((name) => a[name] !== b[name]);
}

/** HTTP statuses with the code that is the same: `{ 401: '3000' }`. */
export const asCode = (codes: readonly CodeFacts[]): Record<string, string> =>
  Object.fromEntries(codes.flatMap(({ id, facts: { http } }) => (http ? [[http, id]] : [])));
