/** Sentences as words with spaces around, and the parts of one between what varies: how names and messages of systems are looked for. */
import { toWords } from './text.ts';

/** The words of a text on one line, each between spaces. @example lineOf('closeCode=4004') is ' close code 4004 ' */
export const lineOf = (text: string): string => ` ${toWords(text).words.join(' ')} `;

/** The parts of a message between what varies, each as words. @example partsOf('App key <key> not in this cluster') has two */
export const partsOf = (message: string): string[] =>
  message
    .split(/<[^>]*>/)
    .map(lineOf)
    .filter((part) => part.trim());

/** How many words a text of `lineOf` has, or several of `partsOf` together. */
export const countWords = (...lines: readonly string[]): number =>
  lines.join(' ').split(' ').filter(Boolean).length;

/** Do the parts stand in the line, in their order? */
export function holdsParts(line: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const at = line.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length - 1;
  }
  return parts.length > 0;
}
