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
  /** `table`: of those in the file the one that a person asked for; `beside`: files that hold its values, by name. */
  | {
      readonly kind: 'file';
      readonly file: File;
      readonly table?: string;
      readonly beside?: ReadonlyMap<string, Blob>;
    };

/** What an image is called on the screen. */
export function inputName(input: InputChoice): string {
  if (input.kind === 'seeded') return words.run.input.seeded;
  if (input.kind === 'image') return input.file.name;
  return words.run.input.samples[input.file].title;
}

/** What weights are called on the screen. */
export function weightsName(weights: WeightChoice): string {
  const said = words.run.weights;
  if (weights.kind === 'file') return weights.table ? `${weights.file.name}, ${weights.table}` : weights.file.name;
  return weights.kind === 'seeded' ? said.byName : said.byBlock;
}

/** Whether two choices are one: files by what a browser tells of them, for one that is chosen again is another object. */
export function isSameChoice<T extends InputChoice | WeightChoice>(a: T, b: T): boolean {
  const keyOf = (choice: InputChoice | WeightChoice): readonly unknown[] => {
    if (!('file' in choice)) return [choice.kind];
    const { file } = choice;
    const named = typeof file === 'string' ? [file] : [file.name, file.size, file.lastModified];
    return [choice.kind, ...named, 'table' in choice ? choice.table : undefined];
  };
  return JSON.stringify(keyOf(a)) === JSON.stringify(keyOf(b));
}
