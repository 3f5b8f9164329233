/** A code as programs read it: the object of /1006.json, and the page as Markdown. */
import {
  getCode,
  guidesServing,
  guideTitled,
  libraries,
  localeOf,
  messagesOf,
  programOf,
  sourceOf,
  type Code,
} from './content.ts';
import { VERSION, type ApiCode, type ApiHead, type ApiSource } from './lib/publishing/api.ts';
import { browserMaySend, displayName, hexBytes, isRange } from './lib/model/code.ts';
import { stepsOf } from './lib/show/diagram.ts';
import { factLabel, factValue } from './lib/show/factHtml.ts';
import { cleanOf, onTheWire, setterOf } from './lib/model/facts.ts';
import { absolute, SOURCE_LANGUAGE } from './lib/publishing/href.ts';
import { commonest, namesOf } from './lib/model/libraries.ts';
import { entryParts, sourceText, type Passage } from './lib/text/entry.ts';
import {
  codeSpan,
  factMarkdown,
  toMarkdown,
  toPlain,
  type TagTargets,
} from './lib/text/markdown.ts';
import { howToRun, RECORDED_WITH } from './lib/publishing/reproduce.ts';
import { sourceLabel, type Locale } from './lib/text/locale.ts';
import { fill } from './lib/text/template.ts';
import { confusions } from './verdicts.ts';

/** What the tags of an entry stand for on pages of a language. */
const targetsIn = (locale: Locale): TagTargets => ({
  link: (to, cause) => {
    const guide = guideTitled(to, locale.tag);
    if (guide !== undefined) return { name: guide, url: locale.absolute(to) };
    const [left, right] = to.split('-vs-').map(displayName);
    const name = right ? fill(locale.words.pair.names, { left: left!, right }) : left!;
    return { name, url: locale.absolute(to, cause && `fix-${cause}`) };
  },
  source: (id) => ({ ...sourceOf(id), label: sourceLabel(locale, id, sourceOf(id).label) }),
  bracketed: locale.bracketed,
});

/** Passages on pages of a language as Markdown. @param block makes Markdown of what is a block of its own */
export const markdownIn =
  (locale: Locale, block?: TagTargets['block']) =>
  (from: Passage): string =>
    toMarkdown(from, { ...targetsIn(locale), ...(block && { block }) });

/** A source as programs read it. */
export const apiSource = ({ label, title, url }: ApiSource): ApiSource => ({ label, title, url });

/** Address of what tells the cause of a message: the cause, else the signs on the code's page. */
export const messageUrl = (locale: Locale, page: string, cause: string | undefined): string =>
  locale.absolute(
    page,
    getCode(page, locale.tag).causes.some(({ id }) => id === cause) ? `fix-${cause}` : 'when',
  );

/** The head of a file with codes in this language. */
export const apiHead = ({ tag }: Locale): ApiHead => ({
  schema: absolute(SOURCE_LANGUAGE, 'schema/codes-1.json'),
  version: VERSION,
  language: tag,
  licence: 'CC-BY-4.0',
});

/** All that is known of a code, in plain text. */
export function apiCode(code: Code): ApiCode {
  const { id, first, last, facts, locale, text, title } = code;
  const targets = targetsIn(locale);
  const plain = (from: Passage) => toPlain(from, targets);
  const parts = entryParts(text.entry.body ?? '');
  const clean = cleanOf(code);
  const { answer, means, situation } = text.entry.data;
  const { policy, min, max, source } = facts.reconnect;
  return {
    id,
    first,
    last,
    name: facts.name,
    registeredAs: facts.registeredAs ?? null,
    title,
    translated: text.lang === locale.tag,
    url: locale.absolute(id),
    json: locale.absolute(`${id}.json`),
    markdown: locale.absolute(`${id}.md`),
    answer,
    means,
    situation,
    family: facts.family,
    ending: facts.ending,
    onTheWire: onTheWire(code),
    setBy: setterOf(code),
    senders: facts.senders,
    browserMaySend: browserMaySend(code),
    wasClean: clean === 'none' ? null : clean === 'yes',
    reconnect: {
      policy,
      minSeconds: min ?? null,
      maxSeconds: max ?? null,
      source: source === undefined ? null : apiSource(sourceOf(source)),
    },
    bytes: { first: hexBytes(first), last: hexBytes(last) },
    definedIn: apiSource(code.definedIn),
    amendedBy: code.amendedBy ? apiSource(code.amendedBy) : null,
    registered: facts.registered ?? null,
    description: plain(parts.description),
    notices: parts.notices.map((notice) => ({
      text: plain(notice.text),
      cause: notice.cause,
      url: locale.absolute(id, `fix-${notice.cause}`),
    })),
    causes: parts.causes.map((cause) => ({
      id: cause.id,
      title: plain(cause.title),
      url: locale.absolute(id, `fix-${cause.id}`),
      sign: plain(cause.sign),
      remedies: cause.remedies.map((remedy) => ({ side: remedy.side, text: plain(remedy.text) })),
    })),
    notHelpful: parts.notHelpful.map(plain),
    asSender: plain(parts.asSender),
    confusedWith: confusions(code).map(({ id: pair, other, question, verdict }) => ({
      id: other.id,
      question,
      verdict,
      url: locale.absolute(pair),
    })),
    sources: code.sources.map((known) => apiSource(sourceOf(known))),
  };
}

/** A section with its heading; nothing if it has no text. */
const section = (heading: string, ...blocks: string[]): string[] =>
  blocks.some(Boolean) ? [`## ${heading}`, ...blocks.filter(Boolean)] : [];
/** A block of code in Markdown. */
export const fenced = (text: string, language: string): string =>
  `\`\`\`${language}\n${text}\n\`\`\``;
const list = (items: string[]): string => items.map((item) => `- ${item}`).join('\n');

/** The facts as a list; the same words as on the page. */
function factList(code: Code): string {
  const { locale } = code;
  const call = `close(${isRange(code) ? 'code' : code.id})`;
  const names = [
    'family',
    'wire',
    'setter',
    'reconnect',
    'script',
    'clean',
    'bytes',
    'defined',
  ] as const;
  return list(
    names.map((name) =>
      locale.labelled(
        factMarkdown(factLabel(name, locale, call)),
        factMarkdown(factValue(code, name, locale)),
      ),
    ),
  );
}

/** Sources as a list of links. */
export const sourceList = (ids: readonly string[]): string =>
  list(ids.map(sourceOf).map(({ title, url }) => `[${title}](${url})`));

/** The guides that say more about a place of an entry, in a line; none if there are none. */
function guidesMarkdown(place: string, locale: Locale): string[] {
  const links = guidesServing(place, locale.tag).map(
    ({ id, text }) => `[${text.entry.data.title}](${locale.absolute(`guides/${id}`)})`,
  );
  return links.length ? [locale.labelled(locale.words.guides.title, locale.list(links))] : [];
}

/** The page of a code as Markdown, with every address in full. */
export function codeMarkdown(code: Code): string {
  const { id, locale, title, facts, text } = code;
  const { words, label, labelled } = locale;
  const named = { code: displayName(id), title, name: facts.name };
  const markdown = markdownIn(locale);
  const parts = entryParts(text.entry.body ?? '');
  const titles = new Map(parts.causes.map((cause) => [cause.id, sourceText(cause.title)]));
  const messages = messagesOf(code);
  const { program, output } = programOf(id);
  const fix = (cause: string) => locale.absolute(id, `fix-${cause}`);
  return [
    `# ${fill(title === facts.name ? words.code.named : words.code.translated, named)}`,
    locale.absolute(id),
    ...(text.status === 'fresh' ? [] : [`*${words.fallback[text.status]}*`]),
    `> ${text.entry.data.answer}`,
    factList(code),
    ...section(
      words.section.happens,
      stepsOf(code, localeOf(text.lang).ended(text.entry.data.situation), locale)
        .map((step, place) => `${place + 1}. ${step}`)
        .join('\n'),
    ),
    ...section(words.section.description, markdown(parts.description)),
    ...section(
      words.section.when,
      list(
        parts.notices.map((notice) =>
          labelled(markdown(notice.text), `[${titles.get(notice.cause)}](${fix(notice.cause)})`),
        ),
      ),
    ),
    ...section(
      words.section.fix,
      ...parts.causes.flatMap((cause, place) => [
        `### ${place + 1}. ${markdown(cause.title)}`,
        fix(cause.id),
        `**${label(words.fix.sign)}** ${markdown(cause.sign)}`,
        ...cause.remedies.flatMap((remedy) =>
          besides(label(words.fix[remedy.side as 'client']), markdown(remedy.text)),
        ),
        ...guidesMarkdown(`${id}#${cause.id}`, locale),
      ]),
      ...parts.notHelpful.flatMap((passage) => [`### ${words.fix.notHelpful}`, markdown(passage)]),
      `### ${words.fix.asSender}`,
      markdown(parts.asSender),
      ...guidesMarkdown('as-sender', locale),
    ),
    ...section(
      words.section.messages,
      list(
        commonest(messages, MESSAGES_SHOWN).map((message) =>
          labelled(
            labelled(locale.name(message.library), codeSpan(message.text)),
            `[${titles.get(message.cause ?? '') ?? words.messages.bySigns}](${messageUrl(locale, id, message.cause)})`,
          ),
        ),
      ),
      messages.length > MESSAGES_SHOWN
        ? `[${locale.plural(words.messages.all, messages.length)}](${locale.absolute(`${id}-messages`)})`
        : '',
    ),
    ...section(
      words.section.reproduce,
      howToRun(words.reproduce.run, codeSpan),
      fenced(program, 'js'),
      fill(words.reproduce.prints, RECORDED_WITH),
      fenced(output, 'text'),
    ),
    ...section(
      words.section.compare,
      list(
        confusions(code).map(
          ({ id: pair, question, verdict }) => `[${question}](${locale.absolute(pair)}) ${verdict}`,
        ),
      ),
    ),
    ...section(
      words.section.constants,
      list(
        namesOf(code, libraries).named.map(({ library, name }) =>
          labelled(locale.name(library), codeSpan(name)),
        ),
      ),
    ),
    ...section(words.section.sources, sourceList(code.sources)),
    words.page.licence,
  ]
    .join('\n\n')
    .concat('\n');
}

/** As many as the page shows. */
const MESSAGES_SHOWN = 12;

/** A bold label before a text; on a line of its own if the text begins with a list or with code. */
const besides = (label: string, text: string): string[] =>
  /^(?:[-*]|\d+\.|```)/.test(text) ? [`**${label}**`, text] : [`**${label}** ${text}`];
