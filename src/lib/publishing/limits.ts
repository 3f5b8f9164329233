/** What hosts read of a site, and no more: whoever exceeds it loses rules or a deploy without a word. */

/** What a built site asks of a host. */
export interface Usage {
  files: number;
  /** Size of the largest file, and of all files, in bytes. */
  largestFile: number;
  bytes: number;
  headerRules: number;
  /** Characters of the longest line of `_headers`; of `_redirects`. */
  longestHeader: number;
  longestRedirect: number;
  /** Rules of `_redirects` without `*` and `:name`, and with them. */
  staticRedirects: number;
  dynamicRedirects: number;
}

/** A host: what it allows, where it says so. */
export interface Host {
  name: string;
  source: string;
  allows: Partial<Usage>;
}

const MIB = 1024 ** 2;

/** The hosts that the README names; nginx and Caddy have no such limits. */
export const HOSTS: Host[] = [
  {
    name: 'Cloudflare Pages',
    source: 'https://developers.cloudflare.com/pages/platform/limits/',
    allows: {
      files: 20_000,
      largestFile: 25 * MIB,
      headerRules: 100,
      longestHeader: 2_000,
      staticRedirects: 2_000,
      dynamicRedirects: 100,
      longestRedirect: 1_000,
    },
  },
  {
    // Not a limit: from here on Netlify advises against rules, for a deploy may fail.
    name: 'Netlify',
    source: 'https://docs.netlify.com/manage/routing/redirects/overview/',
    allows: { staticRedirects: 10_000 },
  },
  {
    name: 'GitHub Pages',
    source:
      'https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits',
    allows: { bytes: 1024 * MIB },
  },
];

const NAMES: Record<keyof Usage, [what: string, remedy: string]> = {
  files: ['files', 'publish fewer pages, or fewer data files for each language'],
  largestFile: ['bytes in one file', 'split it'],
  bytes: ['bytes in all', 'publish fewer pages'],
  headerRules: ['rules in _headers', 'let one rule match more addresses'],
  longestHeader: [
    'characters in the longest line of _headers',
    'let more pages share the same inline CSS, for each style has a hash in the policy',
  ],
  longestRedirect: ['characters in the longest line of _redirects', 'shorten it'],
  staticRedirects: [
    'redirects without *',
    'leave more spellings to the script of the 404 page (src/lib/publishing/redirects.ts)',
  ],
  dynamicRedirects: ['redirects with *', 'leave more spellings to the script of the 404 page'],
};

const keysOf = ({ allows }: Host) => Object.keys(allows) as (keyof Usage)[];
const shown = (number: number): string => number.toLocaleString('en');

/** A line for each limit of each host: what is used of what is allowed. */
export const usageLines = (usage: Usage): string[] =>
  HOSTS.flatMap((host) =>
    keysOf(host).map(
      (key) =>
        `${host.name.padEnd(17)} ${shown(usage[key]).padStart(12)} of ${shown(host.allows[key]!).padStart(13)} ${NAMES[key][0]}`,
    ),
  );

/** A line for each limit that the site exceeds; none if every host takes it. */
export const exceeded = (usage: Usage): string[] =>
  HOSTS.flatMap((host) =>
    keysOf(host)
      .filter((key) => usage[key] > host.allows[key]!)
      .map(
        (key) =>
          `dist: ${shown(usage[key])} ${NAMES[key][0]} found; expected at most ${shown(host.allows[key]!)}, which is what ${host.name} takes (${host.source}); ${NAMES[key][1]}`,
      ),
  );
