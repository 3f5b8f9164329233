/**
 * A comparison says what the pages of its two codes do not: none of its sentences of 30 characters or more stands there in the same language.
 */
import { pathOf, type Content, type Page } from './content.ts';
import { finding, quote, type Finding } from './problem.ts';
import { paragraphsOf } from './translations.ts';

/** `A frame, then "x".` and `a frame then x` are the same sentence: only letters and digits count. */
const normalise = (sentence: string): string =>
  sentence
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const sentencesOf = (page: Page): string[] =>
  paragraphsOf(page)
    .flatMap(({ plain }) => plain.split(/(?<=[.!?…])\s+/))
    .filter((sentence) => normalise(sentence).length >= 30);

/** No sentence of the two code pages again. */
export function repetitionFindings(page: Page, content: Content): Finding[] {
  const codePages = page.folder
    .split('-vs-')
    .flatMap((code) => content.pages.get(pathOf('codes', code, page.lang)) ?? []);
  const said = new Map(
    codePages.flatMap((code) =>
      sentencesOf(code).map((sentence) => [normalise(sentence), code.folder] as const),
    ),
  );
  return sentencesOf(page)
    .filter((sentence) => said.has(normalise(sentence)))
    .map((sentence) =>
      finding(
        `the sentence ${quote(sentence)} of ${said.get(normalise(sentence))}`,
        'what the two code pages do not say',
        'say how the codes differ',
      ),
    );
}
