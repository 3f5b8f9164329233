/** The repository of this site, from package.json, for the edit links. */
import { readFileSync } from 'node:fs';

/** Address of the repository. */
export const { repository } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  repository: string;
};

/** Address of a file of the repository. @param view `blob` to read it, `edit` to change it, `commits` for what has changed in it */
const addressOf = (view: 'blob' | 'edit' | 'commits', file: string): string =>
  `${repository}/${view}/main/${file.split('/').map(encodeURIComponent).join('/')}`;

/** Address at which a file is read. @param file path from the top of the repository */
export const fileUrl = (file: string): string => addressOf('blob', file);

/** Address at which a file is edited. @param file path from the top of the repository */
export const editUrl = (file: string): string => addressOf('edit', file);

/** Address at which the changes of a file are listed. @param file path from the top of the repository */
export const historyUrl = (file: string): string => addressOf('commits', file);
