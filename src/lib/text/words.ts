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
