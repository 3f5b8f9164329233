/** The forms that a sentence takes with a number: `one: 1 result`, `other: "{count} results"`. */

/** The categories of Unicode (CLDR), of which each language has some; `other` all of them. */
export const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;
export type Category = (typeof CATEGORIES)[number];

/** A form for each category that the language has. */
export type Plural = { [category in Category]?: string | undefined } & { other: string };

/** Are these the forms of one sentence? No group of content/ui has only such keys. */
export const isPlural = (value: unknown): value is Plural =>
  typeof value === 'object' &&
  value !== null &&
  'other' in value &&
  Object.keys(value).every((key) => (CATEGORIES as readonly string[]).includes(key));

/** The categories that a language has. @example categoriesOf('pl') is ['one', 'few', 'many', 'other'] */
export function categoriesOf(tag: string): Category[] {
  const known = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  return CATEGORIES.filter((category) => known.includes(category));
}
