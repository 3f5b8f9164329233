/**
 * The shape of /guides/find-the-cause.json; public/schema/guides-1.json describes it for readers. What holds for api.ts holds here: a version
 * takes new fields, and loses none. What does not apply is null, never absent; a list may be empty.
 */
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
  /** Of a step: where each answer leads; `next` is the id of a later step. */
  answers: { text: string; next: string | null; title: string; url: string }[];
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
  parts: ApiGuideSection[];
  tables: Record<string, ApiTable>;
  programs: Record<string, string>;
  /** What is true in every language, as the project keeps it. */
  facts: object;
  sources: ApiSource[];
}
