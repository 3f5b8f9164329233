/**
 * The shapes of /systems.json, /discord.json and /4004.json; public/schema/systems-1.json describes them for readers. One file speaks every
 * language: a sentence is a map from language to text. What holds for api.ts holds here: a version takes new fields, and loses none.
 */
import type { CodeRange } from '../model/code.ts';
import type { System, SystemCode } from '../model/system.ts';
import type { VERSION } from './api.ts';

/** A sentence by language, as far as it is translated; English is always there. */
export type InLanguages = Record<string, string>;

export interface SystemsHead {
  /** Address of the JSON Schema. */
  schema: string;
  version: typeof VERSION;
  licence: string;
}

/** What is true of a code of a system in every language. What does not apply is null, never absent. */
export interface ApiUse {
  /** A code or a range: `4004`, `4900-4913`. */
  code: string;
  first: number;
  last: number;
  name: string;
  reason: string | null;
  sender: SystemCode['sender'];
  retry: SystemCode['retry'];
  /** Does the system itself say whether to reconnect? */
  stated: boolean;
  resume: boolean | null;
  unused: boolean;
  url: string;
}

export interface ApiMeaning extends ApiUse {
  means: InLanguages;
  /** Null if there is nothing to do beyond what `retry` says. */
  do: InLanguages | null;
  source: { title: string; url: string };
}

export type Span = Pick<CodeRange, 'first' | 'last'>;

export interface ApiRule {
  retry: SystemCode['retry'];
  codes: Span[];
  resume: Span[];
}

/** A system as others name it. */
export interface ApiSystemName {
  id: string;
  name: string;
  kind: System['kind'];
  url: string;
  json: string;
}

/** /systems.json */
export interface ApiSystems extends SystemsHead {
  url: string;
  systems: (ApiSystemName & { homepage: string; codes: ApiUse[] })[];
}

/** /discord.json */
export interface ApiSystem extends SystemsHead, ApiSystemName {
  markdown: string;
  homepage: string;
  documentation: string | null;
  about: InLanguages;
  recognised: Required<Omit<System['recognised'], 'common'>>;
  read: System['read'];
  reconnect: ApiRule[];
  codes: ApiMeaning[];
  differs: { code: string | null; text: InLanguages; source: string }[];
}

/** /4004.json */
export interface ApiNumber extends SystemsHead {
  code: number;
  url: string;
  markdown: string;
  /** Systems that advise against connecting again unchanged, and those that advise to; null where they agree. */
  opposite: { stop: string[]; again: string[] } | null;
  systems: (ApiSystemName & { meaning: ApiMeaning })[];
}
