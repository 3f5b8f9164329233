/** When to connect again, as programs read it: the object of /reconnect.json. */
import { CEILING, FIRST, STABLE, TRIES } from '../content/guides/reconnect/programs/reconnect.ts';
import { codesIn, guidesIn, languages, localeOf, sourceOf, type Code } from './content.ts';
import { guidePage } from './guides.ts';
import { apiSource } from './machine.ts';
import { ruleOf, vectorOf } from './lib/model/reconnect.ts';
import { VERSION } from './lib/publishing/api.ts';
import { absolute, SOURCE_LANGUAGE } from './lib/publishing/href.ts';
import type { ApiReconnect, ApiRule } from './lib/publishing/reconnectApi.ts';
import { factValue } from './lib/show/factHtml.ts';
import { factMarkdown } from './lib/text/markdown.ts';

const GUIDE = 'reconnect';

function apiRule(code: Code): ApiRule {
  const { id, first, last, facts } = code;
  const { policy, action, other, wait } = ruleOf(code);
  const { source } = facts.reconnect;
  return {
    id,
    first,
    last,
    url: absolute(SOURCE_LANGUAGE, id),
    policy,
    says: Object.fromEntries(
      languages.map((lang) => [lang, factMarkdown(factValue(code, 'reconnect', localeOf(lang)))]),
    ),
    action,
    other,
    minSeconds: wait?.least ?? null,
    maxSeconds: wait?.most ?? null,
    ceilingSeconds: wait?.ceiling ?? null,
    http: facts.http ?? null,
    source: source === undefined ? null : apiSource(sourceOf(source)),
  };
}

/** The policy of each code, the parameters of the program, and the cases that it passes. */
export function apiReconnect(): ApiReconnect {
  const { facts } = guidesIn(SOURCE_LANGUAGE).find(({ id }) => id === GUIDE)!;
  return {
    schema: absolute(SOURCE_LANGUAGE, 'schema/reconnect-1.json'),
    version: VERSION,
    licence: 'CC-BY-4.0',
    url: absolute(SOURCE_LANGUAGE, guidePage(GUIDE)),
    parameters: {
      firstSeconds: FIRST,
      ceilingSeconds: CEILING,
      stableSeconds: STABLE,
      tries: TRIES,
    },
    codes: codesIn(SOURCE_LANGUAGE).map(apiRule),
    vectors: facts.vectors!.map(vectorOf),
  };
}
