/**
 * What is drawn on a canvas, as PNG. It is a canvas of the page: browsers that have no others can save pictures too. Rejects where the
 * browser cannot draw or write it.
 */
export async function pngOf(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  draw(context);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error(`no picture of ${width} × ${height} pixels`);
  return new Uint8Array(await blob.arrayBuffer());
}
