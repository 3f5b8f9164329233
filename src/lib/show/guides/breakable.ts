import { joinUnits } from '../../vite/units.ts';

/**
 * Where the cell of a narrow column may break: options behind a mark or before a capital, packages behind a dot (`close_timeout`,
 * `closeTimeout`, System.Net). A number stays with its unit, and a name with the mark behind it (U+2060).
 * @param html of a cell: text, and names in `<code>` @returns the same with `<wbr>`
 */
export const breakable = (html: string): string =>
  html
    .replace(/<code>.*?<\/code>|[^<]+/g, (part) =>
      part.startsWith('<code>')
        ? part.replace(/[_.=](?=\w)|[a-z](?=[A-Z][a-z])/g, '$&<wbr>')
        : joinUnits(part).replace(/\w\.(?=[A-Z])/g, '$&<wbr>'),
    )
    .replace(/<\/code>(?=[,;:)،、，])/g, '$&\u2060');
