/** A guide that leads to a code: the calls below take the code and the reason of the outcome that is shown, and those that would throw go. */

/** What the page shows without an outcome: src/lib/show/guides/calls.ts. */
const EXAMPLE = { code: '1000', reason: 'done', throws: '' };
const rows = [...document.querySelectorAll<HTMLElement>('[data-of=calls] [data-lib]')].map(
  (row) => {
    const call = row.querySelector('code')!;
    return { row, call, text: call.textContent! };
  },
);

function fillCalls(): void {
  // Not :target, which a page that was just loaded does not have yet.
  const shown = { ...EXAMPLE, ...document.getElementById(location.hash.slice(1))?.dataset };
  const throwing = shown.throws.split(' ');
  for (const { row, call, text } of rows) {
    call.textContent = text
      .replace(EXAMPLE.code, shown.code)
      .replace(EXAMPLE.reason, () => shown.reason);
    row.hidden = throwing.includes(row.dataset.lib!);
  }
}

addEventListener('hashchange', fillCalls);
fillCalls();
