import { refused, ok, type Result } from '#lib/issue.ts';
import type { LabelledFile } from '#lib/runtime/training/order.ts';

/** A folder of images that a person gave: its folders are the classes. */
export interface TrainingFolder {
  readonly name: string;
  /** In alphabetical order; a label is a place in it. */
  readonly classes: readonly string[];
  readonly files: readonly LabelledFile[];
}

/** Images that are taken, at most: all of them stand in memory, in float32. */
export const MOST_TRAINING_IMAGES = 4000;

/**
 * The images of a folder's folders; what lies deeper belongs to the folder's folder that it lies in, other files are left
 * out. Refuses what has fewer than two classes, or too many images.
 */
export function trainingFolder(files: readonly File[]): Result<TrainingFolder> {
  const images = files.flatMap((file) => {
    const [name, folder, ...rest] = file.webkitRelativePath.split('/');
    return file.type.startsWith('image/') && name && folder && rest.length > 0 ? [{ name, folder, file }] : [];
  });
  const name = images[0]?.name ?? files[0]?.webkitRelativePath.split('/')[0] ?? '';
  // The order of the classes is that of the labels: the same whatever language is spoken.
  const order = new Intl.Collator('en', { numeric: true }).compare;
  const classes = [...new Set(images.map(({ folder }) => folder))].sort(order);
  if (classes.length < 2) return refused({ kind: 'too-few-classes', at: name, expected: 2, received: classes.length });
  if (images.length > MOST_TRAINING_IMAGES)
    return refused({ kind: 'too-many-entries', at: name, expected: MOST_TRAINING_IMAGES, received: images.length });
  return ok({
    name,
    classes,
    files: images.map(({ folder, file }) => ({
      name: file.webkitRelativePath,
      file,
      label: classes.indexOf(folder),
    })),
  });
}
