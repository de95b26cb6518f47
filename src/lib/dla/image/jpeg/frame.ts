import { PictureError } from '../fault.ts';

/** A component (of Y, Cb, Cr and the like), and the room of its samples. */
export interface Component {
  readonly id: number;
  /** Sampling factors: blocks across and down in an interleaved unit. */
  readonly across: number;
  readonly down: number;
  readonly table: number;
  /** Samples that mean something; beyond them a plane is filled up to whole units. */
  readonly width: number;
  readonly height: number;
  /** Blocks of a line and lines of blocks in the plane. */
  readonly columns: number;
  readonly rows: number;
}

/** What a frame header says. */
export interface Frame {
  readonly progressive: boolean;
  readonly width: number;
  readonly height: number;
  readonly mostAcross: number;
  readonly mostDown: number;
  /** Interleaved units of a line, and lines of them. */
  readonly unitColumns: number;
  readonly unitRows: number;
  readonly components: readonly Component[];
}

const BASELINE = 0xc0;
const EXTENDED = 0xc1;
const PROGRESSIVE = 0xc2;
const LOSSLESS = 0xc3;
const FIRST_ARITHMETIC = 0xc9;

/** A frame header (SOF0 to SOF2) from its marker and body. Throws a PictureError for what is not read here. */
export function readFrame(marker: number, body: Uint8Array): Frame {
  if (marker === LOSSLESS) throw new PictureError('lossless');
  if (marker >= FIRST_ARITHMETIC) throw new PictureError('arithmetic');
  if (marker !== BASELINE && marker !== EXTENDED && marker !== PROGRESSIVE) throw new PictureError('hierarchical');
  if (body.length < 6) throw new PictureError('truncated');
  const [precision, heightHigh, heightLow, widthHigh, widthLow, count] = [...body.subarray(0, 6)];
  if (precision !== 8) throw new PictureError('precision');
  if (count !== 1 && count !== 3 && count !== 4) throw new PictureError('components');
  if (body.length < 6 + count * 3) throw new PictureError('truncated');
  const height = (heightHigh! << 8) | heightLow!;
  const width = (widthHigh! << 8) | widthLow!;
  if (width === 0 || height === 0) throw new PictureError('header');
  const heads = Array.from({ length: count }, (_, index) => {
    const [id, factors, table] = body.subarray(6 + index * 3, 9 + index * 3);
    return { id: id!, across: factors! >> 4, down: factors! & 15, table: table! };
  });
  const allowed = (factor: number): boolean => factor >= 1 && factor <= 4;
  if (!heads.every(({ across, down, table }) => allowed(across) && allowed(down) && table < 4))
    throw new PictureError('header');
  // libjpeg does the same with a single component: its factors mean nothing.
  const sole = heads.length === 1 ? heads.map((head) => ({ ...head, across: 1, down: 1 })) : heads;
  const mostAcross = Math.max(...sole.map(({ across }) => across));
  const mostDown = Math.max(...sole.map(({ down }) => down));
  if (sole.some(({ across, down }) => mostAcross % across !== 0 || mostDown % down !== 0))
    throw new PictureError('sampling');
  const unitColumns = Math.ceil(width / (8 * mostAcross));
  const unitRows = Math.ceil(height / (8 * mostDown));
  return {
    progressive: marker === PROGRESSIVE,
    width,
    height,
    mostAcross,
    mostDown,
    unitColumns,
    unitRows,
    components: sole.map((head) => ({
      ...head,
      width: Math.ceil((width * head.across) / mostAcross),
      height: Math.ceil((height * head.down) / mostDown),
      columns: unitColumns * head.across,
      rows: unitRows * head.down,
    })),
  };
}
