import { colourTokens } from '#lib/graph/view/colour-tokens.ts';
import type { SvgTheme } from '#lib/graph/view/svg.ts';

/** Every colour is one: for what is not about colours. */
export const greyTheme = Object.fromEntries(colourTokens.map((token) => [token, '#808080'])) as SvgTheme;
