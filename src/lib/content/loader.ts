/** Gives Astro's collections what the one reader of content/ reads. */
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Loader } from 'astro/loaders';
import { readFiles } from './files.ts';
import { placeOf, type Kind } from './layout.ts';
import { entriesOf } from './read.ts';

/** Loads every file of a kind; the id of each are the names in its path: `1003/en`. What has not its shape is refused, with its path. */
export const contentLoader = (kind: Kind): Loader => ({
  name: `content/${kind}`,
  async load({ store, parseData, config, watcher, logger }) {
    const root = fileURLToPath(config.root);
    const isOfKind = (path: string) => placeOf(path)?.kind === kind;
    const load = async () => {
      const entries = entriesOf(kind, readFiles(root, isOfKind));
      store.clear();
      for (const { file, names, value, fault, body } of entries) {
        if (fault !== undefined) throw new Error(`${file}: ${fault}`);
        const id = Object.values(names).join('/');
        const data = await parseData({ id, data: Object(value), filePath: join(root, file) });
        store.set({ id, data, body, filePath: file });
      }
    };
    await load();
    // While somebody writes, `npm run dev` shows what the file says now.
    watcher?.add(join(root, 'content'));
    watcher?.on('all', (_, path) => {
      if (isOfKind(relative(root, path).replaceAll('\\', '/')))
        load().catch((error: Error) => logger.error(error.message));
    });
  },
});
