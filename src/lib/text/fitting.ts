/** Titles and descriptions that name as many things as fit. */

/**
 * A text with as many of the names as fit, at least one, and an ellipsis in place of the others.
 * @param most characters
 * @param write makes the text of some names
 */
export function fitting(
  names: readonly string[],
  most: number,
  write: (some: readonly string[]) => string,
): string {
  for (let count = names.length; count > 1; count--) {
    const some = count < names.length ? [...names.slice(0, count), '…'] : names;
    const text = write(some);
    if (text.length <= most) return text;
  }
  return write(names.length > 1 ? [names[0]!, '…'] : names);
}
