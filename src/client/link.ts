/** The counter of /link: how many bytes of a Close frame a reason takes, and what would be sent if it is too long. */
import { fitReason, LONGEST_REASON, reasonBytes } from '../lib/model/closeReason.ts';
import type { Plural } from '../lib/text/plural.ts';
import { fill } from '../lib/text/template.ts';

const field = document.querySelector<HTMLTextAreaElement>('#reason-text')!;
const output = document.querySelector<HTMLOutputElement>('#reason-bytes')!;

const plurals = new Intl.PluralRules(document.documentElement.lang);

/** Says the length; a reason that does not fit is told from one that does by words, not by colour alone. */
function count(): void {
  const bytes = reasonBytes(field.value);
  const isOver = bytes > LONGEST_REASON;
  const { fits, over } = output.dataset as { fits: string; over: string };
  const forms = JSON.parse(isOver ? over : fits) as Plural;
  output.textContent = fill(forms[plurals.select(bytes)] ?? forms.other, {
    count: bytes,
    left: LONGEST_REASON - bytes,
    more: bytes - LONGEST_REASON,
    frame: bytes + 2,
    cut: fitReason(field.value),
  });
  output.classList.toggle('over', isOver);
}

field.addEventListener('input', count);
count();
