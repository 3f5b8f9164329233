/** Shows the recognised line of a long paste: selects it in the field and scrolls to it. Nothing else on the page moves. */

/** How high a text stands in a field, in CSS pixels, its lines wrapped as in the field: measured in a copy that lies over the page, unseen. */
function heightOf(text: string, field: HTMLTextAreaElement): number {
  const copy = field.cloneNode() as HTMLTextAreaElement;
  copy.value = text;
  copy.ariaHidden = 'true';
  copy.tabIndex = -1;
  Object.assign(copy.style, {
    position: 'absolute',
    visibility: 'hidden',
    width: `${field.clientWidth}px`,
    height: '0',
    minHeight: '0',
    overflowY: 'hidden',
  });
  copy.style.setProperty('field-sizing', 'fixed');
  field.after(copy);
  const height = copy.scrollHeight;
  copy.remove();
  return height;
}

/** Selects a part of the field's text and scrolls the field so that it stands in its middle. @param start @param end offsets in its text */
export function markLine(
  field: HTMLTextAreaElement,
  { start, end }: { start: number; end: number },
): void {
  field.setSelectionRange(start, end);
  const bottom = heightOf(field.value.slice(0, end), field);
  field.scrollTop = bottom - field.clientHeight * 0.6;
  // Who types on adds to the paste: the line stays. A keyboard on glass names no key.
  field.onkeydown = ({ key, ctrlKey, metaKey }) => {
    const isMarked = field.selectionStart === start && field.selectionEnd === end;
    if (isMarked && !ctrlKey && !metaKey && (key.length === 1 || /^(?:Unid|Proc)/.test(key)))
      field.setSelectionRange(end, end);
  };
}
