/** Verdict and differences of two codes, composed from their facts for the pairs that nobody has written about. */
import {
  isHollow,
  differingFacts,
  factKeys,
  onTheWire,
  type CodeFacts,
  type FactName,
} from '../model/facts.ts';
import type { Ui } from '../model/schema.ts';
import { fill } from './words.ts';

/** A code with the words that sentences are made of. */
export interface Described extends CodeFacts {
  /** Completes “1003 means that …”. */
  means: string;
  /** The name of where it is defined: `RFC 6455 §7.4.1`. */
  definedIn: string;
}

/** The facts that can decide between two codes, the strongest first. */
const DECIDING: FactName[] = ['wire', 'setter', 'reconnect', 'clean', 'script'];

/**
 * Is one of the two easily taken for the other? Then the comparison is worth finding: it is in the sitemap.
 * Same family, named as confused by either, alike in all but two facts, or 1006 beside a code that is sent:
 * when the Close frame is lost, the same event shows as 1006 on the other side.
 */
export function isMistakable(left: CodeFacts, right: CodeFacts): boolean {
  if (left.facts.ending === 'never' || right.facts.ending === 'never') return false;
  const named =
    left.facts.confusedWith.includes(right.id) || right.facts.confusedWith.includes(left.id);
  const lostFrame =
    [left, right].some(({ facts }) => facts.ending === 'no-frame') && [left, right].some(onTheWire);
  return (
    named ||
    lostFrame ||
    left.facts.family === right.facts.family ||
    differingFacts(left, right).length <= 2
  );
}

/** The fact that decides between two codes; undefined if both refuse and only what they refuse differs. */
export const decidingFact = (left: CodeFacts, right: CodeFacts): FactName | undefined => {
  const differing = differingFacts(left, right);
  return DECIDING.find((name) => differing.includes(name));
};

/** The verb phrase for one fact of a code: “comes from the server”. */
export function phraseOf(code: Described, name: FactName, ui: Ui): string {
  const key = factKeys(code)[name];
  const { phrase } = ui;
  if (name === 'family')
    return fill(phrase.family, { family: ui.families[code.facts.family].name });
  if (name === 'defined') return fill(phrase.defined, { source: code.definedIn });
  if (name === 'reconnect') {
    const { policy, min, max } = code.facts.reconnect;
    return fill(phrase.reconnect[policy], { min: min ?? '', max: max ?? '' });
  }
  return (phrase[name] as Record<string, string>)[key]!;
}

/** The verdict: what each code means, with the fact that decides. */
export function verdictOf(left: Described, right: Described, ui: Ui): string {
  const reserved = [left, right].find((code) => code.facts.ending === 'never');
  if (reserved) {
    const other = reserved === left ? right : left;
    return fill(ui.compose.reserved, { never: reserved.id, other: other.id, means: other.means });
  }
  const deciding = decidingFact(left, right);
  const clause = (code: Described) =>
    deciding
      ? fill(ui.compose.meansAnd, {
          code: code.id,
          means: code.means,
          phrase: phraseOf(code, deciding, ui),
        })
      : fill(ui.compose.means, { code: code.id, means: code.means });
  const both = fill(ui.compose.two, { left: clause(left), right: clause(right) });
  if (isHollow(left) && isHollow(right)) return `${both} ${ui.compose.bothLocal}`;
  const bothRefuse =
    !deciding && left.facts.family === 'you' && right.facts.family === 'you' && onTheWire(left);
  return bothRefuse ? `${both} ${ui.compose.bothRefuse}` : both;
}

/** One difference: the fact's name and a sentence about both codes. */
export interface Difference {
  name: FactName;
  sentence: string;
}

/** A sentence for every fact in which the two differ. */
export function differencesOf(left: Described, right: Described, ui: Ui): Difference[] {
  const clause = (code: Described, name: FactName) => `${code.id} ${phraseOf(code, name, ui)}`;
  return differingFacts(left, right).map((name) => ({
    name,
    sentence: fill(ui.compose.two, { left: clause(left, name), right: clause(right, name) }),
  }));
}
