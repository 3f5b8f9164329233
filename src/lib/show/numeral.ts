/** A code as a numeral. A function and not a component: it stands on a page up to twenty times. */
import { displayName } from '../model/code.ts';
import { isHollow, type CodeFacts } from '../model/facts.ts';

/** The HTML of a numeral, hollow if nobody ever sends the code. @param more further classes */
export function numeral(code: CodeFacts, more = ''): string {
  const classes = ['num', more, isHollow(code) ? 'hol' : ''].filter(Boolean).join(' ');
  return `<span class="${classes}">${displayName(code.id)}</span>`;
}
