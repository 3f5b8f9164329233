/**
 * Languages that grow: what they have not yet is counted, one line a language, and fails nothing. `complete` in content/ui/<lang>.yml
 * says which languages are complete, and they stay so.
 */
import type { Content } from './content.ts';
import type { Problem } from './problem.ts';

/** Files of one language, and the language. */
const OF_LANGUAGE =
  /\/([a-z]{2,3}(?:-[a-z]+)*)\.(?:mdx|po)$|^content\/(?:ui|glossary)\/([\w-]+)\.yml$/;

/** The languages that are not complete. */
const growingIn = (content: Content): string[] =>
  content.languages.filter(
    (lang) =>
      (content.data.get(`content/ui/${lang}.yml`)?.value as { complete?: unknown })?.complete ===
      false,
  );

/** What a problem is about: whole texts, words of the site, or sentences of libraries. */
const kindOf = ({ file }: Problem): string =>
  file.endsWith('.mdx') ? 'texts' : file.endsWith('.po') ? 'sentences' : 'words';

const totalOf = (problems: readonly Problem[]): number =>
  problems.reduce((sum, { count = 1 }) => sum + count, 0);

/** The problems, with one line for everything that a growing language is behind in. */
export function withoutGrowing(problems: readonly Problem[], content: Content): Problem[] {
  const growing = growingIn(content);
  const languageOf = ({ level, file }: Problem): string | undefined => {
    const [, lang, words] = (level === 'behind' && OF_LANGUAGE.exec(file)) || [];
    return growing.find((tag) => tag === (lang ?? words));
  };
  const left = Map.groupBy(problems, languageOf);
  return [
    ...(left.get(undefined) ?? []),
    ...growing
      .filter((lang) => left.has(lang))
      .map((lang): Problem => {
        const counts = Map.groupBy(left.get(lang)!, kindOf);
        return {
          file: `content/ui/${lang}.yml`,
          level: 'left',
          found: [...counts].map(([kind, all]) => `${totalOf(all)} ${kind}`).join(', '),
          expected: 'none of them left to translate or to read again',
          remedy: 'the language grows, nothing fails; when all is there, write complete: true',
        };
      }),
  ];
}
