import type { ExportFormat } from '#lib/dla/exchange/formats.ts';
import { words } from '#lib/messages/messages.ts';
import { themeNames, type FigureOptions } from '../library/figure.ts';
import { oneOf, UsageError } from './command.ts';

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

/** Formats that these options say something of. */
const pictures: readonly ExportFormat[] = ['svg', 'pdf'];

/** Refuses options of pictures where none is drawn. Throws a UsageError. */
export function checkPictureOptions(format: ExportFormat, options: PictureOptions): void {
  if (pictures.includes(format)) return;
  const given = (Object.keys(pictureFlags) as (keyof PictureOptions)[]).find((name) => options[name] !== undefined);
  if (given !== undefined) throw new UsageError(words.cli.wrong.pictureOnly(`--${given}`, pictures));
}

/** The same as the library has it. Throws a UsageError. */
export function figureOptions({
  scale: asked = '1',
  theme = 'light',
  ground = false,
  legend = false,
  'no-counts': plain = false,
}: PictureOptions): FigureOptions {
  const scale = Number(asked);
  if (!(scale >= 1 && scale <= 4)) throw new UsageError(words.cli.wrong.pictureScale(asked));
  return { scale, theme: oneOf('theme', themeNames, theme), ground, legend, counts: !plain };
}
