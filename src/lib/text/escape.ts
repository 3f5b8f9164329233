/** Text as HTML or XML, in an element or between double quotes. @example escape('a < b') === 'a &#60; b' */
export const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
