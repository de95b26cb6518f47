import * as v from 'valibot';
import type { PictureLook } from './picture-look.ts';

/** Formats that show what a network looks like, and open again. */
export const pictureFormats = ['svg', 'png', 'pdf'] as const;
export const pictureScales = ['1', '2', '3', '4'] as const;
export const pictureColours = ['screen', 'light', 'print'] as const;

const schema = v.object({
  format: v.fallback(v.picklist(pictureFormats), 'svg'),
  scale: v.fallback(v.picklist(pictureScales), '2'),
  colours: v.fallback(v.picklist(pictureColours), 'light'),
  transparent: v.fallback(v.boolean(), false),
  counts: v.fallback(v.boolean(), true),
  legend: v.fallback(v.boolean(), false),
});

/** How a person wants pictures. */
export type PictureChoice = Readonly<v.InferOutput<typeof schema>>;

const KEY = 'dla-explorer.picture';

/** What was chosen before, as far as it still is a choice; what is not sound is as at first. */
export function readChoice(text: string | null): PictureChoice {
  try {
    return v.parse(schema, JSON.parse(text ?? '{}'));
  } catch {
    return v.parse(schema, {});
  }
}

/** How pictures are drawn, remembered on this machine. */
export class Pictures {
  #choice = $state.raw<PictureChoice>(readChoice(null));

  constructor() {
    try {
      this.#choice = readChoice(localStorage.getItem(KEY));
    } catch {
      // Closed storage: as at first.
    }
  }

  get choice(): PictureChoice {
    return this.#choice;
  }

  choose(some: Partial<PictureChoice>): void {
    this.#choice = { ...this.#choice, ...some };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#choice));
    } catch {
      // Closed storage: the choice holds until the page is left.
    }
  }
}

export const lookOf = ({ scale, transparent, counts, legend }: PictureChoice): PictureLook => ({
  scale: Number(scale),
  transparent,
  counts,
  legend,
});
