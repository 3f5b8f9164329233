/** Which page tells about a code. */

/** The id of the page of a code: its own, or that of the range that holds it. @param pages tuples that begin with an id */
export function pageOf(
  code: number,
  pages: readonly (readonly [id: string, ...unknown[]])[],
): string | undefined {
  const id = String(code);
  if (pages.some(([page]) => page === id)) return id;
  return pages.find(([page]) => {
    const [first, last] = page.split('-').map(Number);
    return last !== undefined && code >= first! && code <= last;
  })?.[0];
}
