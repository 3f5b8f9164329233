/** What stands in a guide and is made from data: tables and drawings. Pure: the page, its Markdown and its JSON show the same. */
import type { GuideFacts } from '../../model/guideFacts.ts';
import type { KnownLibrary } from '../../model/libraries.ts';
import type { Measured } from '../../model/measurements.ts';
import type { Locale } from '../../text/locale.ts';
import type { ShownCode } from '../factHtml.ts';
import type { Implementation } from '../matrix.ts';

/** What it is made from. */
export interface GuideData {
  locale: Locale;
  facts: GuideFacts;
  codes: readonly ShownCode[];
  libraries: readonly KnownLibrary[];
  measured: readonly Measured[];
  implementations: readonly Implementation[];
}

/** What a cell holds. */
export interface Cell {
  /** Markdown of one line: code and plain words. */
  text: string;
  /** A page of this site that it leads to, and the place in it. */
  page?: string;
  anchor?: string;
  /** Where it can be read: ids of sources. */
  sources?: readonly string[];
}

export interface Row {
  /** Its anchor, permanent. */
  id?: string;
  /** The library that it is about: an id of content/libraries/. */
  lib?: string;
  /** As many as there are columns; the first names the row. */
  cells: readonly (Cell | string)[];
}

export interface Table {
  /** What it shows, in a few words: for whoever hears it, and for the Markdown. */
  caption: string;
  columns: readonly string[];
  rows: readonly Row[];
}

/** A drawing: SVG for eyes, and the same in sentences, Markdown of one line each, for everybody else. */
export interface Drawing {
  svg: string;
  says: readonly string[];
}
