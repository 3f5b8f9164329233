/**
 * Which folders and files there are.
 *
 * A folder of content/codes is a code or a range and has its facts; one of content/comparisons is a comparison of two such codes,
 * the smaller first; one of content/guides is named in words with hyphens. Each has its English text, and a translation in every language that has a file in content/ui (else it is behind).
 */
import { SOURCE_LANGUAGE } from '../lib/publishing/href.ts';
import { TEXT_KINDS, type TextKind } from '../lib/content/layout.ts';
import { isEnglish, pathOf, type Content } from './content.ts';
import { behind, wrong, type Problem } from './problem.ts';
import { pairExpectation } from './references.ts';

const isNamedWell = (kind: TextKind, folder: string, { codes, pairs }: Content): boolean =>
  kind === 'codes'
    ? codes.some(({ id }) => id === folder)
    : kind === 'comparisons'
      ? pairs.has(folder)
      : /^[a-z]+(?:-[a-z0-9]+)*$/.test(folder);

/** Folders of content/codes are codes or ranges and have facts, those of content/comparisons are comparisons of the site. */
export function folderProblems(content: Content): Problem[] {
  const badlyNamed = (kind: TextKind) =>
    content.folders[kind].filter((folder) => !isNamedWell(kind, folder, content));
  return [
    ...badlyNamed('codes').map((folder) =>
      wrong(
        `content/codes/${folder}`,
        `folder "${folder}"`,
        'a code such as 1006, or a range such as 4000-4999, within 0 to 65535',
        'rename it',
      ),
    ),
    ...badlyNamed('comparisons').map((folder) =>
      wrong(
        `content/comparisons/${folder}`,
        `folder "${folder}"`,
        pairExpectation(folder, content),
        'rename it',
      ),
    ),
    ...badlyNamed('guides').map((folder) =>
      wrong(
        `content/guides/${folder}`,
        `folder "${folder}"`,
        'lower-case words joined by hyphens: it is an address',
        'rename it',
      ),
    ),
    ...content.codes
      .map(({ id }) => `content/codes/${id}/facts.yml`)
      .filter((file) => !content.data.has(file))
      .map((file) =>
        wrong(
          file,
          'no file',
          'the facts of the code',
          'write it (content/README.md, “The facts”)',
        ),
      ),
  ];
}

/** Every folder has its English text, and every language its translation; a translation is in a language of the site. */
export function presenceProblems(content: Content): Problem[] {
  return TEXT_KINDS.flatMap((kind) =>
    content.folders[kind]
      .filter((folder) => isNamedWell(kind, folder, content))
      .flatMap((folder): Problem[] => {
        const pages = [...content.pages.values()].filter(
          (page) => page.kind === kind && page.folder === folder,
        );
        const foreign = pages
          .filter((page) => !isEnglish(page) && !content.languages.includes(page.lang))
          .map((page) =>
            wrong(
              page.file,
              `language "${page.lang}"`,
              `one of ${content.languages.join(', ')}`,
              `rename it, or add content/ui/${page.lang}.yml`,
            ),
          );
        if (!pages.some(isEnglish)) {
          const file = pathOf(kind, folder, SOURCE_LANGUAGE);
          return pages.length === 0
            ? [wrong(file, 'no file', 'the English text', 'write it (content/README.md)')]
            : pages.map((page) =>
                wrong(
                  page.file,
                  'a translation without English',
                  file,
                  'write the English text first, or remove this file',
                ),
              );
        }
        const missing = content.languages
          .filter((lang) => lang !== SOURCE_LANGUAGE && !pages.some((page) => page.lang === lang))
          .map((lang) =>
            behind(
              pathOf(kind, folder, lang),
              'no file',
              `a translation of ${pathOf(kind, folder, SOURCE_LANGUAGE)}`,
              'write it; until then the page shows English with a notice',
            ),
          );
        return [...foreign, ...missing];
      }),
  );
}
