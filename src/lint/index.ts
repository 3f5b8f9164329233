/** What the build cannot see: rules for what lies between the files of content/. Each family of rules is a file; its head says what it asks. */
import { SOURCE_LANGUAGE } from '../lib/publishing/href.ts';
import { repetitionFindings } from './comparisons.ts';
import { englishOf, isEnglish, pathOf, readAll, type Content, type Page } from './content.ts';
import { glossaryProblems } from './glossary.ts';
import { folderProblems, presenceProblems } from './folders.ts';
import { withoutGrowing } from './growing.ts';
import { libraryProblems } from './libraries.ts';
import { measurementProblems } from './measurements.ts';
import { formatProblem, wrong, type Finding, type Problem } from './problem.ts';
import { IS_CONTENT } from '../lib/content/files.ts';
import {
  caseFindings,
  causeFindings,
  citationFindings,
  codeLinkFindings,
  factProblems,
  guideFactProblems,
  inShortFindings,
  guideFindings,
  noticeFindings,
  programProblems,
  libraryFindings,
  shownFindings,
  sourceProblems,
} from './references.ts';
import { reproduceProblems } from './reproduce.ts';
import { sentenceProblems } from './sentences.ts';
import { dataProblems, frontMatterFindings } from './shape.ts';
import { systemProblems } from './systems.ts';
import {
  characterProblems,
  codeFindings,
  linkFindings,
  markdownFindings,
  titleFindings,
} from './text.ts';
import {
  caseParity,
  causeParity,
  codeParity,
  guideParity,
  identityFindings,
  referenceParity,
  staleProblems,
  stampFindings,
} from './translations.ts';
import { uiProblems } from './ui.ts';

export { formatProblem, type Problem };

const LEVELS = ['wrong', 'behind', 'left'];

type Rule = (page: Page, content: Content) => Finding[];

const EVERY_PAGE: Rule[] = [
  inShortFindings,
  markdownFindings,
  linkFindings,
  codeFindings,
  titleFindings,
];
const ENGLISH: Rule[] = [
  causeFindings,
  noticeFindings,
  codeLinkFindings,
  guideFindings,
  libraryFindings,
  shownFindings,
  caseFindings,
  citationFindings,
];
const TRANSLATION: ((page: Page, english: Page) => Finding[])[] = [
  causeParity,
  caseParity,
  guideParity,
  referenceParity,
  codeParity,
  identityFindings,
];

/** The rules for one text. While its tags are wrong, what they hold is not asked. */
function pageFindings(page: Page, content: Content): Finding[] {
  if (page.findings.length) return page.findings;
  return [
    ...frontMatterFindings(page),
    ...stampFindings(page),
    ...EVERY_PAGE.flatMap((rule) => rule(page, content)),
    ...(isEnglish(page) ? ENGLISH.flatMap((rule) => rule(page, content)) : []),
    ...(page.kind === 'comparisons' ? repetitionFindings(page, content) : []),
  ];
}

/**
 * A translation against its English: what it has yet to follow, else whether it says the same. While English is wrong, or the translation
 * is stale, they are not compared: whoever reads it again and writes the new stamps is then told what differs.
 */
function translationProblems(page: Page, content: Content): Problem[] {
  const english = englishOf(page, content);
  if (!english || page.findings.length || isEnglish(page)) return [];
  const stale = staleProblems(page, english, content);
  return stale.length
    ? stale
    : TRANSLATION.flatMap((rule) => rule(page, english)).map((f) =>
        wrong(page.file, f.found, f.expected, f.remedy),
      );
}

/** All problems of the files of content/, given by their paths from the top of the repository; wrong ones first. */
export function lint(files: Record<string, string>): Problem[] {
  const texts = Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => IS_CONTENT.test(path))
      .map(([path, text]) => [path, text.replaceAll('\r\n', '\n')]),
  );
  const content = readAll(texts);
  const pages = [...content.pages.values()].flatMap((page): Problem[] => {
    if (!content.pages.has(pathOf(page.kind, page.folder, SOURCE_LANGUAGE))) return [];
    return [
      ...pageFindings(page, content).map((f) => wrong(page.file, f.found, f.expected, f.remedy)),
      ...translationProblems(page, content),
    ];
  });
  const problems = [
    ...Object.entries(texts).flatMap(([file, text]) => characterProblems(file, text)),
    ...folderProblems(content),
    ...[...content.data.values()].flatMap(dataProblems),
    ...uiProblems(content),
    ...factProblems(content),
    ...guideFactProblems(content),
    ...programProblems(content, texts),
    ...sourceProblems(content),
    ...libraryProblems(content),
    ...systemProblems(content, texts),
    ...sentenceProblems(content),
    ...glossaryProblems(content),
    ...measurementProblems(content),
    ...presenceProblems(content),
    ...reproduceProblems(content, texts),
    ...pages,
  ];
  return withoutGrowing(problems, content).sort(
    (a, b) =>
      LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
      a.file.localeCompare(b.file, 'en', { numeric: true }),
  );
}
