import { countCosts } from '#lib/dla/analysis/costs.ts';
import type { ExportFormat } from '#lib/dla/exchange/formats.ts';
import type { ExportSource } from '#lib/dla/exchange/source.ts';
import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { legendOf } from '#lib/dla/exchange/pictures/legend.ts';
import { signPaths } from '#lib/dla/figure/read/signs.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { PictureOptions as ViewOptions, SvgTheme } from '#lib/graph/view/svg.ts';
import { words } from '#lib/messages/messages.ts';
import { grouped, oneOf, UsageError } from './command.ts';
import { lightTheme } from './light-theme.ts';
import { printTheme } from './print-theme.ts';

/** Pixels for a line of the figure: DLA-34 stands on one. */
const FIGURE_WIDTH = 1600;

/** How a picture is drawn, as a person says it. */
export interface PictureOptions {
  readonly scale?: string | undefined;
  readonly theme?: string | undefined;
  readonly ground?: boolean | undefined;
  readonly legend?: boolean | undefined;
  readonly 'no-counts'?: boolean | undefined;
}

export const pictureFlags = {
  scale: { type: 'string' },
  theme: { type: 'string' },
  ground: { type: 'boolean' },
  legend: { type: 'boolean' },
  'no-counts': { type: 'boolean' },
} as const;

const themes = { light: lightTheme, print: printTheme } as const;
const themeNames = Object.keys(themes) as (keyof typeof themes)[];

/** Formats that these options say something of. */
const pictures: readonly ExportFormat[] = ['svg', 'pdf'];

/** Refuses options of pictures where none is drawn. Throws a UsageError. */
export function checkPictureOptions(format: ExportFormat, options: PictureOptions): void {
  if (pictures.includes(format)) return;
  const given = (Object.keys(pictureFlags) as (keyof PictureOptions)[]).find((name) => options[name] !== undefined);
  if (given !== undefined) throw new UsageError(words.cli.wrong.pictureOnly(`--${given}`, pictures));
}

type Layout = ReturnType<typeof layoutFigure>;

export const figureLayout = (document: GraphDocument): Layout =>
  layoutFigure(document, { width: FIGURE_WIDTH, words: words.figure });

/** The figure of a network, and how it is drawn. Throws a UsageError. */
export function pictureWith(
  { document, graph }: ExportSource,
  { scale: asked = '1', theme = 'light', ground = false, legend = false, 'no-counts': plain = false }: PictureOptions,
): ViewOptions & { readonly layout: Layout; readonly theme: SvgTheme; readonly scale: number } {
  const scale = Number(asked);
  if (!(scale >= 1 && scale <= 4)) throw new UsageError(words.cli.wrong.pictureScale(asked));
  const layout = figureLayout(document);
  const said = words.filing.legend;
  const { parameters, macs } = countCosts(graph);
  return {
    layout,
    scale,
    theme: themes[oneOf('theme', themeNames, theme)],
    ...(ground && { ground: 'canvas' }),
    ...(plain && { without: ['fact', 'shape'] as const }),
    ...(legend && {
      caption: {
        line: said.line(document.name, plain ? undefined : { parameters: grouped(parameters), macs: grouped(macs) }),
        legend: legendOf(layout, signPaths, said.entries),
      },
    }),
  };
}
