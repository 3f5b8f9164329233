/**
 * A comparison is of two codes that exist, the smaller first, and says what their own pages do not:
 * none of its sentences of 30 characters or more stands there in the same language.
 */
import { plainText } from '../lib/prose.ts';
import { pathOf, type Content, type Page } from './content.ts';
import { finding, quote, wrong, type Finding, type Problem } from './problem.ts';
import { pairExpectation } from './references.ts';
import { paragraphsOf } from './translations.ts';

/** Folders of content/codes are codes or ranges, those of content/comparisons comparisons of the site. */
export function folderProblems(content: Content): Problem[] {
  const known = new Set(content.codes.map(({ id }) => id));
  return [
    ...content.folders.codes.filter((folder) => !known.has(folder)).map((folder) => wrong(`content/codes/${folder}`, `folder "${folder}"`, 'a code such as 1006, or a range such as 4000-4999, within 0 to 65535', 'rename it')),
    ...content.codes.filter(({ id }) => !content.data.has(`content/codes/${id}/facts.yml`)).map(({ id }) => wrong(`content/codes/${id}/facts.yml`, 'no file', 'the facts of the code', 'write it (src/lib/schema.ts)')),
    ...content.folders.comparisons.filter((folder) => !content.pairs.has(folder)).map((folder) => wrong(`content/comparisons/${folder}`, `folder "${folder}"`, pairExpectation(folder, content), 'rename it')),
  ];
}

/** `A frame, then "x".` and `a frame then x` are the same sentence: only letters and digits count. */
const normalise = (sentence: string): string => sentence.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

const sentencesOf = (page: Page): string[] => paragraphsOf(page).flatMap((paragraph) => plainText(paragraph).split(/(?<=[.!?…])\s+/)).filter((sentence) => normalise(sentence).length >= 30);

/** No sentence of the two code pages again. */
export function repetitionFindings(page: Page, content: Content): Finding[] {
  const codePages = page.folder.split('-vs-').flatMap((code) => content.pages.get(pathOf('codes', code, page.lang)) ?? []);
  const said = new Map(codePages.flatMap((code) => sentencesOf(code).map((sentence) => [normalise(sentence), code.folder] as const)));
  return sentencesOf(page).filter((sentence) => said.has(normalise(sentence))).map((sentence) =>
    finding(`the sentence ${quote(sentence)} of ${said.get(normalise(sentence))}`, 'what the two code pages do not say', 'say how the codes differ'));
}
