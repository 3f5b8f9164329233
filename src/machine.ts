/** A code as programs read it: the object of /1006.json, and the page as Markdown. */
import {
  getCode,
  libraries,
  messagesOf,
  programOf,
  sourceOf,
  words,
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
import { fill } from './lib/text/words.ts';
import { confusions } from './verdicts.ts';

/** What the tags of an entry stand for on pages of a language. */
const targetsIn = (lang: string): TagTargets => ({
  link: (to, cause) => {
    const [left, right] = to.split('-vs-').map(displayName);
    const name = right
      ? fill(words(lang).pair.question, { left: left!, right }).replace(/\?$/, '')
      : left!;
    return { name, url: absolute(lang, to, cause && `fix-${cause}`) };
  },
  source: sourceOf,
});

const apiSource = ({ label, title, url }: ApiSource): ApiSource => ({ label, title, url });

/** Address of what tells the cause of a message: the cause, else the signs on the code's page. */
export const messageUrl = (lang: string, page: string, cause: string | undefined): string =>
  absolute(
    lang,
    page,
    getCode(page, lang).causes.some(({ id }) => id === cause) ? `fix-${cause}` : 'when',
  );

/** The head of a file with codes in this language. */
export const apiHead = (lang: string): ApiHead => ({
  schema: absolute(SOURCE_LANGUAGE, 'schema/codes-1.json'),
  version: VERSION,
  language: lang,
  licence: 'CC-BY-4.0',
});

/** All that is known of a code, in plain text. */
export function apiCode(code: Code): ApiCode {
  const { id, first, last, facts, lang, text, title } = code;
  const targets = targetsIn(lang);
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
    translated: text.lang === lang,
    url: absolute(lang, id),
    json: absolute(lang, `${id}.json`),
    markdown: absolute(lang, `${id}.md`),
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
      url: absolute(lang, id, `fix-${notice.cause}`),
    })),
    causes: parts.causes.map((cause) => ({
      id: cause.id,
      title: plain(cause.title),
      url: absolute(lang, id, `fix-${cause.id}`),
      sign: plain(cause.sign),
      remedies: cause.remedies.map((remedy) => ({ side: remedy.side, text: plain(remedy.text) })),
    })),
    notHelpful: parts.notHelpful.map(plain),
    asSender: plain(parts.asSender),
    confusedWith: confusions(code, lang).map(({ id: pair, other, question, verdict }) => ({
      id: other.id,
      question,
      verdict,
      url: absolute(lang, pair),
    })),
    sources: code.sources.map((known) => apiSource(sourceOf(known))),
  };
}

/** A section with its heading; nothing if it has no text. */
const section = (heading: string, ...blocks: string[]): string[] =>
  blocks.some(Boolean) ? [`## ${heading}`, ...blocks.filter(Boolean)] : [];
const fenced = (text: string, language: string): string => `\`\`\`${language}\n${text}\n\`\`\``;
const list = (items: string[]): string => items.map((item) => `- ${item}`).join('\n');

/** The facts as a list; the same words as on the page. */
function factList(code: Code): string {
  const ui = words(code.lang);
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
    names.map(
      (name) =>
        `${factMarkdown(factLabel(name, ui, call))}: ${factMarkdown(factValue(code, name, ui))}`,
    ),
  );
}

/** The page of a code as Markdown, with every address in full. */
export function codeMarkdown(code: Code): string {
  const { id, lang, title, facts, text } = code;
  const ui = words(lang);
  const markdown = (from: Passage) => toMarkdown(from, targetsIn(lang));
  const parts = entryParts(text.entry.body ?? '');
  const titles = new Map(parts.causes.map((cause) => [cause.id, sourceText(cause.title)]));
  const messages = messagesOf(code);
  const { program, output } = programOf(id);
  const fix = (cause: string) => absolute(lang, id, `fix-${cause}`);
  return [
    `# ${displayName(id)} ${title}${title === facts.name ? '' : ` (${facts.name})`}`,
    absolute(lang, id),
    ...(text.status === 'fresh' ? [] : [`*${ui.fallback[text.status]}*`]),
    `> ${text.entry.data.answer}`,
    factList(code),
    ...section(
      ui.section.happens,
      stepsOf(code, text.entry.data.situation, ui)
        .map((step, place) => `${place + 1}. ${step}`)
        .join('\n'),
    ),
    ...section(ui.section.description, markdown(parts.description)),
    ...section(
      ui.section.when,
      list(
        parts.notices.map(
          (notice) =>
            `${markdown(notice.text)}: [${titles.get(notice.cause)}](${fix(notice.cause)})`,
        ),
      ),
    ),
    ...section(
      ui.section.fix,
      ...parts.causes.flatMap((cause, place) => [
        `### ${place + 1}. ${markdown(cause.title)}`,
        fix(cause.id),
        `**${ui.fix.sign}:** ${markdown(cause.sign)}`,
        ...cause.remedies.flatMap((remedy) =>
          besides(ui.fix[remedy.side as 'client'], markdown(remedy.text)),
        ),
      ]),
      ...parts.notHelpful.flatMap((words) => [`### ${ui.fix.notHelpful}`, markdown(words)]),
      `### ${ui.fix.asSender}`,
      markdown(parts.asSender),
    ),
    ...section(
      ui.section.messages,
      list(
        commonest(messages, MESSAGES_SHOWN).map(
          (message) =>
            `${message.library.name}: ${codeSpan(message.text)}: [${titles.get(message.cause ?? '') ?? ui.messages.bySigns}](${messageUrl(lang, id, message.cause)})`,
        ),
      ),
      messages.length > MESSAGES_SHOWN
        ? `[${fill(ui.messages.all, { count: messages.length })}](${absolute(lang, `${id}-messages`)})`
        : '',
    ),
    ...section(
      ui.section.reproduce,
      howToRun(ui.reproduce.run, codeSpan),
      fenced(program, 'js'),
      fill(ui.reproduce.prints, RECORDED_WITH),
      fenced(output, 'text'),
    ),
    ...section(
      ui.section.compare,
      list(
        confusions(code, lang).map(
          ({ id: pair, question, verdict }) => `[${question}](${absolute(lang, pair)}) ${verdict}`,
        ),
      ),
    ),
    ...section(
      ui.section.constants,
      list(
        namesOf(code, libraries).named.map(
          ({ library, name }) => `${library.name}: ${codeSpan(name)}`,
        ),
      ),
    ),
    ...section(
      ui.section.sources,
      list(code.sources.map(sourceOf).map((source) => `[${source.title}](${source.url})`)),
    ),
    ui.page.licence,
  ]
    .join('\n\n')
    .concat('\n');
}

/** As many as the page shows. */
const MESSAGES_SHOWN = 12;

/** A bold word before a text; on a line of its own if the text begins with a list or with code. */
const besides = (word: string, text: string): string[] =>
  /^(?:[-*]|\d+\.|```)/.test(text) ? [`**${word}:**`, text] : [`**${word}:** ${text}`];
