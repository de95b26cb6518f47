import { expect, test } from 'vitest';
import { MOST_TRAINING_IMAGES, trainingFolder } from './folder.ts';

/** A file as a folder's input gives it. */
function at(path: string, type = 'image/png'): File {
  const file = new File(['x'], path.slice(path.lastIndexOf('/') + 1), { type });
  return Object.defineProperty(file, 'webkitRelativePath', { value: path });
}

test('[training] the folders of a folder are the classes; what is no image or in no folder is left out', () => {
  const read = trainingFolder([
    at('pets/dog 10/a.png'),
    at('pets/dog 2/b.png'),
    at('pets/cat/deeper/c.png'),
    at('pets/cat/notes.txt', 'text/plain'),
    at('pets/cover.png'),
  ]);
  expect(read).toMatchObject({ ok: true, value: { name: 'pets', classes: ['cat', 'dog 2', 'dog 10'] } });
  expect(read.ok && read.value.files.map(({ name, label }) => [name, label])).toEqual([
    ['pets/dog 10/a.png', 2],
    ['pets/dog 2/b.png', 1],
    ['pets/cat/deeper/c.png', 0],
  ]);
});

test('[training] one class, no class and too many images are refused', () => {
  const refusal = (paths: readonly string[]) => trainingFolder(paths.map((path) => at(path)));
  expect(refusal(['pets/cat/a.png'])).toEqual({
    ok: false,
    issues: [{ kind: 'too-few-classes', at: 'pets', expected: 2, received: 1 }],
  });
  expect(refusal(['pets/a.png'])).toMatchObject({ issues: [{ kind: 'too-few-classes', at: 'pets', received: 0 }] });
  expect(refusal([])).toMatchObject({ issues: [{ kind: 'too-few-classes', at: '', received: 0 }] });
  const many = Array.from({ length: MOST_TRAINING_IMAGES + 1 }, (_, i) => `pets/${i % 2}/${i}.png`);
  expect(refusal(many)).toMatchObject({
    issues: [
      { kind: 'too-many-entries', at: 'pets', expected: MOST_TRAINING_IMAGES, received: MOST_TRAINING_IMAGES + 1 },
    ],
  });
});
