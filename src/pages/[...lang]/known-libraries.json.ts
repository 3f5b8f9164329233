/** The libraries that the menu of libraries offers, the most used first; loaded when somebody touches it, or has chosen one. */
import type { APIContext } from 'astro';
import {
  codesIn,
  languageParam,
  languages,
  libraries,
  localeOf,
  messagesOf,
} from '../../content.ts';
import { byUse, namesOf, type Own } from '../../lib/model/libraries.ts';

export const getStaticPaths = () =>
  languages.map((lang) => ({ params: { lang: languageParam(lang) } }));

export const GET = ({ params }: APIContext) => {
  const locale = localeOf(params.lang);
  const codes = codesIn(locale.tag).map((code) => ({
    id: code.id,
    printing: new Set(messagesOf(code).map(({ library }) => library.id)),
    names: new Map(namesOf(code, libraries).named.map(({ library, name }) => [library.id, name])),
  }));
  return Response.json(
    [...libraries]
      .sort(byUse)
      .map((library): Own => [
        library.id,
        locale.name(library),
        codes.filter(({ printing }) => printing.has(library.id)).map((code) => code.id),
        Object.fromEntries(
          codes.flatMap((code) =>
            code.names.has(library.id) ? [[code.id, code.names.get(library.id)!]] : [],
          ),
        ),
      ]),
  );
};
