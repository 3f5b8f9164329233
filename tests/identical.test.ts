/** The same commit gives the same bytes: built in two folders whose paths differ in name and length, one after the other. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { copyProject, type Project } from './support/fixture-project.ts';

const projects: Project[] = [];
after(() => projects.forEach((project) => project.remove()));

/** Every file of a built site, by path. */
async function built(parent: string): Promise<Map<string, Buffer>> {
  const project = copyProject(parent);
  projects.push(project);
  const { status, err } = await project.build();
  assert.equal(status, 0, err.join('\n'));
  const dist = join(project.root, 'dist');
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [relative(dist, file), readFileSync(file)]));
}

/** What stands around the first byte that differs. */
function difference(one: Buffer, other: Buffer): string {
  const at = one.findIndex((byte, place) => byte !== other[place]);
  return [one, other]
    .map((bytes) => JSON.stringify(String(bytes.subarray(Math.max(0, at - 40), at + 40))))
    .join(' and ');
}

test('two builds of the same files, in different folders and time zones, are the same, byte for byte', async () => {
  const long = join(tmpdir(), `close-codes-${process.pid}`, 'a folder', 'with-a-much-longer-path');
  const one = await built(tmpdir());
  // Nor does the hour of the place matter, or its words for dates.
  Object.assign(process.env, { TZ: 'Pacific/Kiritimati', LC_ALL: 'vi_VN.UTF-8' });
  const other = await built(long);
  rmSync(join(tmpdir(), `close-codes-${process.pid}`), { recursive: true, force: true });
  assert.ok(one.size > 100, 'a site');
  assert.deepEqual(
    [...one.keys()].filter((path) => !other.has(path)),
    [],
    'only in the first',
  );
  assert.deepEqual(
    [...other.keys()].filter((path) => !one.has(path)),
    [],
    'only in the second',
  );
  const differing = [...one].filter(([path, bytes]) => !bytes.equals(other.get(path)!));
  assert.deepEqual(
    differing
      .slice(0, 20)
      .map(([path, bytes]) => `${path}: ${difference(bytes, other.get(path)!)}`),
    [],
    `${differing.length} files differ`,
  );
});
