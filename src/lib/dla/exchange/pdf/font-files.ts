/** How bold a text is; what is heavier is set in the heavier of both. */
export type Weight = 400 | 600;
export const weights: readonly Weight[] = [400, 600];

type Load = () => Promise<{ readonly default: string }>;

/** Inter, by the characters that its files hold, in the order in which they are looked for; each is loaded once it is needed. */
const files = {
  latin: {
    400: () => import('@fontsource/inter/files/inter-latin-400-normal.woff?inline'),
    600: () => import('@fontsource/inter/files/inter-latin-600-normal.woff?inline'),
  },
  'latin-ext': {
    400: () => import('@fontsource/inter/files/inter-latin-ext-400-normal.woff?inline'),
    600: () => import('@fontsource/inter/files/inter-latin-ext-600-normal.woff?inline'),
  },
  greek: {
    400: () => import('@fontsource/inter/files/inter-greek-400-normal.woff?inline'),
    600: () => import('@fontsource/inter/files/inter-greek-600-normal.woff?inline'),
  },
  cyrillic: {
    400: () => import('@fontsource/inter/files/inter-cyrillic-400-normal.woff?inline'),
    600: () => import('@fontsource/inter/files/inter-cyrillic-600-normal.woff?inline'),
  },
} as const satisfies { readonly [script: string]: { readonly [W in Weight]: Load } };

export type Script = keyof typeof files;
export const scripts = Object.keys(files) as readonly Script[];

/** A font as its package has it. */
export async function loadFont(script: Script, weight: Weight): Promise<Uint8Array> {
  const { default: address } = await files[script][weight]();
  const signs = atob(address.slice(address.indexOf(',') + 1));
  return Uint8Array.from(signs, (sign) => sign.charCodeAt(0));
}
