/** The addresses that a rule of `_headers` or `_redirects` is for. */

/**
 * Source of a regular expression for the path of a rule; nginx and Caddy understand it too.
 * @param anything what `*` matches; default: all but a query, for nginx compares the address with its query
 * @param part what `:name` matches, given the name; default: one part of the path
 */
export const pathSource = (
  path: string,
  anything = '[^?]*',
  part: (name: string) => string = () => '[^/?]+',
): string =>
  `^${path
    .split(/(\*|:[A-Za-z]\w*)/)
    .map((text) =>
      text === '*' ? anything : /^:[A-Za-z]/.test(text) ? part(text.slice(1)) : RegExp.escape(text),
    )
    .join('')}$`;
