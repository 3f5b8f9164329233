/**
 * Numbers, dates and lists as the language of a page writes them: 131,072 or 131.072; 2026-11-24 or 24/11/2026.
 * What a program printed, and the JSON of the API, is never passed through here.
 */
import type { Ui } from '../model/schema.ts';
import { fill } from './words.ts';

/** A number with the marks of the language, and at most one digit behind the point. */
export const numberIn = ({ format }: Ui, number: number): string =>
  new Intl.NumberFormat(format.locale, { maximumFractionDigits: 1 }).format(number);

/** @param iso a date as the files write it, `2026-11-24` */
export function dateIn({ format }: Ui, iso: string): string {
  const [year, month, day] = iso.split('-');
  return fill(format.date, { year: year!, month: month!, day: day! });
}

/** Seconds with their unit. @example secondsIn(ui, 30.12) → '30.1 s', in Vietnamese '30,1 giây' */
export const secondsIn = (ui: Ui, seconds: number): string =>
  fill(ui.format.seconds, { number: numberIn(ui, seconds) });

/** The value of a limit, `131072`, `60 s` or `4 MiB`, as content/libraries/ writes it. */
export function valueIn(ui: Ui, value: string): string {
  const [, number, unit] = /^(\d+)(?: (\S+))?$/.exec(value) ?? [];
  if (number === undefined) return value;
  return unit === 's'
    ? secondsIn(ui, Number(number))
    : [numberIn(ui, Number(number)), unit].filter(Boolean).join(' ');
}

/** Codes or names side by side. @example listIn(ui, ['3000', '3003', '3008']) → '3000, 3003, 3008' */
export const listIn = ({ format }: Ui, items: readonly string[]): string =>
  new Intl.ListFormat(format.locale, { type: 'unit' }).format(items);

/** The name of a library or product that is two: `Chrome and Chromium`, in Vietnamese `Chrome và Chromium`. */
export const nameIn = ({ format }: Ui, name: string): string =>
  new Intl.ListFormat(format.locale).format(name.split(' and '));

/** What a claim's source is called in a sentence; only what was measured has a word of the language, the others have names. */
export const sourceLabel = ({ format }: Ui, id: string, label: string): string =>
  id === 'measured' ? format.measured : label;
