import { decodePicture } from '#lib/dla/image/decode.ts';
import { prepareImage } from '#lib/dla/image/prepare.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { IssueError } from '#lib/issue.ts';
import { sayPictureNote } from '#lib/messages/picture-note.ts';
import type { InputSource } from '#lib/runtime/session/orders.ts';
import type { Io } from './io.ts';
import { readBytes } from './network.ts';

/** `seeded`, or the path of a PNG or JPEG, resized, cropped and normalised for the network's input; says how it was read. */
export async function inputSource(argument: string, graph: OpGraph, io: Io): Promise<InputSource> {
  if (argument === 'seeded') return { kind: 'seeded' };
  const bytes = await readBytes(argument);
  const image = imageOf(graph);
  const [channels, height, width] = image.shape;
  if (channels !== 3)
    throw new IssueError([{ kind: 'image-channels', at: image.node, expected: channels, received: 3 }]);
  const picture = decodePicture(bytes, argument);
  if (!picture) throw new IssueError([{ kind: 'image-format', at: argument, expected: ['PNG', 'JPEG'] }]);
  for (const note of picture.notes) io.err(`${argument}: ${sayPictureNote(note)}`);
  return { kind: 'pixels', data: prepareImage(picture.pixels, { width, height }) };
}
