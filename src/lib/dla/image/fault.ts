import { IssueError } from '#lib/issue.ts';

/** Why a file is no picture that can be read; words for each stand in the messages. */
export type PictureFault =
  | 'truncated'
  | 'damaged'
  | 'checksum'
  | 'header'
  | 'arithmetic'
  | 'lossless'
  | 'hierarchical'
  | 'precision'
  | 'components'
  | 'sampling'
  | 'palette';

/** A fault of the bytes; who knows the file's name makes an issue of it. */
export class PictureError extends Error {
  constructor(readonly fault: PictureFault) {
    super(fault);
  }
}

/** Most pixels of a picture: what Pillow warns of lies a little below, and its RGB takes 300 MB. */
export const MOST_PIXELS = 100_000_000;

/** Throws an IssueError for a picture beyond `MOST_PIXELS`, before anything is allocated for it. */
export function checkPixels(width: number, height: number, at: string): void {
  if (width * height > MOST_PIXELS)
    throw new IssueError([{ kind: 'image-too-large', at, expected: MOST_PIXELS, received: [width, height] }]);
}
