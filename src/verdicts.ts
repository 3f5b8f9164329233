/** What a comparison says in one sentence: as somebody wrote it, or composed from the facts. */
import { comparisonsIn, implementations, type Code, type Comparison } from './content.ts';
import { displayName } from './lib/model/code.ts';
import { evidenceFrom } from './lib/model/evidence.ts';
import { differencesOf, isMistakable, verdictOf } from './lib/text/compose.ts';
import { fill } from './lib/text/template.ts';

const evidence = evidenceFrom(implementations);

/** The verdict of a comparison in the language of its codes. */
export const verdict = ({ left, right, text }: Comparison): string =>
  text?.entry.data.verdict ?? verdictOf(left, right, left.locale);

/** What differs between two codes that nobody has compared by hand. */
export const differences = ({ left, right }: Comparison): string[] =>
  differencesOf(left, right, evidence(left, right), left.locale);

/** Is the comparison worth finding: written by hand, of two codes that are easily mistaken, or that were measured for one happening? */
export const isWorthFinding = ({ left, right, text }: Comparison): boolean =>
  text !== undefined || isMistakable(left, right) || evidence(left, right).outcomes.length > 0;

/** One line that leads to a comparison. */
export interface Confusion {
  id: string;
  other: Code;
  question: string;
  verdict: string;
  foreign: string | undefined;
}

/** A comparison as seen from one of its codes. */
export function asConfusion(pair: Comparison, from: Code): Confusion {
  const other = pair.left.id === from.id ? pair.right : pair.left;
  const question = fill(from.locale.words.pair.question, {
    left: displayName(pair.left.id),
    right: displayName(pair.right.id),
  });
  const lang = pair.text?.lang;
  return {
    id: pair.id,
    other,
    question,
    verdict: verdict(pair),
    foreign: lang === from.locale.tag ? undefined : lang,
  };
}

/** The codes that this one is confused with, in the order of its facts, as far as there are comparisons. */
export function confusions(code: Code): Confusion[] {
  const pairs = comparisonsIn(code.locale.tag);
  return code.facts.confusedWith.flatMap((id) => {
    const pair = pairs.find(
      ({ left, right }) =>
        (left.id === code.id && right.id === id) || (left.id === id && right.id === code.id),
    );
    return pair ? [asConfusion(pair, code)] : [];
  });
}
