/**
 * What the measurements point to.
 *
 * Each implementation that was measured belongs to one library, which names it in `measuredAs`; what a library names was measured.
 * An implementation stands in one file, with one version. Those on the pages of codes have a place each.
 */
import { measurements } from '../lib/model/schema.ts';
import type { Content } from './content.ts';
import { doubled, wrong, type Problem } from './problem.ts';

/** The rules for content/measurements, as far as its files have their shape. */
export function measurementProblems(content: Content): Problem[] {
  const data = [...content.data.values()];
  const all = data.filter(({ file }) => file.startsWith('content/measurements/'));
  const files = all.flatMap(({ file, value }) => {
    const read = measurements.safeParse(value);
    return read.success ? [{ file, rows: read.data.results }] : []; // told by dataProblems
  });
  // Not by the schema: what else is wrong with a library does not make its implementations unknown.
  const owners = data
    .filter(({ file }) => file.startsWith('content/libraries/'))
    .flatMap(({ file, value }) =>
      Object.keys((value as { measuredAs?: object } | null | undefined)?.measuredAs ?? {}).map(
        (id) => ({ file, id }),
      ),
    );
  const places = data.flatMap(({ file, value }) => {
    const { measuredAs = {}, codePages = {} } = Object(value) as {
      measuredAs?: object;
      codePages?: Record<string, unknown>;
    };
    return Object.entries(Object(codePages) as typeof codePages).map(([id, place]) => ({
      file,
      id,
      place: String(place),
      isOwn: Object.hasOwn(Object(measuredAs), id),
    }));
  });
  const found = files.flatMap(({ file, rows }) =>
    [...Map.groupBy(rows, ({ implementation }) => implementation)].map(([id, own]) => ({
      file,
      id,
      versions: new Set(own.map(({ version }) => version)),
    })),
  );
  const unowned = found.filter(({ id }) => !owners.some((owner) => owner.id === id));
  // A file that cannot be read may hold the rows.
  const unmeasured =
    files.length && files.length === all.length
      ? owners.filter(({ id }) => !found.some((one) => one.id === id))
      : [];
  return [
    ...unmeasured.map(({ file, id }) =>
      wrong(
        file,
        `measuredAs ${id}, of which nothing was measured`,
        'an implementation with rows in content/measurements',
        'remove it, or measure it: README, Measure an implementation',
      ),
    ),
    ...unowned.map(({ file, id }) =>
      wrong(
        file,
        `implementation "${id}"`,
        'one that a file of content/libraries names',
        `add ${id} to measuredAs of its library`,
      ),
    ),
    ...found
      .filter(({ versions }) => versions.size > 1)
      .map(({ file, id, versions }) =>
        wrong(
          file,
          `${id} in versions ${[...versions].join(', ')}`,
          'one version',
          'measure it again',
        ),
      ),
    ...doubled(owners.map(({ id }) => id)).map((id) =>
      wrong(
        owners.findLast((owner) => owner.id === id)!.file,
        `measuredAs ${id} a second time`,
        'one library for each implementation',
        'remove one',
      ),
    ),
    ...places
      .filter(({ isOwn }) => !isOwn)
      .map(({ file, id }) =>
        wrong(file, `codePages ${id}`, 'an implementation of its measuredAs', 'remove it'),
      ),
    ...doubled(places.map(({ place }) => place)).map((place) =>
      wrong(
        places.findLast((one) => one.place === place)!.file,
        `place ${place} in codePages a second time`,
        'a place for each implementation',
        'take another',
      ),
    ),
    ...doubled(found.map(({ id }) => id)).map((id) =>
      wrong(
        found.findLast((one) => one.id === id)!.file,
        `${id} in a second file`,
        'one file for each implementation',
        'remove one',
      ),
    ),
  ];
}
