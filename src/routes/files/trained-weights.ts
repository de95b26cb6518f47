import { namesHash } from '#lib/dla/op-graph/identity.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { sourceOf } from '#lib/dla/exchange/source.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { weightFile } from '#lib/runtime/session/client.ts';
import type { WeightFileSource } from '#lib/runtime/session/orders.ts';
import { fileNameOf } from '#lib/workspace/shared/download.ts';
import type { Training } from '#lib/workspace/training/training.svelte.ts';

/** What a training left for a network: weights by the seed that they were drawn from. */
export interface Trained {
  readonly seed: number;
  readonly weights: WeightFileSource;
}

/** All weights of the training that are of this network: of the same tensors, by name and shape. */
export function trainedWeights(training: Training, document: GraphDocument, { tensors }: OpGraph): readonly Trained[] {
  const done = training.learned.filter(({ runs }) => runs.some(({ weights }) => weights));
  if (done.length === 0) return [];
  const own = namesHash(tensors);
  return done
    .filter((each) => each.document === document || namesHash(sourceOf(each.document).graph.tensors) === own)
    .flatMap(({ document: { name }, runs }) =>
      runs.flatMap(({ seed, weights }) =>
        weights
          ? [{ seed, weights: weightFile(new File([weights], `${fileNameOf(name)}-seed-${seed}.safetensors`)) }]
          : [],
      ),
    );
}
