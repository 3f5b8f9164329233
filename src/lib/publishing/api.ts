/**
 * The shapes that programs read: /codes.json, /1006.json and /messages.json. public/schema/codes-1.json describes them for readers.
 * Fields may be added within a version; to remove, rename or retype one takes the next version and a schema of its own.
 */
import type { Facts, Library, Message } from '../model/schema.ts';

/** Version of every shape in this file. */
export const VERSION = 1;

/** Where something can be read. */
export interface ApiSource {
  label: string;
  title: string;
  url: string;
}

export interface ApiCause {
  id: string;
  title: string;
  url: string;
  sign: string;
  remedies: { side: string; text: string }[];
}

/** A code or range in one language. What does not apply is null, never absent; a list may be empty. */
export interface ApiCode {
  id: string;
  first: number;
  last: number;
  name: string;
  registeredAs: string | null;
  title: string;
  /** False: the words are English, for want of a translation. */
  translated: boolean;
  url: string;
  json: string;
  markdown: string;
  answer: string;
  means: string;
  situation: string;
  family: Facts['family'];
  ending: Facts['ending'];
  onTheWire: boolean;
  /** Who puts the code there: as `setterOf` in lib/model/facts.ts. */
  setBy: string;
  senders: Facts['senders'];
  browserMaySend: boolean;
  wasClean: boolean | null;
  reconnect: {
    policy: Facts['reconnect']['policy'];
    minSeconds: number | null;
    maxSeconds: number | null;
    source: ApiSource | null;
  };
  bytes: { first: string; last: string };
  definedIn: ApiSource;
  amendedBy: ApiSource | null;
  registered: string | null;
  description: string;
  notices: { text: string; cause: string; url: string }[];
  causes: ApiCause[];
  notHelpful: string[];
  asSender: string;
  confusedWith: { id: string; question: string; verdict: string; url: string }[];
  sources: ApiSource[];
}

/** The head of every file. */
export interface ApiHead {
  /** Address of the JSON Schema. */
  schema: string;
  version: typeof VERSION;
  /** BCP 47 tag. */
  language: string;
  licence: string;
}

/** /codes.json */
export interface ApiCodes extends ApiHead {
  url: string;
  codes: ApiCode[];
}

/** /1006.json */
export type ApiOneCode = ApiHead & ApiCode;

export interface ApiLibrary {
  id: string;
  name: string;
  language: string;
  homepage: string;
  constants: Record<string, string>;
}

export interface ApiMessage {
  library: string;
  text: string;
  code: number;
  cause: string | null;
  /** Address of the cause, else of the signs that tell, else of the page. */
  url: string;
  side: Message['side'];
  origin: Message['origin'];
  kind: Message['kind'];
  meaning: Record<string, string>;
  source: string;
  libraryVersion: string | null;
}

/** /messages.json */
export interface ApiMessages {
  version: typeof VERSION;
  licence: string;
  libraries: ApiLibrary[];
  messages: ApiMessage[];
}

/** A library without its messages; its names for codes in order of number. */
export const apiLibrary = ({
  id,
  name,
  language,
  homepage,
  constants,
}: Library & { id: string }): ApiLibrary => ({
  id,
  name,
  language,
  homepage,
  constants: constants?.names ?? {},
});

/** A message of a library. @param url address of its cause @param meaning what it means, by language */
export const apiMessage = (
  library: string,
  { text, code, cause, side, origin, kind, source, version }: Message,
  url: string,
  meaning: Record<string, string>,
): ApiMessage => ({
  library,
  text,
  code,
  cause: cause ?? null,
  url,
  side,
  origin,
  kind,
  meaning,
  source,
  libraryVersion: version ?? null,
});

/** JSON as the site publishes it: indented, because people look at it too, and compression makes the spaces free. */
export const jsonResponse = (data: unknown): Response =>
  new Response(`${JSON.stringify(data, null, 2)}\n`, {
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  });
