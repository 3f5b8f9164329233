/**
 * Verdict and differences of two codes, composed for the pairs that nobody has written about. Every sentence stands whole in
 * content/ui or facts.yml: a language builds it as it likes, and no clause is glued to another.
 */
import { isAnswer, type Evidence } from '../model/evidence.ts';
import { browserMaySend } from '../model/code.ts';
import { cleanOf, differingFacts, onTheWire, setterOf, type CodeFacts } from '../model/facts.ts';
import { scenarioOf } from '../model/vocabulary.ts';
import type { Locale } from './locale.ts';
import { fill } from './template.ts';

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

/** What one side of a comparison can be asked; the strongest first. The key of the sentence, or undefined if the question is idle. */
const ASPECTS = {
  origin: ({ facts }: CodeFacts) => facts.ending,
  setter: (code: CodeFacts) => (onTheWire(code) ? setterOf(code) : undefined),
  otherSide: ({ facts }: CodeFacts) => facts.otherSide,
  // What never opened does not open by being tried again.
  reconnect: ({ facts }: CodeFacts) =>
    facts.ending === 'no-frame' ? 'opened' : facts.reconnect.policy,
  script: (code: CodeFacts) => (browserMaySend(code) ? 'allowed' : 'throws'),
  clean: (code: CodeFacts) => (code.facts.ending === 'never' ? undefined : cleanOf(code)),
};
export type Aspect = keyof typeof ASPECTS;

/** The sentence about one aspect of a code: “Either side may send 1003.” Undefined if there is nothing to say. */
export function sentenceOf(code: CodeFacts, aspect: Aspect, { words }: Locale): string | undefined {
  const key = ASPECTS[aspect](code);
  const { min = '', max = '' } = code.facts.reconnect;
  const template = key && (words.differ[aspect] as Record<string, string>)[key];
  return template && fill(template, { code: code.id, min, max });
}

/** What a verdict is composed from: a code, and what its text says of it in short. */
export interface InShort {
  id: string;
  inShort?: string | undefined;
}

/** A code in one sentence. @throws if it has none */
function inShort({ id, inShort: found }: InShort): string {
  if (found) return found;
  throw new Error(
    `content/codes/${id}: no inShort found; expected a sentence for comparisons; add it, or write the comparison`,
  );
}

/** The verdict: what each code says, and what to do then. */
export const verdictOf = (left: InShort, right: InShort, locale: Locale): string =>
  locale.sentences([inShort(left), inShort(right)]);

/** Most names in a sentence; the rest are counted. */
const MOST_NAMES = 4;

/** Names as a list of the language. */
function listed(names: readonly string[], { list, plural, words }: Locale): string {
  // “and 1 more” is no shorter than the name.
  const most = names.length === MOST_NAMES + 1 ? names.length : MOST_NAMES;
  const shown = list(names.slice(0, most));
  const count = names.length - most;
  return count > 0 ? plural(words.compose.more, count, { names: shown }) : shown;
}

/** What was measured, in sentences, the most telling first. */
export function measuredSentences(
  [left, right]: readonly [CodeFacts, CodeFacts],
  { outcomes, halves, refusals }: Evidence,
  locale: Locale,
): string[] {
  const { compose, implementations } = locale.words;
  const event = (scenario: string) => implementations.scenarios[scenarioOf(scenario)!.word];
  const list = (names: readonly string[]) => listed(names, locale);
  const both = outcomes.map(({ scenario, left: a, right: b }) =>
    fill(isAnswer(scenario) ? compose.answered : compose.outcomes, {
      event: event(scenario),
      code: scenarioOf(scenario)!.number ?? '',
      left: left.id,
      right: right.id,
      leftNames: list(a),
      rightNames: list(b),
    }),
  );
  const one = halves.map(({ scenario, names, sent, told }) =>
    fill(compose.halves, { event: event(scenario), names: list(names), sent, told }),
  );
  const refused = refusals.map(({ code, names }) =>
    names.length
      ? fill(compose.refused, { code, names: list(names) })
      : fill(compose.taken, { code }),
  );
  return [
    ...both.slice(0, 3),
    ...one.slice(0, 1),
    ...(refused.length ? [locale.sentences(refused)] : []),
  ];
}

/** What differs, a sentence about each code at a time; then what was measured. */
export function differencesOf(
  left: CodeFacts,
  right: CodeFacts,
  evidence: Evidence,
  locale: Locale,
): string[] {
  const facts = (Object.keys(ASPECTS) as Aspect[]).flatMap((aspect) => {
    const [a, b] = [left, right].map((code) => sentenceOf(code, aspect, locale));
    const same = ASPECTS[aspect](left) === ASPECTS[aspect](right);
    return a && b && !same ? locale.sentences([a, b]) : [];
  });
  const measured = measuredSentences([left, right], evidence, locale);
  return [...(facts.length ? facts : [locale.words.compose.alike]), ...measured];
}
