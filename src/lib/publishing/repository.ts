/** The repository of this site, from package.json, for the edit links. */
import { readFileSync } from 'node:fs';

/** Address of the repository. */
export const { repository } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  repository: string;
};

/** Address at which a file of the repository is edited. @param file path from the top of the repository */
export const editUrl = (file: string): string =>
  `${repository}/edit/main/${file.split('/').map(encodeURIComponent).join('/')}`;
