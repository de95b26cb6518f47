import type { Scope, Value } from '#lib/dla/op-graph/scope.ts';
import * as v from 'valibot';

export type Head = 'logits' | 'map';

/**
 * What a node of a document is: its attributes and the ops that it lowers to. Shapes, counts, names, execution and
 * every export follow from `lower`; there is no second formula.
 */
export interface Module<S extends v.GenericSchema = v.GenericSchema> {
  readonly attributes: S;
  /** How many inputs a node of this kind takes. */
  readonly inputs: readonly [least: number, most: number];
  /**
   * What a head gives: one value for each class, or a map of them. It is always an output of the network; nothing may
   * take it.
   */
  readonly head?: Head;
  /** The part whose tensors PyTorch lists last, though it is computed first. */
  readonly registeredLast?: string;
  lower(scope: Scope, inputs: readonly Value[], attributes: v.InferOutput<S>): Value;
}

export const defineModule = <S extends v.GenericSchema>(module: Module<S>): Module<S> => module;

/** The largest number that a file may hold, and the least that counts things. */
export const LARGEST = 65_536;

export const whole = (least = 1) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(LARGEST));

/** What a JSON Schema cannot take from a check stands beside it. */
export const odd = () =>
  v.pipe(
    whole(),
    v.check((value) => value % 2 === 1, 'odd'),
    v.metadata({ not: { multipleOf: 2 } }),
  );

/** Convolutions keep the size with an odd kernel; one whose padding is given may have any. */
export const isOddUnlessPadded = ({ kernel, padding }: { kernel: number; padding?: number | undefined }): boolean =>
  padding !== undefined || kernel % 2 === 1;

/** The same for a JSON Schema. */
export const oddUnlessPadded = {
  anyOf: [
    { type: 'object', required: ['padding'] },
    { type: 'object', properties: { kernel: { type: 'integer', not: { type: 'integer', multipleOf: 2 } } } },
  ],
};

export const evenOrOne = () =>
  v.pipe(
    whole(),
    v.check((value) => value === 1 || value % 2 === 0, 'even-or-one'),
    v.metadata({ anyOf: [{ const: 1 }, { multipleOf: 2 }] }),
  );
