/** The shape of JSON as paths and types, to be compared with one that readers rely on. */

/** Types by path, such as `codes[].registered` → `null|string`; `absent` where some objects have the field and others not. */
export type Shape = Record<string, string>;

const typeOf = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : Number.isInteger(value)
        ? 'integer'
        : typeof value;

/** The shape of a value. @param maps paths of objects whose keys are data: they become `{}` */
export function shapeOf(value: unknown, maps: readonly string[] = []): Shape {
  const types = new Map<string, Set<string>>();
  const counts = new Map<string, number>();
  const walk = (path: string, found: unknown): void => {
    const type = typeOf(found);
    types.set(path, (types.get(path) ?? new Set()).add(type));
    counts.set(path, (counts.get(path) ?? 0) + 1);
    if (type === 'array') for (const item of found as unknown[]) walk(`${path}[]`, item);
    if (type === 'object') {
      counts.set(`${path} as object`, (counts.get(`${path} as object`) ?? 0) + 1);
      for (const [key, item] of Object.entries(found as object))
        walk(maps.includes(path) ? `${path}{}` : `${path}.${key}`, item);
    }
  };
  walk('', value);
  for (const path of types.keys()) {
    const parent = path.slice(0, path.lastIndexOf('.'));
    if (
      path.includes('.') &&
      !path.endsWith('[]') &&
      !path.endsWith('{}') &&
      counts.get(path)! < counts.get(`${parent} as object`)!
    )
      types.get(path)!.add('absent');
  }
  return Object.fromEntries(
    [...types]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, set]) => [path || '.', [...set].sort().join('|')]),
  );
}

/** What would break a reader of the frozen shape: fields that are gone, and types that it does not know. New fields do not. */
export function broken(frozen: Shape, now: Shape): string[] {
  return Object.entries(frozen).flatMap(([path, types]) => {
    if (!(path in now)) return [`${path} is gone; it was ${types}`];
    const other = now[path]!.split('|').filter((type) => !types.split('|').includes(type));
    return other.length ? [`${path} may be ${other.join(' or ')} now; it was ${types}`] : [];
  });
}
