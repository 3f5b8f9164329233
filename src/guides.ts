/** Guides as pages and files for programs want them. */
import { getCode, guidesIn, type Guide } from './content.ts';
import { markdownIn, sourceList } from './machine.ts';
import type { Answer } from './lib/text/guide.ts';
import type { Locale } from './lib/text/locale.ts';

/** Last part of the address of a guide. */
export const guidePage = (id: string): string => `guides/${id}`;

/** Where an answer leads: the words of the link, Markdown of one line, and its address on this site. */
export function leadsTo(
  { next, to, cause }: Answer,
  { steps }: Guide['parts'],
  locale: Locale,
): { number: number | undefined; title: string; page: string; anchor: string } {
  const place = steps.findIndex(({ id }) => id === next);
  if (next !== undefined)
    return { number: place + 1, title: steps[place]!.title, page: '', anchor: next };
  const { title } = getCode(to, locale.tag).causes.find(({ id }) => id === cause)!;
  return { number: undefined, title, page: to, anchor: `fix-${cause}` };
}

/** The guides that lead to causes of a code. */
export const guidesFor = (code: string, lang: string): Guide[] =>
  guidesIn(lang).filter(({ parts }) =>
    parts.steps.some(({ answers }) => answers.some(({ to }) => to === code)),
  );

/** A guide as Markdown, with every address in full. */
export function guideMarkdown(guide: Guide): string {
  const { id, parts, locale, text } = guide;
  const { words } = locale;
  const markdown = markdownIn(locale);
  const url = locale.absolute(guidePage(id));
  const answers = (all: readonly Answer[]) =>
    all
      .map((answer) => {
        const { title, page, anchor } = leadsTo(answer, parts, locale);
        const at = page ? locale.absolute(page, anchor) : `${url}#${anchor}`;
        return `- ${locale.labelled(answer.text, `[${title}](${at})`)}`;
      })
      .join('\n');
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
    ...parts.parts.flatMap((part) => [`## ${part.title}`, markdown(part.text)]),
    `## ${words.section.sources}`,
    sourceList(parts.sources),
    words.page.licence,
  ]
    .join('\n\n')
    .concat('\n');
}
