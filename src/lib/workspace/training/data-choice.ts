import type { SmallNetwork } from '#lib/dla/presets/small.ts';
import type { TrainingFolder } from './folder.ts';

/** What networks learn from. */
export type DataChoice =
  /** Shapes filled with textures; the class is told by both together. */
  | { readonly kind: 'shapes' }
  /** `few`: 300 of them are learned from, and all others held out. */
  | { readonly kind: 'digits' | 'few' }
  | { readonly kind: 'folder'; readonly folder: TrainingFolder; readonly size: ImageSize };

export type ImageSize = Exclude<SmallNetwork['input']['size'], 8>;
