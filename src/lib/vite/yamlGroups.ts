/** For the scripts of a browser: a YAML file as a module, so that `import { offer } from '…/vi.yml'` takes one group of words and leaves the rest. */
import { parse } from 'yaml';

/** A plugin of Vite. Each top key of the file is an export; what nobody imports is not sent. The content itself is read by Astro, not here. */
export const yamlGroups = {
  name: 'yaml-groups',
  transform(code: string, id: string) {
    if (!id.endsWith('.yml')) return undefined;
    const groups = Object.entries(parse(code) as Record<string, unknown>).filter(([name]) =>
      /^[a-z]\w*$/i.test(name),
    );
    return {
      code: groups
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
        .join('\n'),
      map: null,
      moduleType: 'js' as const,
    };
  },
};
