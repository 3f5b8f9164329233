/** Sentences with places to fill: `{left} or {right}?`. */
import { escape } from './escape.ts';

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

/** Things one after another, each joined to those before it. @param template with {first} and {second}; of one thing nothing is asked */
export const joined = (template: string, items: readonly string[]): string =>
  items.length ? items.reduce((first, second) => fill(template, { first, second })) : '';

/** The same as HTML: the values are HTML already, the words of the template are not. */
export const fillHtml = (template: string, values: Record<string, string | number>): string =>
  fill(escape(template), values);
