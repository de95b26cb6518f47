import { imageOf } from '#lib/dla/op-graph/image.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { Issue } from '#lib/issue.ts';
import { IssueError } from '#lib/issue.ts';
import { logitsOf } from '#lib/runtime/compute/find-op.ts';
import { SHAPE_CLASSES } from '#lib/runtime/training/shapes.ts';
import type { Contestant } from './contestants.ts';
import type { DataChoice } from './data-choice.ts';

/** What the data demand of a network: the shape of its image, where that is not the network's, and how many classes it tells. */
function demanded(data: DataChoice): {
  readonly shape?: readonly number[];
  readonly channels?: number;
  readonly classes: number;
} {
  switch (data.kind) {
    case 'shapes':
      return { classes: SHAPE_CLASSES };
    case 'digits':
    case 'few':
      return { shape: [1, 8, 8], classes: 10 };
    case 'folder':
      return { channels: 3, classes: data.folder.classes.length };
  }
}

/** Why networks cannot learn from some data; nothing where they can. What runs them asks the same, but only once it runs. */
export function hindranceOf(contestants: readonly Contestant[], data: DataChoice): readonly Issue[] {
  const { channels, classes, ...wanted } = demanded(data);
  let shape = wanted.shape;
  return contestants.flatMap(({ key, document }): readonly Issue[] => {
    const { graph, issues } = lowerDocument(document);
    if (issues.length > 0) return issues.slice(0, 1);
    try {
      const [told] = graph.ops[logitsOf(graph, undefined)]!.shape;
      const { shape: taken } = imageOf(graph);
      // All learn from the same images: they are in the shape of the first network's.
      shape ??= taken;
      return [
        ...(taken.join() === shape.join()
          ? []
          : [{ kind: 'input-shape', at: key, expected: [...taken], received: [...shape] } as const]),
        ...(channels !== undefined && taken[0] !== channels
          ? [{ kind: 'image-channels', at: key, expected: taken[0], received: channels } as const]
          : []),
        ...(told < classes
          ? [{ kind: 'label-out-of-range', at: key, expected: told - 1, received: classes - 1 } as const]
          : []),
      ];
    } catch (error) {
      if (error instanceof IssueError) return error.issues;
      throw error;
    }
  });
}
