import { buildNetwork } from '#lib/dla/network/build.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { errorOf, type Computed, type Sample } from './forward.ts';
import { golden, goldenDocument, toConfig, type GoldenNetwork } from './goldens.ts';

interface GradientGolden extends Pick<GoldenNetwork, 'config' | 'classes'> {
  readonly input: readonly [1, number, number, number];
  readonly label: number;
  readonly loss: number;
  readonly logits: readonly number[];
  readonly input_grad: Sample;
  readonly grad_l2: Readonly<Record<string, number>>;
}

/** A backward pass that a golden file describes, of a config or of a document. */
export interface BackwardCase {
  readonly document: GraphDocument;
  readonly file: GradientGolden;
}

export function backwardCase(name: string): BackwardCase {
  const file = golden<GradientGolden>(name);
  if ('document' in file) return { document: goldenDocument(name), file };
  const [, channels, height, width] = file.input;
  const config = toConfig(file.config, { kind: 'classifier', classes: file.classes });
  return { document: buildNetwork({ ...config, input: { channels, height, width } }), file };
}

/** What was computed of it; the input's gradient at the file's indices. */
export interface ComputedGradient {
  readonly loss: number;
  readonly logits: readonly number[];
  readonly norms: readonly (readonly [string, number])[];
  readonly input: Computed;
}

/** The largest relative error of the loss, of any logit, norm, or value of the input's gradient. */
export function gradientErrorOf({ file }: BackwardCase, { loss, logits, norms, input }: ComputedGradient): number {
  const found = new Map(norms);
  const names = Object.keys(file.grad_l2);
  const most = Math.max(...file.logits.map(Math.abs));
  return Math.max(
    Math.abs(loss - file.loss) / file.loss,
    ...file.logits.map((value, i) => Math.abs(value - logits[i]!) / most),
    ...names.map((name) => Math.abs(file.grad_l2[name]! - found.get(name)!) / file.grad_l2[name]!),
    errorOf(file.input_grad, input),
    // Neither too many parameters nor too few.
    names.length === norms.length ? 0 : Infinity,
  );
}
