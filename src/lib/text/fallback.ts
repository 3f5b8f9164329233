/** Words of content/ui that a language lacks: which, and English in their place. */
import { isPlural } from './plural.ts';

/** A group of words of content/ui, or one word; a list, and the forms of a number, are taken whole. */
type Group = { [key: string]: unknown };

const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isPlural(value);

/**
 * The words of a language, and English where it has none yet: word by word, so that a language may grow.
 * @example withFallback({ page: { skip: 'a', edit: 'b' } }, { page: { skip: 'x' } }) is { page: { skip: 'x', edit: 'b' } }
 */
export function withFallback<T>(english: T, own: unknown): T {
  if (!isGroup(english) || !isGroup(own)) return (own ?? english) as T;
  return Object.fromEntries(
    Object.entries(english).map(([key, word]) => [key, withFallback(word, own[key])]),
  ) as T;
}

/** The paths of all words of `english` that `own` lacks. @example missingWords({ a: { b: 'x' } }, {}) is ['a.b'] */
export const missingWords = (english: unknown, own: unknown, path = ''): string[] =>
  isGroup(english)
    ? Object.entries(english).flatMap(([key, word]) =>
        missingWords(word, isGroup(own) ? own[key] : undefined, path ? `${path}.${key}` : key),
      )
    : own === undefined
      ? [path]
      : [];
