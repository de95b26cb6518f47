import { PictureError } from '../fault.ts';

/** What the samples of a pixel are. */
export type PngKind = 'grey' | 'rgb' | 'palette' | 'grey-alpha' | 'rgb-alpha';

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly kind: PngKind;
  /** Samples of a pixel. */
  readonly samples: number;
  readonly interlaced: boolean;
}

const kinds = new Map<number, { readonly kind: PngKind; readonly samples: number; readonly depths: readonly number[] }>(
  [
    [0, { kind: 'grey', samples: 1, depths: [1, 2, 4, 8, 16] }],
    [2, { kind: 'rgb', samples: 3, depths: [8, 16] }],
    [3, { kind: 'palette', samples: 1, depths: [1, 2, 4, 8] }],
    [4, { kind: 'grey-alpha', samples: 2, depths: [8, 16] }],
    [6, { kind: 'rgb-alpha', samples: 4, depths: [8, 16] }],
  ],
);

/** An IHDR chunk. Throws a PictureError for what the format does not have. */
export function readHeader(body: Uint8Array): PngHeader {
  if (body.length < 13) throw new PictureError('header');
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, type, compression, filter, interlace] = body.subarray(8, 13);
  const known = kinds.get(type!);
  const sound = known?.depths.includes(depth!) && width > 0 && height > 0;
  if (!known || !sound || compression !== 0 || filter !== 0 || interlace! > 1) throw new PictureError('header');
  return { width, height, depth: depth!, kind: known.kind, samples: known.samples, interlaced: interlace === 1 };
}

/** Part of the rows and columns of a picture: all, or what one pass of an interlaced file brings. */
export interface Pass {
  readonly left: number;
  readonly top: number;
  readonly across: number;
  readonly down: number;
  readonly width: number;
  readonly height: number;
  /** Bytes of a row, without that of its filter. */
  readonly bytes: number;
}

/** Adam7: first column, first row, and the distances between columns and between rows. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The passes of a file, in their order; those without a pixel are not in it. */
export const passesOf = ({ width, height, depth, samples, interlaced }: PngHeader): readonly Pass[] =>
  (interlaced ? ADAM7 : [[0, 0, 1, 1] as const])
    .map(([left, top, across, down]): Pass => {
      const columns = Math.ceil((width - left) / across);
      const rows = Math.ceil((height - top) / down);
      return {
        left,
        top,
        across,
        down,
        width: columns,
        height: rows,
        bytes: Math.ceil((columns * samples * depth) / 8),
      };
    })
    .filter((pass) => pass.width > 0 && pass.height > 0);
