/** Copying: code, and the permanent address of a heading or a row. Needs `data-copy` of the page: three words. */

const [label, done, selected] = document.body.dataset.copy!.split('|') as [string, string, string];

/** Copies a text; where the browser forbids that, as on plain http, selects it where it stands, for the keyboard. Says which. */
async function copy(text: string, shown: Node): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return done;
  } catch {
    getSelection()!.selectAllChildren(shown);
    return selected;
  }
}

/** A button in the bar above each block of code, which has its place already. */
export function addCopyButtons(): void {
  for (const pre of document.querySelectorAll('pre')) {
    const button = document.createElement('button');
    button.className = 'copy';
    button.textContent = label;
    // Announced when it changes to "Copied".
    button.ariaLive = 'polite';
    button.onclick = async () => {
      button.textContent = await copy(pre.textContent, pre);
      setTimeout(() => (button.textContent = label), 4000);
    };
    pre.before(button);
  }
}

let said: HTMLElement | undefined;

/** Copies the permanent address of a heading or a row and says so beside it; without what the address of the page says of one closing. */
export async function copyAddress(link: HTMLAnchorElement): Promise<void> {
  const address = document.createElement('samp');
  address.textContent = location.origin + location.pathname + link.hash;
  said?.remove();
  const note = (said = document.createElement('small'));
  note.className = 'said';
  note.role = 'status';
  note.append(address);
  link.after(note);
  const word = await copy(address.textContent, address);
  note.append(` ${word}`);
  if (word === done) setTimeout(() => note.remove(), 4000);
}
