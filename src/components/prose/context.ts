/** What the tags of an entry must know of the page they stand on; MDX itself passes them only what the author wrote. */
import type { Code, Guide } from '../../content.ts';
import type { Locale } from '../../lib/text/locale.ts';

export interface ProseContext {
  /** Language of the page: links lead to pages of that language even from English text. */
  locale: Locale;
  /** The code whose text it is. */
  code?: Code | undefined;
  /** The guide whose text it is. */
  guide?: Guide | undefined;
  /** The two codes of a comparison: a decision list tells them from others. */
  pair?: string[] | undefined;
  /** The section that a mark begins. */
  section?: string;
}

/** Any Astro component. */
type Component = (...args: any[]) => any;

/**
 * The component with the context among its props.
 * An Astro component is a function of (result, props, slots) with marks on it; the marks are kept, so MDX accepts the copy.
 */
export const withContext = (component: Component, context: ProseContext): Component =>
  Object.assign(
    (result: unknown, props: object, slots: unknown) =>
      component(result, { ...props, context }, slots),
    component,
  );
