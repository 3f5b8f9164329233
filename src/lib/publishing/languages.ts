/** Which language of the site is meant by a tag: `pt-BR` is `pt`, `zh-CN` and `zh-Hans` are `zh`. Pure; browsers run it too. */

/** The language without a prefix: its links stand in error messages, so they are short and permanent. */
export const SOURCE_LANGUAGE = 'en';

/** The tag with its likely script and region, as Unicode's data has them; undefined if it is none (BCP 47). */
function likely(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-')).maximize();
  } catch {
    return undefined;
  }
}

/**
 * The language of the site that a reader of `tag` reads: same language and script, else the same language.
 * @example matchLanguage('zh-TW', ['en', 'zh', 'zh-hant']) === 'zh-hant'
 */
export function matchLanguage(tag: string, languages: readonly string[]): string | undefined {
  const wanted = likely(tag);
  if (!wanted) return undefined;
  const same = languages.filter((lang) => likely(lang)?.language === wanted.language);
  return same.find((lang) => likely(lang)!.script === wanted.script) ?? same[0];
}

/**
 * The commonest other ways to write a language as a folder; hosts have a rule for each, the 404 page knows the rest.
 * @example spellingsOf('pt') is ['PT', 'pt-BR'], spellingsOf('zh') is ['ZH', 'zh-CN', 'zh-Hans']
 */
export function spellingsOf(lang: string): string[] {
  const { language, script, region } = likely(lang)!;
  const longer = [region, script === 'Latn' ? undefined : script]
    .filter(Boolean)
    .map((part) => `${language}-${part}`);
  return [lang.toUpperCase(), ...longer].filter((tag) => tag !== lang);
}
