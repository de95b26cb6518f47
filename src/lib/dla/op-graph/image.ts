import type { Shape } from '#lib/dla/ops/op.ts';
import { IssueError } from '#lib/issue.ts';
import type { OpGraph } from './op-graph.ts';

/** The op that stands for the image, and the node that it came from. */
export interface ImageOp {
  readonly index: number;
  readonly node: string;
  readonly shape: Shape;
}

/** The image of a network; none in a drawing without an input node. */
export function findImage({ ops }: OpGraph): ImageOp | undefined {
  const index = ops.findIndex(({ kind }) => kind === 'input');
  const op = ops[index];
  return op && { index, node: op.node, shape: op.shape };
}

/** The same where nothing goes on without one; throws {@link IssueError}. */
export function imageOf(graph: OpGraph): ImageOp {
  const image = findImage(graph);
  if (!image) throw new IssueError([{ kind: 'no-input-node', at: 'nodes', received: [] }]);
  return image;
}
