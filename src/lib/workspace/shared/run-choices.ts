import { samples } from './samples.ts';

/** What a network sees. */
export type InputChoice =
  | { readonly kind: 'seeded' }
  | { readonly kind: 'sample'; readonly file: string }
  | { readonly kind: 'image'; readonly file: File };

/** Where its weights come from. */
export type WeightChoice =
  | { readonly kind: 'seeded' }
  | { readonly kind: 'seeded-by-block' }
  /** `table`: of those in the file the one that a person asked for. */
  | { readonly kind: 'file'; readonly file: File; readonly table?: string };

/** What an image is called on the screen. */
export function nameOf(input: InputChoice): string {
  if (input.kind === 'seeded') return 'seeded tensor';
  if (input.kind === 'image') return input.file.name;
  return samples.find(({ file }) => file === input.file)?.title ?? input.file;
}
