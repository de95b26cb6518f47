import type { GraphDocument } from './document.ts';
import { indexOf } from './queries.ts';

/** An edge: which input of which node, and the node that it takes there. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Counted from 0. */
  readonly input: number;
}

/** The id of an edge: `from>to`, with `#2`, `#3` … where a node takes the same result again. */
export function edgeId({ from, to, input }: Edge, document: GraphDocument): string {
  const again = indexOf(document)
    .node.get(to)!
    .inputs.slice(0, input)
    .filter((each) => each === from).length;
  return again === 0 ? `${from}>${to}` : `${from}>${to}#${again + 1}`;
}

/** The edge of an id, if the document has it. */
export function edgeOf(document: GraphDocument, id: string): Edge | undefined {
  const [, from, to, number] = /^([^>#]+)>([^>#]+)(?:#(\d+))?$/.exec(id) ?? [];
  if (from === undefined || to === undefined) return undefined;
  let left = Number(number ?? 1);
  const input = indexOf(document)
    .node.get(to)
    ?.inputs.findIndex((each) => each === from && (left -= 1) === 0);
  return input === undefined || input < 0 ? undefined : { from, to, input };
}
