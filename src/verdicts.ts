/** What a comparison says in one sentence: as somebody wrote it, or composed from the facts. */
import { comparisonsIn, words, type Code, type Comparison } from './content.ts';
import { displayName } from './lib/model/code.ts';
import { isMistakable, verdictOf, type Described } from './lib/text/compose.ts';
import { shortTitle } from './lib/show/factHtml.ts';
import { fill } from './lib/text/words.ts';

/** A code with the words that composed sentences need. */
export const described = (code: Code): Described => ({
  ...code,
  definedIn: shortTitle(code.definedIn),
});

/** The verdict of a comparison in the language of its codes. */
export const verdict = ({ left, right, text }: Comparison): string =>
  text?.entry.data.verdict ?? verdictOf(described(left), described(right), words(left.lang));

/** Is the comparison worth finding: written by hand, or of two codes that can be mistaken? */
export const isWorthFinding = ({ left, right, text }: Comparison): boolean =>
  text !== undefined || isMistakable(left, right);

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
  const question = fill(words(from.lang).pair.question, {
    left: displayName(pair.left.id),
    right: displayName(pair.right.id),
  });
  const lang = pair.text?.lang;
  return {
    id: pair.id,
    other,
    question,
    verdict: verdict(pair),
    foreign: lang === from.lang ? undefined : lang,
  };
}

/** The codes that this one is confused with, in the order of its facts, as far as there are comparisons. */
export function confusions(code: Code, lang: string): Confusion[] {
  const pairs = comparisonsIn(lang);
  return code.facts.confusedWith.flatMap((id) => {
    const pair = pairs.find(
      ({ left, right }) =>
        (left.id === code.id && right.id === id) || (left.id === id && right.id === code.id),
    );
    return pair ? [asConfusion(pair, code)] : [];
  });
}
