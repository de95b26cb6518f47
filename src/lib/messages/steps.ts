import { steps, type StepValues } from './en/steps.ts';

/** A step of the history as one line that starts with a capital letter; a kind without words says itself. */
export function sayStep({ kind, values = {} }: { readonly kind: string; readonly values?: StepValues }): string {
  const words = (Object.hasOwn(steps, kind) ? steps[kind]!(values) : kind.replaceAll('-', ' ')).replaceAll(
    /\p{Cc}+/gu,
    ' ',
  );
  return words === '' ? kind : words[0]!.toUpperCase() + words.slice(1);
}
