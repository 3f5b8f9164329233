/**
 * Where Astro logs during a build: a list that the build reads afterwards, so that a failure is one line.
 * Astro imports this file by its path and bundles it with the pages, so the list hangs on `globalThis`.
 */
interface Event {
  level: string;
  label: string | null;
  message: string;
}

const shared = globalThis as typeof globalThis & { closeCodesLog?: Event[] };

/** What Astro has logged in this process, oldest first. */
export const logged = (): Event[] => (shared.closeCodesLog ??= []);

export default () => ({
  write: (event: Event) => {
    logged().push(event);
  },
});
