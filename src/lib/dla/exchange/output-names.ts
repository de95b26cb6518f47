import { outputsOf, type ExportSource } from './source.ts';

/**
 * What files call the outputs: `logits`, `log_softmax`, `softmax` or `sigmoid` of a head, else, and where there are several,
 * the node's id; a name that is taken gives way.
 */
export function outputNames(source: ExportSource, others: readonly string[]): readonly string[] {
  const taken = new Set(others);
  const outputs = outputsOf(source);
  return outputs.map(({ id, op, logits }) => {
    const kind = source.graph.ops[op]!.kind as string;
    const heads = { 'log-softmax': 'log_softmax', sigmoid: 'sigmoid', softmax: 'softmax' }[kind];
    return free(outputs.length > 1 ? id : logits ? 'logits' : (heads ?? id), taken);
  });
}

/** Names are unique in a graph; ids are unique only among themselves. */
function free(name: string, taken: Set<string>): string {
  const unique = taken.has(name) ? free(`${name}_`, taken) : name;
  taken.add(unique);
  return unique;
}
