/** The line of a paste that was recognised: found again by its words, as the decoder reads a text without colours and escapes. */
import { clean, toWords, type Words } from './text.ts';

const joined = (words: readonly string[]): string => ` ${words.join(' ')} `;

/** The words of the line that holds a word. */
export function wordsOfLine({ text, words, start, end }: Words, at: number): string {
  const from = text.lastIndexOf('\n', start[at]);
  const next = text.indexOf('\n', end[at]);
  const to = next < 0 ? text.length : next;
  return joined(words.filter((_, place) => start[place]! > from && end[place]! <= to));
}

/**
 * Where the first line with these words stands in a text, as it was pasted.
 * @param words what `wordsOfLine` made of it
 */
export function lineWith(text: string, words: string): { start: number; end: number } | undefined {
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    if (joined(toWords(clean(line)).words).includes(words)) return { start, end };
    start = end + 1;
  }
  return undefined;
}
