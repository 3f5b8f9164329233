/** What assistants find here, in the form of https://llmstxt.org: a title, what the site is, lists of links. */
import type { APIContext } from 'astro';
import { codesIn, guidesIn, localeOf, languageParam, languages, systems } from '../../content.ts';
import { guidePage } from '../../guides.ts';
import { said } from '../../systems.ts';
import { displayName } from '../../lib/model/code.ts';
import { fill } from '../../lib/text/template.ts';
import { absolute, SOURCE_LANGUAGE } from '../../lib/publishing/href.ts';

export const getStaticPaths = () =>
  languages.map((lang) => ({ params: { lang: languageParam(lang) } }));

export const GET = ({ params }: APIContext) => {
  const locale = localeOf(params.lang);
  const { machine, code: codeWords } = locale.words;
  const data = [
    [locale.absolute('codes.json'), machine.codes],
    [locale.absolute('1006.json'), machine.code],
    [absolute(SOURCE_LANGUAGE, 'schema/codes-1.json'), machine.schema],
    [absolute(SOURCE_LANGUAGE, 'messages.json'), machine.messages],
    [absolute(SOURCE_LANGUAGE, 'systems.json'), machine.systemsData],
    [absolute(SOURCE_LANGUAGE, 'discord.json'), machine.system],
    [absolute(SOURCE_LANGUAGE, '4004.json'), machine.number],
    [absolute(SOURCE_LANGUAGE, 'schema/systems-1.json'), machine.systemsSchema],
    [absolute(SOURCE_LANGUAGE, 'reconnect.json'), machine.reconnect],
    [absolute(SOURCE_LANGUAGE, 'schema/reconnect-1.json'), machine.reconnectSchema],
  ].map(([url, note]) => `- [${url!.split('/').at(-1)}](${url}): ${note}`);
  const pages = codesIn(locale.tag).map(
    (code) =>
      `- [${fill(codeWords.named, { code: displayName(code.id), title: code.title })}](${locale.absolute(`${code.id}.md`)}): ${code.text.entry.data.answer}`,
  );
  const guides = guidesIn(locale.tag).map(
    ({ id, text }) =>
      `- [${text.entry.data.title}](${locale.absolute(`${guidePage(id)}.md`)}): ${text.entry.data.answer}`,
  );
  const ofSystems = systems.map(
    (system) =>
      `- [${system.facts.name}](${absolute(SOURCE_LANGUAGE, `${system.id}.md`)}): ${said(system, 'about', locale)!.text}`,
  );
  return new Response(
    `# Close Codes\n\n> ${machine.about}\n\n## ${machine.pages}\n\n${pages.join('\n')}\n\n## ${machine.guides}\n\n${guides.join('\n')}\n\n## ${machine.systems}\n\n${ofSystems.join('\n')}\n\n## ${machine.data}\n\n${data.join('\n')}\n`,
  );
};
