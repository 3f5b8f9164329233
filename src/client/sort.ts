/** Makes the columns of the large tables sortable: a button in each head, and `aria-sort` on the column that rules. */

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

const textOf = (row: HTMLTableRowElement, column: number): string => row.cells[column]!.textContent;

function sortBy(table: HTMLTableElement, head: HTMLTableCellElement): void {
  const direction = head.ariaSort === 'ascending' ? -1 : 1;
  for (const other of table.tHead!.rows[0]!.cells) other.ariaSort = null;
  head.ariaSort = direction === 1 ? 'ascending' : 'descending';
  const body = table.tBodies[0]!;
  body.append(...[...body.rows].sort((a, b) => direction * collator.compare(textOf(a, head.cellIndex), textOf(b, head.cellIndex))));
}

for (const table of document.querySelectorAll<HTMLTableElement>('table[data-sort]')) {
  for (const head of table.tHead!.rows[0]!.cells) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    button.title = table.dataset.sort!.replace('{column}', head.textContent);
    button.onclick = () => sortBy(table, head);
    head.replaceChildren(button);
  }
}

export {};
