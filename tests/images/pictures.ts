import type { PictureNote } from '#lib/dla/image/decode.ts';
import { readdirSync, readFileSync } from 'node:fs';
import expected from './expected.json' with { type: 'json' };

/** A small picture of this folder, and what Pillow 9.4 with libjpeg-turbo 2.1 makes of it: `open(…).convert("RGB")`. */
export interface PictureCase {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
  readonly notes: readonly PictureNote[];
}

const said = new Map<string, readonly PictureNote[]>([
  ...['turned.jpg', 'turned.png'].map((name) => [name, [{ kind: 'not-turned', orientation: 6 }]] as const),
  ...['grey-alpha', 'palette-transparent', 'rgb-alpha', 'rgb-alpha-16-interlaced', 'rgb-transparent'].map(
    (name) => [`${name}.png`, [{ kind: 'alpha-left-out' }]] as const,
  ),
  ['grey-16.png', [{ kind: 'deep-grey-cut' }]],
]);

const values = new Map(Object.entries(expected));

/** All pictures of this folder. */
export const pictures = (): readonly PictureCase[] =>
  readdirSync(import.meta.dirname)
    .filter((name) => /\.(?:jpg|png)$/.test(name))
    .map((name) => {
      const { width, height, rgb } = values.get(name)!;
      return {
        name,
        bytes: new Uint8Array(readFileSync(`${import.meta.dirname}/${name}`)),
        width,
        height,
        rgb: new Uint8Array(Buffer.from(rgb, 'base64')),
        notes: said.get(name) ?? [],
      };
    });
