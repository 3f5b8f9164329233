/** Sentences with places to fill: `{left} or {right}?`. */

/** Puts values into the places of a template; a place without a value is a programming error and is refused. */
export function fill(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (!(name in values))
      throw new Error(
        `"${template}" has a place {${name}}; given were ${Object.keys(values).join(', ')}`,
      );
    return String(values[name]);
  });
}

/** `a frame broke` becomes `A frame broke`; languages without capitals are left as they are. */
export const capitalise = (text: string, lang: string): string =>
  text.charAt(0).toLocaleUpperCase(lang) + text.slice(1);

/** A group of words of content/ui, or one word; a list is taken whole. */
type Words = { [key: string]: unknown };

const isGroup = (value: unknown): value is Words =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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
