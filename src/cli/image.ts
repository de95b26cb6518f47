import { prepareImage, type RgbaImage } from '#lib/dla/image/prepare.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { IssueError } from '#lib/issue.ts';
import type { InputSource } from '#lib/runtime/session/orders.ts';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { readBytes } from './network.ts';

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47];
const JPEG_SIGNATURE = [0xff, 0xd8, 0xff];

/** `seeded`, or the path of a PNG or JPEG, resized, cropped and normalised for the network's input. */
export async function inputSource(argument: string, graph: OpGraph): Promise<InputSource> {
  if (argument === 'seeded') return { kind: 'seeded' };
  const bytes = await readBytes(argument);
  const image = imageOf(graph);
  const [channels, height, width] = image.shape;
  if (channels !== 3)
    throw new IssueError([{ kind: 'image-channels', at: image.node, expected: channels, received: 3 }]);
  return { kind: 'pixels', data: prepareImage(decode(bytes, argument), { width, height }) };
}

function decode(bytes: Uint8Array, path: string): RgbaImage {
  const starts = (signature: readonly number[]): boolean => signature.every((byte, index) => bytes[index] === byte);
  try {
    if (starts(PNG_SIGNATURE)) return PNG.sync.read(Buffer.from(bytes));
    if (starts(JPEG_SIGNATURE)) return jpeg.decode(bytes, { useTArray: true, maxMemoryUsageInMB: 1024 });
  } catch (error) {
    throw new IssueError([{ kind: 'image-broken', at: path, received: (error as Error).message }]);
  }
  throw new IssueError([{ kind: 'image-format', at: path, expected: ['PNG', 'JPEG'] }]);
}
