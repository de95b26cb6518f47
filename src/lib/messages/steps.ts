import type { StepKind, StepLabel } from '#lib/step.ts';
import { en } from './en.ts';

/** A step of the history as one line that starts with a capital letter. */
export function sayStep({ kind, values = {} }: StepLabel): string {
  const say = en.steps[kind];
  const words = say(values).replaceAll(/\p{Cc}+/gu, ' ');
  return words === '' ? kind : words[0]!.toUpperCase() + words.slice(1);
}

/** Whether a kind that was kept is one of this version's. */
export const isStepKind = (kind: string): kind is StepKind => Object.hasOwn(en.steps, kind);
