import { pngOf } from './png.ts';

/** A drawing as PNG, so many pixels for a unit of it. Rejects where the browser cannot draw it. */
export async function rasterise(
  svg: string,
  size: { readonly width: number; readonly height: number },
  scale: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const [width, height] = [size.width, size.height].map((side) => Math.max(1, Math.floor(side * scale))) as [
      number,
      number,
    ];
    return await pngOf(width, height, (context) => context.drawImage(image, 0, 0, width, height));
  } finally {
    URL.revokeObjectURL(address);
  }
}
