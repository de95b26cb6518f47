import { layoutFigure } from '#lib/dla/figure/figure.ts';
import type { Detail } from '#lib/dla/figure/figure.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { colourTokens, type ColourToken } from '#lib/graph/view/colour-tokens.ts';
import { paint, textLayer, TilePictures } from '#lib/graph/view/paint.ts';
import { textScene } from '#lib/graph/view/scene.ts';
import { toSvg, type SvgTheme } from '#lib/graph/view/svg.ts';
import { tilesOf } from '#lib/graph/view/tiles.ts';
import { words } from '#lib/messages/messages.ts';

/** Any colours, told apart easily. */
const theme: SvgTheme = {
  ...(Object.fromEntries(colourTokens.map((token) => [token, '#c0c8e0'])) as SvgTheme),
  ink: '#101010',
  muted: '#505050',
  agg: '#008040',
  'agg-fill': '#d0f0e0',
  blk: '#ffffff',
  'blk-line': '#202020',
};

const BACKGROUND = '#f8f8ff';

/** The picture of a preset at a zoom, painted in tiles and as an SVG file: the share of pixels that differ clearly. */
async function compare(preset: string, detail: Detail, zoom: number): Promise<{ differing: number; inked: number }> {
  const layout = layoutFigure(buildNetwork(presetConfig(preset)), { words: words.figure, width: 1400, detail, zoom });
  const { x, y } = layout.bounds;
  const [width, height] = [Math.ceil(layout.bounds.width * zoom), Math.ceil(layout.bounds.height * zoom)];
  const colour = (token: ColourToken): string => theme[token];

  const painted = canvas(width, height);
  const pictures = new TilePictures({}, colour);
  const batches = [
    ...pictures.in(tilesOf(layout), layout.bounds, zoom, Infinity).batches,
    ...textLayer(textScene(layout, { zoom }), colour),
  ];
  paint(painted, batches, { x, y, zoom }, 1, 'Arial, sans-serif');

  const drawn = canvas(width, height);
  const svg = toSvg(layout, theme, { title: preset, zoom }).replace(
    /font-family="[^"]*"/,
    'font-family="Arial, sans-serif"',
  );
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  await image.decode();
  drawn.drawImage(image, 0, 0, layout.bounds.width * zoom, layout.bounds.height * zoom);

  const [a, b] = [painted, drawn].map((context) => filled(context).getImageData(0, 0, width, height).data) as [
    Uint8ClampedArray,
    Uint8ClampedArray,
  ];
  const paper = filled(canvas(1, 1)).getImageData(0, 0, 1, 1).data;
  let [differing, inked] = [0, 0];
  for (let at = 0; at < a.length; at += 4) {
    if (far(a, at, b, at)) differing += 1;
    if (far(a, at, paper, 0)) inked += 1;
  }
  const pixels = width * height;
  return { differing: differing / pixels, inked: inked / pixels };
}

function canvas(width: number, height: number): CanvasRenderingContext2D {
  const element = Object.assign(document.createElement('canvas'), { width, height });
  return element.getContext('2d', { willReadFrequently: true })!;
}

function filled(context: CanvasRenderingContext2D): CanvasRenderingContext2D {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = BACKGROUND;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  return context;
}

const far = (a: Uint8ClampedArray, i: number, b: Uint8ClampedArray, j: number): boolean =>
  [0, 1, 2].some((channel) => Math.abs(a[i + channel]! - b[j + channel]!) > 64);

Object.assign(window, { compare });
export type Compare = typeof compare;
