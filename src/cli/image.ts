import { decodePicture } from '#lib/dla/image/decode.ts';
import { fitImage, type Fit } from '#lib/dla/image/fit.ts';
import { prepareImage } from '#lib/dla/image/prepare.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import { imageFitOf } from '#lib/dla/reading/read-detection.ts';
import { IssueError } from '#lib/issue.ts';
import { sayPictureNote } from '#lib/messages/picture-note.ts';
import type { InputSource } from '#lib/runtime/session/orders.ts';
import type { Io } from './io.ts';
import { readBytes, type Network } from './network.ts';

/** How images are fitted into a network of detection. */
export const fitOf = ({ source }: Network): Fit | undefined => imageFitOf(source.document, source.graph);

/** An image as a network takes it, and how large it was. */
export type Input = InputSource & { readonly image?: { readonly width: number; readonly height: number } };

/** `seeded`, or the path of a PNG or JPEG, prepared as the network's authors do; says how it was read. */
export async function inputSource(argument: string, network: Network, io: Io): Promise<Input> {
  if (argument === 'seeded') return { kind: 'seeded' };
  const bytes = await readBytes(argument);
  const image = imageOf(network.source.graph);
  const [channels, height, width] = image.shape;
  if (channels !== 3)
    throw new IssueError([{ kind: 'image-channels', at: image.node, expected: channels, received: 3 }]);
  const picture = decodePicture(bytes, argument);
  if (!picture) throw new IssueError([{ kind: 'image-format', at: argument, expected: ['PNG', 'JPEG'] }]);
  for (const note of picture.notes) io.err(`${argument}: ${sayPictureNote(note)}`);
  const { pixels } = picture;
  const fit = fitOf(network);
  const data = fit ? fitImage(pixels, { width, height }, fit) : prepareImage(pixels, { width, height });
  return { kind: 'pixels', data, image: { width: pixels.width, height: pixels.height } };
}
