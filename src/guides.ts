/** Guides as pages and files for programs want them. */
import {
  codesIn,
  getCode,
  guidesIn,
  implementations,
  libraries,
  measured,
  sourceOf,
  type Guide,
} from './content.ts';
import { apiSent, outcomeFacts, outcomeTitle } from './outcomes.ts';
import { apiSource, fenced, markdownIn, sourceList } from './machine.ts';
import { citedIn } from './lib/model/guideFacts.ts';
import { languageOf, type Fence } from './lib/model/vocabulary.ts';
import { VERSION } from './lib/publishing/api.ts';
import type { ApiCell, ApiGuide, ApiGuideSection } from './lib/publishing/guidesApi.ts';
import { absolute, SOURCE_LANGUAGE } from './lib/publishing/href.ts';
import { DRAWINGS, TABLES } from './lib/show/guides/index.ts';
import type { Cell, Drawing, GuideData, Table } from './lib/show/guides/shown.ts';
import type { Answer, GuideSection } from './lib/text/guide.ts';
import { factMarkdown } from './lib/text/markdown.ts';
import { sourceLabel, type Locale } from './lib/text/locale.ts';

/** Last part of the address of a guide. */
export const guidePage = (id: string): string => `guides/${id}`;

/** Where an answer leads: the words of the link, Markdown of one line, and its address on this site. */
export function leadsTo(
  { next, to, cause }: Answer,
  { steps, outcomes }: Guide['parts'],
  locale: Locale,
): { number: number | undefined; title: string; page: string; anchor: string } {
  const place = steps.findIndex(({ id }) => id === next);
  const outcome = outcomes.find(({ id }) => id === next);
  if (outcome)
    return { number: undefined, title: outcomeTitle(outcome), page: '', anchor: outcome.id };
  if (next !== undefined)
    return { number: place + 1, title: steps[place]!.title, page: '', anchor: next };
  const { title } = getCode(to, locale.tag).causes.find(({ id }) => id === cause)!;
  return { number: undefined, title, page: to, anchor: `fix-${cause}` };
}

/** The steps with an answer that leads to this step or outcome, each with its number. */
export const leadingTo = ({ parts }: Guide, id: string): { number: number; step: GuideSection }[] =>
  parts.steps.flatMap((step, place) =>
    step.answers.some(({ next }) => next === id) ? [{ number: place + 1, step }] : [],
  );

/** The guides that lead to causes of a code. */
export const guidesFor = (code: string, lang: string): Guide[] =>
  guidesIn(lang).filter(({ parts }) =>
    parts.steps.some(({ answers }) => answers.some(({ to }) => to === code)),
  );

const dataOf = ({ locale, facts }: Guide): GuideData => ({
  locale,
  facts,
  codes: codesIn(locale.tag),
  libraries,
  measured,
  implementations,
});

/** What a name stands for; one that nobody made stops the build. */
function known<T>(all: Readonly<Record<string, T>>, name: string, tag: string): T {
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (found === undefined)
    throw new Error(
      `<${tag} of="${name}" />: no such name; expected one of src/lib/show/guides/index.ts: ${Object.keys(all).join(', ')}`,
    );
  return found;
}

/** A table of a guide, from its data. */
export const tableOf = (guide: Guide, name: string): Table =>
  known(TABLES, name, 'Table')(dataOf(guide));

/** A drawing of a guide, from its data. */
export const drawingOfGuide = (guide: Guide, name: string): Drawing =>
  known(DRAWINGS, name, 'Drawing')(dataOf(guide));

/** A program or a configuration that a guide shows, and its language. */
export function programOfGuide(
  { id, programs }: Guide,
  file: string,
): { text: string; language: Fence } {
  const text = programs.get(file);
  const language = languageOf(file);
  if (text === undefined || language === undefined)
    throw new Error(
      `<Program file="${file}" />: not found; expected content/guides/${id}/programs/${file}`,
    );
  return { text, language };
}

/** A cell in full. */
const cellOf = (cell: Cell | string): Cell => (typeof cell === 'string' ? { text: cell } : cell);

/** A cell as Markdown: a stroke would end it. */
function cellMarkdown(cell: Cell | string, locale: Locale): string {
  const { text, page, anchor, sources = [] } = cellOf(cell);
  const named = page === undefined ? text : `[${text}](${locale.absolute(page, anchor)})`;
  const links = sources.map(
    (id) => `[${sourceLabel(locale, id, sourceOf(id).label)}](${sourceOf(id).url})`,
  );
  return [named, ...links].join(' ').replaceAll('|', '\\|');
}

/** A table, a drawing or a program of a guide as Markdown. */
function blockMarkdown(guide: Guide, tag: string, value: string): string {
  if (tag === 'Program') {
    const { text, language } = programOfGuide(guide, value);
    return fenced(text, language);
  }
  if (tag === 'Drawing')
    return drawingOfGuide(guide, value)
      .says.map((sentence, place) => `${place + 1}. ${sentence}`)
      .join('\n');
  const { columns, rows } = tableOf(guide, value);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map(({ cells }) => line(cells.map((cell) => cellMarkdown(cell, guide.locale)))),
  ].join('\n');
}

/** Ids of all sources of a guide: those of its text, then those of its facts. */
const sourcesOf = ({ parts, facts }: Guide): string[] => [
  ...new Set([...parts.sources, ...citedIn(facts)]),
];

/** A guide as Markdown, with every address in full. */
export function guideMarkdown(guide: Guide): string {
  const { id, parts, locale, text } = guide;
  const { words } = locale;
  const markdown = markdownIn(locale, (tag, value) => blockMarkdown(guide, tag, value));
  const url = locale.absolute(guidePage(id));
  const answers = (all: readonly Answer[]) =>
    all
      .map((answer) => {
        const { title, page, anchor } = leadsTo(answer, parts, locale);
        const at = page ? locale.absolute(page, anchor) : `${url}#${anchor}`;
        return `- ${locale.labelled(answer.text, `[${title}](${at})`)}`;
      })
      .join('\n');
  const list = (items: string[]) => (items.length ? [items.join('\n')] : []);
  return [
    `# ${text.entry.data.title}`,
    url,
    ...(text.status === 'fresh' ? [] : [`*${words.fallback[text.status]}*`]),
    `> ${text.entry.data.answer}`,
    ...parts.steps.flatMap((step, place) => [
      `## ${place + 1}. ${step.title}`,
      markdown(step.text),
      answers(step.answers),
    ]),
    ...parts.outcomes.flatMap((outcome) => {
      const facts = outcomeFacts(outcome, locale, locale.absolute).map(
        ([label, value]) => `- ${locale.labelled(label, factMarkdown(value))}`,
      );
      return [`## ${outcomeTitle(outcome)}`, markdown(outcome.text), ...list(facts)];
    }),
    ...parts.parts.flatMap((part) => [`## ${part.title}`, markdown(part.text)]),
    `## ${words.section.sources}`,
    sourceList(sourcesOf(guide)),
    words.page.licence,
  ]
    .join('\n\n')
    .concat('\n');
}

const apiCell = (cell: Cell | string, { absolute: at }: Locale): ApiCell => {
  const { text, page, anchor, sources = [] } = cellOf(cell);
  return {
    text: text.replaceAll('`', ''),
    url: page === undefined ? null : at(page, anchor),
    sources: sources.map((id) => apiSource(sourceOf(id))),
  };
};

/** All that a guide says, for programs. */
export function apiGuide(guide: Guide): ApiGuide {
  const { id, locale, text, parts, facts, programs } = guide;
  const { title, answer } = text.entry.data;
  const url = locale.absolute(guidePage(id));
  const tables: ApiGuide['tables'] = {};
  // What a section shows as a table stands in `tables` with its values apart, and in `text` as Markdown.
  const markdown = markdownIn(locale, (tag, value) => {
    if (tag === 'Table') {
      const { caption, columns, rows } = tableOf(guide, value);
      tables[value] = {
        caption,
        columns: [...columns],
        rows: rows.map((row) => ({
          id: row.id ?? null,
          library: row.lib ?? null,
          cells: row.cells.map((cell) => apiCell(cell, locale)),
        })),
      };
    }
    return blockMarkdown(guide, tag, value);
  });
  const section = (one: GuideSection): ApiGuideSection => ({
    id: one.id,
    title: one.title.replaceAll('`', ''),
    url: `${url}#${one.id}`,
    text: markdown(one.text),
    answers: one.answers.map((answer) => {
      const { title: leads, page, anchor } = leadsTo(answer, parts, locale);
      return {
        text: answer.text.replaceAll('`', ''),
        next: answer.next ?? null,
        title: leads.replaceAll('`', ''),
        url: page ? locale.absolute(page, anchor) : `${url}#${anchor}`,
      };
    }),
  });
  return {
    schema: absolute(SOURCE_LANGUAGE, 'schema/guides-1.json'),
    version: VERSION,
    language: locale.tag,
    licence: 'CC-BY-4.0',
    id,
    url,
    markdown: locale.absolute(`${guidePage(id)}.md`),
    translated: text.lang === locale.tag,
    title: title.replaceAll('`', ''),
    answer,
    steps: parts.steps.map(section),
    outcomes: parts.outcomes.map((outcome) => ({
      id: outcome.id,
      title: outcomeTitle(outcome).replaceAll('`', ''),
      url: `${url}#${outcome.id}`,
      text: markdown(outcome.text),
      sends: apiSent(outcome, locale),
    })),
    parts: parts.parts.map(section),
    tables,
    programs: Object.fromEntries(programs),
    facts,
    sources: sourcesOf(guide).map((source) => apiSource(sourceOf(source))),
  };
}
