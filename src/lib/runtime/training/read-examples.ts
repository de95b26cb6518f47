import type { Picture } from '#lib/dla/image/decode.ts';
import { cropForEvaluation, normalise } from '#lib/dla/image/prepare.ts';
import { elements, type Shape } from '#lib/dla/ops/op.ts';
import { IssueError } from '#lib/issue.ts';
import { toChannelsLast } from '#lib/runtime/compute/channel-order.ts';
import { pick, type Examples } from './examples.ts';
import type { LabelledFile } from './order.ts';

export interface Reading {
  readonly decode: ((file: Blob, at: string) => Promise<Picture>) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/**
 * Image files as examples of a shape with 3 channels: the middle of each, resized, normalised as for ImageNet. Names of
 * files that cannot be decoded come back.
 */
export async function readExamples(
  files: readonly LabelledFile[],
  shape: Shape,
  { decode, signal, onProgress }: Reading,
): Promise<{ readonly examples: Examples; readonly skipped: readonly string[] }> {
  const [channels, height, width] = shape;
  if (channels !== 3) throw new IssueError([{ kind: 'image-channels', at: 'input', expected: channels, received: 3 }]);
  const images = new Float32Array(files.length * elements(shape));
  const skipped: string[] = [];
  const read: number[] = [];
  for (const [place, { file, name }] of files.entries()) {
    onProgress?.(place);
    const picture = await decode?.(file, name).catch(() => undefined);
    signal?.throwIfAborted();
    if (!picture) {
      skipped.push(name);
      continue;
    }
    const seen = cropForEvaluation(picture.pixels, { width, height }, { cropFraction: 1 });
    images.set(toChannelsLast(normalise(seen), shape), place * elements(shape));
    read.push(place);
  }
  const labels = Uint16Array.from(files, ({ label }) => label);
  return { examples: pick({ shape, images, labels }, Uint32Array.from(read)), skipped };
}
