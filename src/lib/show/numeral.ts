/** A code as a numeral. A function and not a component: it stands on a page up to twenty times. */
import { displayName } from '../model/code.ts';
import { isHollow, type CodeFacts } from '../model/facts.ts';

/** The HTML of a numeral of a code or range, hollow if nobody ever sends it. @param more further classes */
export function numeralOf(id: string, hollow: boolean, more = ''): string {
  const classes = ['num', more, hollow ? 'hol' : ''].filter(Boolean).join(' ');
  return `<span class="${classes}">${displayName(id)}</span>`;
}

/** The same of a code that has a page of its own. */
export const numeral = (code: CodeFacts, more = ''): string =>
  numeralOf(code.id, isHollow(code), more);
