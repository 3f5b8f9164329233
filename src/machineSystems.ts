/** Systems and their numbers as programs read them: the objects of /systems.json, /discord.json and /4004.json, and two pages as Markdown. */
import { localeOf, systems } from './content.ts';
import type { KnownSystem } from './lib/content/read.ts';
import { displayName, parseCode } from './lib/model/code.ts';
import { oppositeAdvice, reconnectRules, usesOf, type Use } from './lib/model/systems.ts';
import { VERSION } from './lib/publishing/api.ts';
import { absolute, SITE_URL, SOURCE_LANGUAGE } from './lib/publishing/href.ts';
import type {
  ApiMeaning,
  ApiNumber,
  ApiSystem,
  ApiSystemName,
  ApiSystems,
  ApiUse,
  Span,
  SystemsHead,
} from './lib/publishing/systemsApi.ts';
import { codeSpan } from './lib/text/markdown.ts';
import { fill } from './lib/text/template.ts';
import { addressOfUse, pageOfCode, said, saidInEach, sourceOfUse, usesAt } from './systems.ts';

const at = (page: string, anchor?: string) => absolute(SOURCE_LANGUAGE, page, anchor);
const english = localeOf();
const { systems: t } = english.words;

const head: SystemsHead = {
  schema: at('schema/systems-1.json'),
  version: VERSION,
  licence: 'CC-BY-4.0',
};

const nameOf = ({ id, facts }: KnownSystem): ApiSystemName => ({
  id,
  name: facts.name,
  kind: facts.kind,
  url: at(id),
  json: at(`${id}.json`),
});

const factsOf = (use: Use<KnownSystem>): ApiUse => {
  const { code, name, reason, sender, retry, stated, resume, unused } = use.code;
  return {
    code,
    first: use.first,
    last: use.last,
    name,
    reason: reason ?? null,
    sender,
    retry,
    stated,
    resume: resume ?? null,
    unused: unused ?? false,
    url: SITE_URL + addressOfUse(english, use),
  };
};

/** Sentences without the marks of code. */
const plainInEach = (system: KnownSystem, key: string) =>
  Object.fromEntries(
    Object.entries(saidInEach(system, key)).map(([lang, text]) => [lang, text.replaceAll('`', '')]),
  );

function meaningOf(use: Use<KnownSystem>): ApiMeaning {
  const { system, code } = use;
  const source = system.facts.sources[code.source.split('#')[0]!]!;
  return {
    ...factsOf(use),
    means: plainInEach(system, `${code.code}/means`),
    do: system.words.codes[code.code]?.do ? plainInEach(system, `${code.code}/do`) : null,
    source: { title: source.title, url: sourceOfUse(use) },
  };
}

/** All systems with the facts of their codes. */
export const apiSystems = (): ApiSystems => ({
  ...head,
  url: at('systems'),
  systems: systems.map((system) => ({
    ...nameOf(system),
    homepage: system.facts.homepage,
    codes: usesOf(system).map(factsOf),
  })),
});

const spans = (codes: readonly string[]): Span[] =>
  codes.map((code) => {
    const { first, last } = parseCode(code)!;
    return { first, last };
  });

/** All that is known of a system. */
export function apiSystem(system: KnownSystem): ApiSystem {
  const { facts } = system;
  const {
    hosts = [],
    subprotocols = [],
    packages = [],
    messages = [],
    aliases = [],
  } = facts.recognised;
  return {
    ...head,
    ...nameOf(system),
    markdown: at(`${system.id}.md`),
    homepage: facts.homepage,
    documentation: facts.documentation ?? null,
    about: plainInEach(system, 'about'),
    recognised: { hosts, subprotocols, packages, messages, aliases },
    read: facts.read,
    reconnect: reconnectRules(system).map(({ retry, codes, resume }) => ({
      retry,
      codes: spans(codes),
      resume: spans(resume),
    })),
    codes: usesOf(system).map(meaningOf),
    differs: (facts.differs ?? []).map(({ id, code, source }) => ({
      code: code ?? null,
      text: plainInEach(system, `differs/${id}`),
      source,
    })),
  };
}

/** What systems mean by a number. */
export function apiNumber(number: number): ApiNumber {
  const uses = usesAt(number);
  const advice = oppositeAdvice(uses);
  const idsOf = (some: readonly Use<KnownSystem>[]) => some.map(({ system }) => system.id);
  return {
    ...head,
    code: number,
    url: at(String(number)),
    markdown: at(`${number}.md`),
    opposite: advice ? { stop: idsOf(advice.stop), again: idsOf(advice.again) } : null,
    systems: uses.map((use) => ({ ...nameOf(use.system), meaning: meaningOf(use) })),
  };
}

/** What a code means to a system, in one item of a list. */
function itemOf(use: Use<KnownSystem>, lead: string): string {
  const { system, code } = use;
  const sentences = ['means', 'do'].flatMap(
    (what) => said(system, `${code.code}/${what}`, english)?.text ?? [],
  );
  const notes = [
    ...(code.resume === undefined ? [] : [code.resume ? t.resume : t.restart]),
    code.unused ? t.unused : t.sender[code.sender],
    code.stated ? t.stated : t.reading,
  ];
  return `- ${lead} ${codeSpan(code.name)}: ${english.sentences(sentences)} **${t.retry[code.retry]}** ${english.bracketed(english.notes(notes))} [${english.words.messages.source}](${sourceOfUse(use)})`;
}

const document = (...blocks: string[]): string => blocks.filter(Boolean).join('\n\n').concat('\n');

/** The page of a system as Markdown, in English; the JSON has the other languages. */
export function systemMarkdown(system: KnownSystem): string {
  const { facts } = system;
  const shown = (codes: readonly string[]) => english.list(codes.map(displayName));
  const rules = reconnectRules(system).map(({ retry, codes, resume }) =>
    english.sentences([
      `- ${english.ended(english.labelled(t.retry[retry], shown(codes)))}`,
      ...(resume.length ? [fill(t.resumable, { codes: shown(resume) })] : []),
    ]),
  );
  const codes = usesOf(system).map((use) =>
    itemOf(use, `[${displayName(use.code.code)}](${at(pageOfCode(use.code.code))})`),
  );
  const differs = (facts.differs ?? []).map(
    ({ id, source }) =>
      `- ${said(system, `differs/${id}`, english)!.text} [${t.evidence}](${source})`,
  );
  return document(
    `# ${facts.name}`,
    at(system.id),
    `> ${said(system, 'about', english)!.text}`,
    `## ${t.rules}`,
    rules.join('\n'),
    `## ${t.codes}`,
    codes.join('\n'),
    ...(differs.length ? [`## ${t.differs}`, differs.join('\n')] : []),
    `## ${t.read}`,
    Object.values(facts.sources)
      .map(({ title, url }) => `- [${title}](${url})`)
      .join('\n'),
    fill(t.readOn, { date: english.date(facts.read.date), version: facts.read.version }),
    english.words.page.licence,
  );
}

/** The page of a number as Markdown, in English. */
export function numberMarkdown(number: number): string {
  const uses = usesAt(number);
  const advice = oppositeAdvice(uses);
  const names = (some: readonly Use<KnownSystem>[]) =>
    english.list(some.map(({ system }) => system.facts.name));
  const answer = number >= 4000 ? t.answer : t.unregisteredAnswer;
  return document(
    `# ${number} ${number >= 4000 ? t.private : t.unregistered}`,
    at(String(number)),
    `> ${english.plural(answer, uses.length, { code: number })}`,
    ...(advice
      ? [
          `## ${t.disagree}`,
          [
            `- ${english.labelled(t.stop, names(advice.stop))}`,
            `- ${english.labelled(t.again, names(advice.again))}`,
          ].join('\n'),
        ]
      : []),
    `## ${t.meanings}`,
    uses
      .map((use) =>
        itemOf(use, `[${use.system.facts.name}](${SITE_URL}${addressOfUse(english, use)})`),
      )
      .join('\n'),
    english.words.page.licence,
  );
}
