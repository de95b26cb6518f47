import { valueOf } from '#lib/runtime/compute/find-op.ts';
import type { Place } from '#lib/runtime/compute/reach.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import { givenLabelOf } from '#lib/workspace/shared/labels.ts';
import type { RunResult } from '#lib/workspace/shared/run-result.ts';

/** A unit of a network as it last ran: a place of a node's result, or of one of its ops; the middle where none is given. */
export interface Looked {
  readonly view: NetworkView;
  readonly result: RunResult;
  readonly id: string;
  readonly at: Place | undefined;
}

/**
 * The unit of another network that stands where this one does: at the same part of the map of the level's or output's result of that
 * name, else of the node with that id. None where that network did not run, or has no such value.
 */
export function sameUnit({ result, id, at }: Looked, view: NetworkView): Looked | undefined {
  const other = view.lastRun;
  if (!other) return undefined;
  const label = result.landmarks.find((each) => each.id === id)?.label ?? givenLabelOf(result.document, id);
  const found = other.landmarks.find((each) => each.label === label)?.id ?? id;
  if (!hasValue(other, found)) return undefined;
  return { view, result: other, id: found, at: at && scaled(at, shapeOf(result, id), shapeOf(other, found)) };
}

/** Whether a run had a value of that id: of a node, or of one of its ops. */
export const hasValue = ({ source: { graph } }: RunResult, id: string): boolean =>
  graph.results.has(id) || graph.ops.some((op) => op.id === id);

function shapeOf({ source: { graph } }: RunResult, id: string): Place {
  const [, height, width] = graph.ops[valueOf(graph, id)]!.shape;
  return [height, width];
}

/** The position that lies above the same point of the image. */
const scaled = ([y, x]: Place, [height, width]: Place, [otherHeight, otherWidth]: Place): Place => [
  Math.floor(((y + 0.5) * otherHeight) / height),
  Math.floor(((x + 0.5) * otherWidth) / width),
];
