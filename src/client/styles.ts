/** A sheet made by a script needs no request, and no hash in the CSP: only inline `<style>` does. */
export function adoptStyles(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
