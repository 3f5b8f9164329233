/** What assistants find here, in the form of https://llmstxt.org: a title, what the site is, lists of links. */
import type { APIContext } from 'astro';
import { codesIn, localeOf, languageParam, languages } from '../../content.ts';
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
  ].map(([url, note]) => `- [${url!.split('/').at(-1)}](${url}): ${note}`);
  const pages = codesIn(locale.tag).map(
    (code) =>
      `- [${fill(codeWords.named, { code: displayName(code.id), title: code.title })}](${locale.absolute(`${code.id}.md`)}): ${code.text.entry.data.answer}`,
  );
  return new Response(
    `# Close Codes\n\n> ${machine.about}\n\n## ${machine.pages}\n\n${pages.join('\n')}\n\n## ${machine.data}\n\n${data.join('\n')}\n`,
  );
};
