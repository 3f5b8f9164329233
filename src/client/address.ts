/** Copies the permanent address of a heading or a row; loaded when somebody asks for one. */
import css from '../styles/address.css?inline';
import type { copy as Copy } from './copy.ts';
import { adoptStyles } from './styles.ts';

let said: HTMLElement | undefined;

adoptStyles(css);

/**
 * Copies the address and says so beside it; without what the address of the page says of one closing.
 * @param copy that of the page: a file shared with it would cost every reader of every page
 */
export async function copyAddress(link: HTMLAnchorElement, copy: typeof Copy): Promise<void> {
  const address = document.createElement('samp');
  address.textContent = location.origin + location.pathname + link.hash;
  said?.remove();
  const note = (said = document.createElement('small'));
  note.className = 'said';
  note.role = 'status';
  note.append(address);
  link.after(note);
  const [word, isCopied] = await copy(address.textContent, address);
  note.append(` ${word}`);
  if (isCopied) setTimeout(() => note.remove(), 4000);
}
