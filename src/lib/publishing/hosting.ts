/** The rules of `_headers` and `_redirects`, in the words of nginx and Caddy. */
import type { HeaderRule } from './headers.ts';
import { pathSource } from './pattern.ts';
import type { RedirectRule } from './redirects.ts';

/** Source of a regular expression for the address in a redirect; its parts have names. `anything` is what `*` matches. */
const redirectPattern = (from: string, anything: string): string =>
  pathSource(from, `(?P<splat>${anything})`, (name) => `(?P<${name}>[^/?]+)`);

/** `/b/:splat` with each name as the server writes it. A port in a full address is no name. */
const redirectTarget = (to: string, write: (name: string) => string): string =>
  to.replace(/:([A-Za-z]\w*)/g, (_, name: string) => write(name));

/** A text in double quotes; what the server would take for a variable is refused, for there is no way to write it. */
function quoted(text: string, variable: string): string {
  if (text.includes(variable))
    throw new Error(
      `_headers: "${text}" found; expected no ${variable}, with which nginx and Caddy begin a variable; choose another value`,
    );
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** Does the rule hold for every address at the top of the host? */
const isForAll = ({ pattern }: HeaderRule): boolean => pattern.source === pathSource('/*');

/** The first rule of an address holds, as it does for the hosts; nginx would refuse a second. */
const withoutRepeats = (redirects: readonly RedirectRule[]): RedirectRule[] =>
  [...new Map(redirects.toReversed().map((rule) => [rule.from, rule])).values()].reverse();

/** nginx matches the address as it was asked for, which has the query behind it. */
const beforeQuery = (source: string): string =>
  `"${source.replace(/\$$/, '(?:\\?.*)?$').replace(/"/g, '\\"')}"`;

/**
 * Lines of an nginx `server`. It knows no headers by pattern but in a `location`, where they would replace all others, so each
 * rule sets a variable; nginx sends no header whose value is empty.
 */
export function nginxRules(
  rules: readonly HeaderRule[],
  redirects: readonly RedirectRule[],
): string {
  // A 404 at the address of a hashed file must not be kept for a year.
  const add = (name: string, value: string) =>
    `add_header ${name} ${value}${name.toLowerCase() === 'cache-control' ? '' : ' always'};`;
  const headers = rules.flatMap((rule, place) =>
    rule.headers.flatMap(([name, value], nth) => {
      if (isForAll(rule)) return add(name, quoted(value, '$'));
      const variable = `$rule_${place}_${nth}`;
      return [
        `set ${variable} "";`,
        `if ($request_uri ~ ${beforeQuery(rule.pattern.source)}) { set ${variable} ${quoted(value, '$')}; }`,
        add(name, variable),
      ];
    }),
  );
  const moves = withoutRepeats(redirects).map(({ from, to, status }) => {
    // Hundreds of addresses are one look-up, as patterns they would be tried one by one.
    if (!/[*:]/.test(from))
      return `location = ${quoted(from, '$')} { return ${status} ${quoted(to, '$')}; }`;
    // The address as it was asked for is still encoded: a line break in it cannot become one of the answer.
    return `if ($request_uri ~ ${beforeQuery(redirectPattern(from, '[^?]*'))}) { return ${status} "${redirectTarget(to, (name) => `\${${name}}`)}"; }`;
  });
  return [...headers, ...moves, ''].join('\n');
}

/** Lines of a site block of a Caddyfile. */
export function caddyRules(
  rules: readonly HeaderRule[],
  redirects: readonly RedirectRule[],
): string {
  const headers = rules.flatMap((rule, place) => {
    const matcher = isForAll(rule) ? '' : `@rule_${place} `;
    return [
      ...(matcher ? [`${matcher}path_regexp "${rule.pattern.source.replace(/"/g, '\\"')}"`] : []),
      // With the plus a second rule for the same header adds to it, as it does for the hosts that read _headers.
      ...rule.headers.map(([name, value]) => `header ${matcher}+${name} ${quoted(value, '{')}`),
    ];
  });
  const moves = redirects.flatMap(({ from, to, status }, place) => [
    `@move_${place} path_regexp move_${place} "${redirectPattern(from, '.*')}"`,
    `redir @move_${place} "${redirectTarget(to, (name) => `{re.move_${place}.${name}}`)}" ${status}`,
  ]);
  return [...headers, ...moves, ''].join('\n');
}
