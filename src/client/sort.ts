/** Makes the columns of the large tables sortable: a button in each head, and `aria-sort` on the column that rules. */

function sortBy({ tHead, tBodies }: HTMLTableElement, head: HTMLTableCellElement): void {
  const direction = head.ariaSort === 'ascending' ? -1 : 1;
  const textOf = (row: HTMLTableRowElement): string => row.cells[head.cellIndex]!.textContent;
  for (const other of tHead!.rows[0]!.cells) other.ariaSort = null;
  head.ariaSort = direction > 0 ? 'ascending' : 'descending';
  tBodies[0]!.append(
    ...[...tBodies[0]!.rows].sort(
      (a, b) => direction * textOf(a).localeCompare(textOf(b), undefined, { numeric: true }),
    ),
  );
}

for (const table of document.querySelectorAll<HTMLTableElement>('.wide')) {
  for (const head of table.tHead!.rows[0]!.cells) {
    const button = document.createElement('button');
    button.textContent = head.textContent;
    button.onclick = () => sortBy(table, head);
    head.replaceChildren(button);
  }
}

export {};
