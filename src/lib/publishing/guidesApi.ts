/**
 * The shape of /guides/find-the-cause.json; public/schema/guides-1.json describes it for readers. What holds for api.ts holds here: a version
 * takes new fields, and loses none. What does not apply is null, never absent; a list may be empty.
 */
import type { Facts } from '../model/schema.ts';
import type { ApiHead, ApiSource } from './api.ts';

export interface ApiCell {
  text: string;
  url: string | null;
  sources: ApiSource[];
}

export interface ApiTable {
  caption: string;
  columns: string[];
  rows: { id: string | null; library: string | null; cells: ApiCell[] }[];
}

export interface ApiGuideSection {
  id: string;
  title: string;
  url: string;
  /** Markdown. */
  text: string;
  /** Of a step: where each answer leads; `next` is the id of a later step or of an outcome. */
  answers: { text: string; next: string | null; title: string; url: string }[];
}

/** What an outcome sends, and what follows from it. */
export interface ApiSent {
  /** Null: the program chooses a number of the range. */
  code: number | null;
  /** The code or range whose page tells of it, as /codes.json names it. */
  page: string;
  url: string;
  name: string;
  reason: string | null;
  call: string | null;
  /** Libraries that throw instead, as /messages.json names them. */
  throws: string[];
  seen: string | null;
  otherSide: Facts['otherSide'];
  reconnect: {
    policy: Facts['reconnect']['policy'];
    minSeconds: number | null;
    maxSeconds: number | null;
  };
}

/** The end of a way through the steps; it sends a code, or says what happens instead. */
export interface ApiOutcome {
  id: string;
  title: string;
  url: string;
  /** Markdown. */
  text: string;
  sends: ApiSent | null;
}

/** /guides/find-the-cause.json */
export interface ApiGuide extends ApiHead {
  id: string;
  url: string;
  markdown: string;
  translated: boolean;
  title: string;
  answer: string;
  steps: ApiGuideSection[];
  outcomes: ApiOutcome[];
  parts: ApiGuideSection[];
  tables: Record<string, ApiTable>;
  programs: Record<string, string>;
  /** What is true in every language, as the project keeps it. */
  facts: object;
  sources: ApiSource[];
}
