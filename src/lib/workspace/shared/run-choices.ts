import { words } from '#lib/messages/messages.ts';
import type { Sample } from './samples.ts';

/** What a network sees. */
export type InputChoice =
  | { readonly kind: 'seeded' }
  | { readonly kind: 'sample'; readonly file: Sample }
  | { readonly kind: 'image'; readonly file: File };

/** Where its weights come from. */
export type WeightChoice =
  | { readonly kind: 'seeded' }
  | { readonly kind: 'seeded-by-block' }
  /** `table`: of those in the file the one that a person asked for. */
  | { readonly kind: 'file'; readonly file: File; readonly table?: string };

/** What an image is called on the screen. */
export function nameOf(input: InputChoice): string {
  if (input.kind === 'seeded') return words.run.input.seeded;
  if (input.kind === 'image') return input.file.name;
  return words.run.input.samples[input.file].title;
}
