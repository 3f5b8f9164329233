/** The HTML of every text that has been rendered in this build, by language and entry. */
export const rendered = new Map<string, Promise<string>>();
