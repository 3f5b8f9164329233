/** How far a language has come: what of it follows English as it is now. */
import { isFresh, type Sentence } from '../model/sentences.ts';
import type { Translations } from './read.ts';
import { staleParts, type Part, type Stamps } from './stamps.ts';

/** How many of some things follow English, are behind it, or are not there. */
export interface Progress {
  fresh: number;
  behind: number;
  missing: number;
}

type Status = keyof Progress;

/** @param all the state of each of them */
export const progressOf = (all: readonly Status[]): Progress => ({
  fresh: all.filter((status) => status === 'fresh').length,
  behind: all.filter((status) => status === 'behind').length,
  missing: all.filter((status) => status === 'missing').length,
});

/** The state of each sentence. @param own what the language has of them; undefined if nothing */
export const sentenceStates = (
  sentences: readonly Sentence[],
  own: Translations | undefined,
): Status[] =>
  sentences.map(({ key, english }) => {
    const found = own?.get(key);
    if (!found?.own) return 'missing';
    return isFresh(found, english) ? 'fresh' : 'behind';
  });

/** The state of each part of an English text, such as the groups of the words of the site. @param stamps of the translation */
export function partStates(stamps: Stamps, english: readonly Part[]): Status[] {
  const stale = new Map(staleParts(stamps, english).map(({ name, why }) => [name, why]));
  return english.map(({ name }) => {
    const why = stale.get(name);
    return why === undefined ? 'fresh' : why === 'changed' ? 'behind' : 'missing';
  });
}
