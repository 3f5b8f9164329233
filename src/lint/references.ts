/**
 * What an English text points to exists. (That a translation points to the same is in translations.ts.)
 *
 * Causes have different ids; each has a notice, and each notice names one of them. A CodeLink leads to a code, a range or a comparison
 * of the site and to one of its causes, or to a system, or to all of them; a Case to a code. A Source is a key of content/sources or a section of an RFC.
 */
import { LONGEST_REASON, reasonBytes } from '../lib/model/closeReason.ts';
import { entryFor, isRange, parseCode } from '../lib/model/code.ts';
import { RANGE_PAIRS, pairId } from '../lib/model/pairs.ts';
import { allOf, valueOf, type Tag } from '../lib/text/mdx.ts';
import { SOURCE_LANGUAGE } from '../lib/publishing/href.ts';
import { languageOf } from '../lib/model/vocabulary.ts';
import { citedIn } from '../lib/model/guideFacts.ts';
import { DRAWINGS, TABLES } from '../lib/show/guides/index.ts';
import { namesIn, pathTo } from '../lib/content/layout.ts';
import type { Files } from '../lib/content/files.ts';
import type { Facts } from '../lib/model/schema.ts';
import { resolveSource } from '../lib/model/sources.ts';
import { pathOf, type Content, type Page } from './content.ts';
import { nameOf } from './markup.ts';
import { doubled, finding, quote, wrong, type Finding, type Problem } from './problem.ts';

const valuesOf = (page: Page, tag: string, attribute: string): string[] =>
  allOf(page.mdx.root, tag).map((found) => valueOf(found, attribute));

/** The ids of causes differ. */
export const causeFindings = (page: Page): Finding[] =>
  doubled(valuesOf(page, 'Cause', 'id')).map((id) =>
    finding(`cause "${id}" twice`, 'each id once', 'rename the one that is not published yet'),
  );

/** Each notice names a cause, and each cause has a notice. */
export function noticeFindings(page: Page): Finding[] {
  const causes = valuesOf(page, 'Cause', 'id');
  const notices = valuesOf(page, 'Notice', 'cause');
  return [
    ...notices
      .filter((id) => !causes.includes(id))
      .map((id) =>
        finding(
          `<Notice cause="${id}">, which names no cause`,
          `one of ${causes.join(', ')}`,
          'rename it, or write the cause',
        ),
      ),
    ...causes
      .filter((id) => !notices.includes(id))
      .map((id) =>
        finding(
          `no notice of the cause "${id}"`,
          `<Notice cause="${id}"> in <WhenYouSeeIt>`,
          'write what one notices',
        ),
      ),
  ];
}

/** Links lead to a code, a range or a comparison of the site, and to a cause that it has; or to a system, or a guide. */
export function codeLinkFindings(page: Page, content: Content): Finding[] {
  return allOf(page.mdx.root, 'CodeLink').flatMap((link): Finding[] => {
    const [to, cause] = [valueOf(link, 'to'), valueOf(link, 'cause')];
    const name = `<CodeLink to="${to}"${cause ? ` cause="${cause}"` : ''}>`;
    if (to.includes('-vs-')) {
      if (!content.pairs.has(to))
        return [finding(name, pairExpectation(to, content), 'correct it')];
      return cause
        ? [finding(name, 'no cause: a comparison has none', 'link the code itself')]
        : [];
    }
    if (to === 'systems' || content.folders.systems.includes(to))
      return cause ? [finding(name, 'no cause: a system has none', 'leave it out')] : [];
    if (to.startsWith('guides/'))
      return !content.folders.guides.includes(to.slice('guides/'.length))
        ? [finding(name, 'guides/ and a folder of content/guides', 'correct it')]
        : cause
          ? [finding(name, 'no cause: a guide has none', 'leave it out')]
          : [];
    if (!content.codes.some((code) => code.id === to))
      return [
        finding(name, 'a folder of content/codes or of content/systems, or systems', 'correct it'),
      ];
    const target = content.pages.get(pathOf('codes', to, page.lang));
    const causes = target ? valuesOf(target, 'Cause', 'id') : [cause];
    return cause && !causes.includes(cause)
      ? [finding(name, `a cause of ${to}: ${causes.join(', ')}`, 'correct the cause')]
      : [];
  });
}

/**
 * The ids of a guide's sections differ, from each other and from the fields above, for they are stamped side by side. Each answer leads
 * to a later step or an outcome, or to a code, and to a cause that it has; each step but the first is reached, and each outcome.
 */
export function guideFindings(page: Page, content: Content): Finding[] {
  if (page.kind !== 'guides') return [];
  const steps = valuesOf(page, 'Step', 'id');
  const outcomes = valuesOf(page, 'Outcome', 'id');
  const ids = [...steps, ...outcomes, ...valuesOf(page, 'Part', 'id')];
  const reached = valuesOf(page, 'Answer', 'next');
  return [
    ...doubled([...ids, 'title', 'answer', 'tree']).map((id) =>
      finding(`section "${id}" twice`, 'each id once', 'rename the one that is not published yet'),
    ),
    ...[...steps.slice(1), ...outcomes]
      .filter((id) => !reached.includes(id))
      .map((id) =>
        finding(
          `${outcomes.includes(id) ? 'outcome' : 'step'} "${id}"`,
          'an answer that leads to it',
          'write next in one',
        ),
      ),
    ...allOf(page.mdx.root, 'Outcome').flatMap((outcome) => outcomeFindings(outcome, content)),
    ...allOf(page.mdx.root, 'Step').flatMap((step, place) =>
      allOf(step, 'Answer').flatMap((answer) =>
        answerFindings(answer, [...steps.slice(place + 1), ...outcomes], content),
      ),
    ),
  ];
}

/**
 * An outcome sends a code that may stand in a Close frame, with a reason that fits; a range says which numbers, and its program chooses
 * one. Or it sends none: then its title says what happens instead.
 */
function outcomeFindings(outcome: Tag, content: Content): Finding[] {
  const [code, reason] = ['code', 'reason'].map((name) => valueOf(outcome, name));
  const name = nameOf(outcome);
  const titled = allOf(outcome, 'Title').length > 0;
  if (Boolean(code) === titled)
    return [
      finding(name, 'either a code or a <Title>', 'the page names a code; write one of them'),
    ];
  if (!code) return reason ? [finding(name, 'no reason: nothing is sent', 'leave it out')] : [];
  const known = entryFor(code, content.codes);
  const facts = factsOf(content).find(({ id }) => id === known?.id)?.facts;
  if (facts?.ending !== 'frame')
    return [finding(name, 'a code or a range that may stand in a Close frame', 'correct it')];
  if (!isRange(parseCode(code)!) && !reason) return [finding(name, 'a reason', 'write reason="…"')];
  return reasonBytes(reason!) > LONGEST_REASON
    ? [finding(name, `a reason of at most ${LONGEST_REASON} bytes`, 'shorten it')]
    : [];
}

function answerFindings(answer: Tag, later: readonly string[], content: Content): Finding[] {
  const [next, to, cause] = ['next', 'to', 'cause'].map((name) => valueOf(answer, name));
  const name = nameOf(answer);
  if (Boolean(next) === Boolean(to))
    return [finding(name, 'either next, a step or an outcome, or to, a code', 'write one of them')];
  if (next)
    return later.includes(next)
      ? []
      : [
          finding(
            name,
            `a later step or an outcome: ${later.join(', ') || 'none is left'}`,
            'correct it',
          ),
        ];
  const target = content.pages.get(pathOf('codes', to!, SOURCE_LANGUAGE));
  const causes = target ? valuesOf(target, 'Cause', 'id') : [];
  return causes.includes(cause!)
    ? []
    : [finding(name, `a cause of ${to}: ${causes.join(', ')}`, 'correct it')];
}

/** Tables and drawings of a guide have names that exist. */
export const shownFindings = (page: Page): Finding[] =>
  Object.entries({ Table: TABLES, Drawing: DRAWINGS }).flatMap(([tag, known]) =>
    valuesOf(page, tag, 'of')
      .filter((name) => !Object.hasOwn(known, name))
      .map((name) =>
        finding(
          `<${tag} of="${name}">`,
          `one of ${Object.keys(known).join(', ') || 'none'}`,
          'correct it, or add it to src/lib/show/guides/index.ts',
        ),
      ),
  );

/** What is marked as of a library names libraries that the site knows. */
export const libraryFindings = (page: Page, content: Content): Finding[] =>
  ['For', 'Program'].flatMap((tag) =>
    valuesOf(page, tag, 'lib')
      .flatMap((lib) => lib.split(' '))
      .filter((id) => id && !content.data.has(pathTo('libraries', { id })))
      .map((id) =>
        finding(`<${tag} lib="${id}">`, 'the name of a file of content/libraries', 'correct it'),
      ),
  );

/** Each program that a guide shows is there, and each that is there is shown; its name tells its language. */
export function programProblems(content: Content, files: Files): Problem[] {
  const written = Object.keys(files).flatMap((path) => {
    const names = namesIn('guidePrograms', path);
    return names ? [{ path, guide: names.folder!, file: names.file! }] : [];
  });
  const shown = [...content.pages.values()]
    .filter(({ kind, lang }) => kind === 'guides' && lang === SOURCE_LANGUAGE)
    .flatMap((page) =>
      valuesOf(page, 'Program', 'file').map((file) => ({
        page,
        path: pathTo('guidePrograms', { folder: page.folder, file }),
      })),
    );
  return [
    ...shown
      .filter(({ path }) => !written.some((one) => one.path === path))
      .map(({ page, path }) =>
        wrong(page.file, `a program that is not there: ${path}`, 'that file', 'write it'),
      ),
    ...written
      .filter(({ path }) => !shown.some((one) => one.path === path))
      .map(({ path, file }) =>
        wrong(path, 'a program that no guide shows', `<Program file="${file}" />`, 'show it'),
      ),
    ...written
      .filter(({ file }) => languageOf(file) === undefined)
      .map(({ path }) =>
        wrong(
          path,
          'a name that tells no language',
          'an ending of LANGUAGES in src/lib/model/vocabulary.ts',
          'rename it',
        ),
      ),
  ];
}

/** What a name of a comparison should be: its codes exchanged, or two codes that exist. */
export function pairExpectation(pair: string, { pairs }: Content): string {
  const [left = '', right = ''] = pair.split('-vs-');
  const exchanged = pairId(right, left);
  return pairs.has(exchanged)
    ? `${exchanged}, the smaller code first`
    : `two codes of content/codes, the smaller first, or ${RANGE_PAIRS.join(', ')}`;
}

/** A case names a code or a range. */
export const caseFindings = (page: Page, content: Content): Finding[] =>
  valuesOf(page, 'Case', 'code')
    .filter((id) => !content.codes.some((code) => code.id === id))
    .map((id) => finding(`<Case code="${id}">`, 'a folder of content/codes', 'correct the number'));

/** Does the site have this source? While a file of sources cannot be read, any id may be one. */
const isSource = (id: string, content: Content): boolean =>
  resolveSource(id, content.known) !== undefined ||
  [...content.data.values()].some(
    ({ file, findings }) => file.startsWith('content/sources/') && findings.length > 0,
  );

/** Sources that a text cites exist. */
export const citationFindings = (page: Page, content: Content): Finding[] =>
  [...new Set(valuesOf(page, 'Source', 'id'))]
    .filter((id) => !isSource(id, content))
    .map((id) =>
      finding(
        `<Source id="${id}">`,
        'a key of content/sources/*.yml, or a section such as rfc6455-7.4.1',
        'correct it, or add the source',
      ),
    );

/** The facts of a code, if its file has the right shape so far. */
const factsOf = (content: Content) =>
  content.codes.map(({ id }) => ({
    id,
    file: `content/codes/${id}/facts.yml`,
    facts: (content.data.get(`content/codes/${id}/facts.yml`)?.value ?? {}) as Partial<Facts>,
  }));

const citedByFacts = ({ definedIn, amendedBy, reconnect }: Partial<Facts>): string[] =>
  [definedIn, amendedBy, reconnect?.source].filter((id) => typeof id === 'string');

/** A single code has its short sentence, which begins with the code, for it stands beside another code's; a range has none. */
export function inShortFindings({ kind, folder, data: { inShort } }: Page): Finding[] {
  const code = kind === 'codes' ? parseCode(folder) : undefined;
  if (!code) return [];
  if (inShort === undefined || isRange(code))
    return isRange(code) === (inShort === undefined)
      ? []
      : [
          isRange(code)
            ? finding('inShort', 'none: a range has no composed comparison', 'remove it')
            : finding(
                'no inShort',
                `what ${folder} says and what to do then, ${folder} as its first word`,
                'write it: comparisons are composed from it',
              ),
        ];
  return /^\d*/.exec(String(inShort))![0] === folder
    ? []
    : [finding(`inShort: ${quote(String(inShort))}`, `${folder} as its first word`, 'change it')];
}

/** The facts of guides, by file. */
const guideFactsOf = (content: Content) =>
  [...content.data.values()].filter(({ kind }) => kind === 'guideFacts');

/** The sources that facts of guides cite exist, and so do the causes that they serve. */
export const guideFactProblems = (content: Content): Problem[] =>
  guideFactsOf(content).flatMap(({ file, value }) => {
    const { serves } = Object(value) as { serves?: unknown };
    return [
      ...citedIn(value)
        .filter((id) => !isSource(id, content))
        .map((id) => unknownSource(file, id)),
      ...(Array.isArray(serves) ? serves.map(String) : [])
        .filter((place) => place.includes('#') && !isCause(place, content))
        .map((place) =>
          wrong(file, `serves: ${place}`, 'a code and a cause that its page has', 'correct it'),
        ),
    ];
  });

/** @param place `1006#proxy-idle` */
function isCause(place: string, content: Content): boolean {
  const [code = '', cause = ''] = place.split('#');
  const page = content.pages.get(pathOf('codes', code, SOURCE_LANGUAGE));
  return page !== undefined && valuesOf(page, 'Cause', 'id').includes(cause);
}

const unknownSource = (file: string, id: string): Problem =>
  wrong(
    file,
    `source "${id}"`,
    'a key of content/sources/*.yml, or a section such as rfc6455-7.4.1',
    'correct it, or add the source',
  );

/** The sources that facts cite exist, and so do the codes that one confuses. */
export function factProblems(content: Content): Problem[] {
  return factsOf(content).flatMap(({ id, file, facts }) => {
    const confused = Array.isArray(facts.confusedWith) ? facts.confusedWith.map(String) : [];
    const hasPair = (other: string) =>
      content.pairs.has(pairId(id, other)) || content.pairs.has(pairId(other, id));
    return [
      ...citedByFacts(facts)
        .filter((source) => !isSource(source, content))
        .map((source) => unknownSource(file, source)),
      ...confused
        .filter((other) => parseCode(other) && !hasPair(other))
        .map((other) =>
          wrong(
            file,
            `${other} in confusedWith`,
            isRange(parseCode(id)!)
              ? `only in ${RANGE_PAIRS.filter((pair) => pair.split('-vs-').includes(id)).join(', ')}`
              : 'another single code of content/codes',
            'remove it: there is no such comparison',
          ),
        ),
    ];
  });
}

/** Each source is defined once, under one address and title, and something cites it. */
export function sourceProblems(content: Content): Problem[] {
  const cited = new Set([
    ...[...content.pages.values()].flatMap((page) => valuesOf(page, 'Source', 'id')),
    ...factsOf(content).flatMap(({ facts }) => citedByFacts(facts)),
    ...guideFactsOf(content).flatMap(({ value }) => citedIn(value)),
  ]);
  return content.sources.flatMap(({ id, file, source }, place): Problem[] => {
    const earlier = content.sources.slice(0, place);
    const same = earlier.find((other) => other.id === id);
    if (same)
      return [
        wrong(file, `source "${id}", which ${same.file} defines too`, 'each id once', 'remove one'),
      ];
    const twin =
      earlier.find((other) => other.source.url === source.url) ??
      earlier.find((other) => other.source.title === source.title);
    if (twin)
      return [
        wrong(
          file,
          `source "${id}" with the ${twin.source.url === source.url ? 'address' : 'title'} of "${twin.id}" in ${twin.file}`,
          'one source',
          'keep one id and cite it everywhere',
        ),
      ];
    return cited.has(id)
      ? []
      : [
          wrong(
            file,
            `source "${id}", which nothing cites`,
            `<Source id="${id}" /> at a claim`,
            'cite it or remove it',
          ),
        ];
  });
}
