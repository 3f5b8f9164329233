/** Copying: code, and whatever else has a text (address.ts). Needs `data-copy` of the page: three words. */

const [label, done, selected] = document.body.dataset.copy!.split('|') as [string, string, string];

/** Copies a text; where the browser forbids that, as on plain http, selects it where it stands, for the keyboard. Gives the word for that. */
export async function copy(text: string, shown: Node): Promise<[word: string, isCopied: boolean]> {
  try {
    await navigator.clipboard.writeText(text);
    return [done, true];
  } catch {
    getSelection()!.selectAllChildren(shown);
    return [selected, false];
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
      [button.textContent] = await copy(pre.textContent, pre);
      setTimeout(() => (button.textContent = label), 4000);
    };
    pre.before(button);
  }
}
