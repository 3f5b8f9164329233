/** What the page does about a closing that its address tells of, and about a library that the device remembers. */

/** The library is chosen in the menu, and that is all if it comes alone; the rest has a box, and the library with it. */
export function readClosing(): void {
  const address = location.search + location.hash;
  const hasMenu = document.querySelector('.mine') !== null;
  if (hasMenu) void import('./library.ts').then((module) => module.readAddress());
  if (/[#?&](?:reason|msg|clean|code)=/.test(address) || (!hasMenu && address.includes('lib=')))
    void import('./linkBox.ts').then((module) => module.showLinkBox());
}
