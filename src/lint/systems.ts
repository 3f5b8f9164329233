/**
 * content/systems: each folder is a system whose name is an address of its own, with its facts and its words in English; both speak of the
 * same codes, and each source is cited. (Their shape is in shape.ts, their translations in sentences.ts.)
 */
import { pathTo, placeOf } from '../lib/content/layout.ts';
import type { Files } from '../lib/content/files.ts';
import { faultsOf, system, SYSTEM_ID, systemWords } from '../lib/model/system.ts';
import { NUMBER_SECTIONS } from '../lib/model/systems.ts';
import type { Content, Data } from './content.ts';
import { wrong, type Problem } from './problem.ts';

/** Pages of the site, and addresses that it may want for one: no system has their names. */
export const PAGES: readonly string[] = [
  ...['search', 'link', 'implementations', 'systems', 'languages', 'guides', 'codes', 'messages'],
  ...[
    'about',
    'api',
    'decoder',
    'llms',
    'opensearch',
    'og',
    'pagefind',
    'schema',
    'sitemap',
    'robots',
    'ui',
    'words',
    'known-systems',
    'reconnect',
  ],
];

/** Anchors of the pages of numbers, and of codes that were a number once: there a row has the name of its system for an anchor. */
const ANCHORS: readonly string[] = [
  ...NUMBER_SECTIONS,
  ...['main', 'when', 'fix', 'messages', 'numbers', 'systems', 'happens', 'facts', 'description'],
  ...['implementations', 'reproduce', 'compare', 'constants', 'sources'],
];

/** Addresses that are made of other names: /implementations-ws, /sitemap-vi.xml, and the further pages of lists and systems. */
const MADE = /^(?:implementations|sitemap|systems)-|-codes-\d+$/;

/** Is it the tag of a language, one of the site or one that it may have some day? */
function isLanguage(id: string, { languages }: Content): boolean {
  if (languages.includes(id)) return true;
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  // A script has four letters, a region two; for another shape, such as qq-bot, `of` throws.
  return /^[a-z]{2,3}(?:-(?:[a-z]{2}|[a-z]{4}))?$/.test(id) && names.of(id) !== undefined;
}

function folderProblems(id: string, content: Content): Problem[] {
  const folder = `content/systems/${id}`;
  if (!SYSTEM_ID.test(id))
    return [
      wrong(
        folder,
        `folder "${id}"`,
        'lower-case words joined by hyphens, such as graphql-ws; it is an address',
        'rename it',
      ),
    ];
  const taken =
    PAGES.includes(id) || MADE.test(id)
      ? 'the address of a page'
      : ANCHORS.includes(id)
        ? 'an anchor on the pages of numbers'
        : isLanguage(id, content)
          ? 'the address of a language'
          : undefined;
  return taken ? [wrong(folder, `folder "${id}", ${taken}`, 'another name', 'rename it')] : [];
}

function missingProblems(id: string, { data }: Content): Problem[] {
  const missing = (kind: 'systems' | 'systemWords', expected: string) => {
    const file = pathTo(kind, { id });
    return data.has(file)
      ? []
      : [wrong(file, 'no file', expected, 'write it (src/lib/model/system.ts)')];
  };
  return [
    ...missing('systems', 'the facts of the system'),
    ...missing('systemWords', 'its words in English'),
  ];
}

/** What lies between the two files, as far as both have their shape. */
function pairProblems(facts: Data, words: Data): Problem[] {
  const [one, other] = [system.safeParse(facts.value), systemWords.safeParse(words.value)];
  if (!one.success || !other.success) return []; // told by dataProblems
  return faultsOf(one.data, other.data).map(({ file, path, found, expected, remedy }) => {
    const at = file === 'en.yml' ? words : facts;
    const line = at.lineOf?.(path);
    return wrong(at.file, found + (line ? ` in line ${line}` : ''), expected, remedy);
  });
}

/** The rules for every folder of content/systems, and no file there that nothing reads. */
export function systemProblems(content: Content, files: Files): Problem[] {
  const strange = Object.keys(files).filter(
    (file) => file.startsWith('content/systems/') && !placeOf(file),
  );
  return [
    ...strange.map((file) =>
      wrong(
        file,
        'a file that nothing reads',
        'only facts.yml, en.yml and a .po file for each other language',
        'rename it or remove it',
      ),
    ),
    ...content.folders.systems.flatMap((id) => {
      const [facts, words] = (['systems', 'systemWords'] as const).map((kind) =>
        content.data.get(pathTo(kind, { id })),
      );
      return [
        ...folderProblems(id, content),
        ...missingProblems(id, content),
        ...(facts && words ? pairProblems(facts, words) : []),
      ];
    }),
  ];
}
