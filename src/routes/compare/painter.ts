import { paintMap } from '#lib/ui/heatmap.ts';
import { pngOf } from '#lib/workspace/shared/png.ts';
import type { Painter } from './report-tables.ts';

/** A picture as a data URL of a PNG. */
async function png(data: Uint8ClampedArray, width: number, height: number): Promise<string> {
  const image = new ImageData(width, height);
  image.data.set(data);
  const bytes = await pngOf(width, height, (context) => context.putImageData(image, 0, 0));
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(text)}`;
}

/** The pictures of a report, as the page paints them. */
export const painter: Painter = {
  map: (values, width, height, range) => png(paintMap(values, width, height, 'activation', range), width, height),
  difference: (values, width, height) => png(paintMap(values, width, height, 'difference'), width, height),
  pixels: png,
};
