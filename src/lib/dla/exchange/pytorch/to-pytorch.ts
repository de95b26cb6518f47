import { isFixed } from '#lib/dla/modules/heads.ts';
import type { Op, WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { groupPath, indexOf, weightPrefix } from '#lib/graph/document/queries.ts';
import type { GraphNode } from '#lib/graph/document/document.ts';
import { outputsOf, type ExportSource } from '../source.ts';
import { writeDefinitions, type DefinitionName } from './classes.ts';
import { compositeOf, type Composite } from './composites.ts';
import { docstring } from './docstring.ts';
import { DUMP, writeNodes } from './dump.ts';
import { ModuleTree, type PlacedModule } from './modules.ts';
import { pytorchOps, type PyTorchOp } from './ops.ts';
import { pyString, Variables } from './python.ts';

/** A node with its ops, in the order of computation. */
interface NodeOps {
  readonly node: GraphNode;
  readonly ops: readonly (readonly [index: number, op: Op])[];
  /** Path of its class, where it is written as one: nothing else has tensors there. */
  readonly path: readonly string[];
  readonly composite?: Composite;
}

const tableOf = (kind: Op['kind']) => pytorchOps[kind] as PyTorchOp<never>;
const modulePath = ({ name }: WeightTensor): readonly string[] => name.split('.').slice(0, -1);

/**
 * A network as a Python file that needs PyTorch alone (torchvision for deformable convolutions): `class Network(torch.nn.Module)`, made without arguments;
 * `forward(x)`, x NCHW, gives logits [N, classes], the maps of a dense head behind its activation, or a tuple where
 * there are several outputs. Its `state_dict` has the tensors of `source` in their order. `torch.jit` can script and trace it.
 */
export function toPyTorch(source: ExportSource): string {
  const nodes = nodesOf(source);
  const definitions = new Set<DefinitionName>();
  const tree = new ModuleTree(placeModules(source, nodes, definitions));
  tree.used.forEach((name) => definitions.add(name));
  const order = tree.reordered();
  if (order) definitions.add('in_order');
  const names = tree.renamed();
  if (names.length > 0) definitions.add('real_names');
  const init = [
    'super().__init__()',
    ...tree.lines,
    ...(names.length > 0
      ? ['self._register_state_dict_hook(real_names)', 'self._register_load_state_dict_pre_hook(attribute_names)']
      : []),
    ...(order ? ['self._register_state_dict_hook(in_order)'] : []),
  ];
  const classes = writeDefinitions(definitions);
  const { lines, variables, result } = writeForward(source, nodes, tree);
  const text = `${namesTable(names)}${orderTable(order)}${writeNodes(variables)}${classes}

class Network(nn.Module):
${docstring(source)}
    def __init__(self) -> None:
${block(init)}
    def forward(self, x: Tensor) -> ${result}:
${block(lines)}
${DUMP}`;
  const deforms = definitions.has('DeformConv');
  return `# Written by DLA Explorer. Needs PyTorch and ${deforms ? 'torchvision' : 'nothing else'}.

import sys
import zipfile
from typing import ${typesIn(text).join(', ')}

import torch
from torch import Tensor, nn
from torch.nn import functional as F
${deforms ? 'from torchvision.ops import deform_conv2d\n' : ''}${text}`;
}

const block = (lines: readonly string[]): string => lines.map((line) => `        ${line}\n`).join('');

/** What of `typing` a text uses. */
const typesIn = (text: string): readonly string[] =>
  ['Any', 'Dict', 'List', 'Optional', 'Tuple'].filter((type) => new RegExp(`\\b${type}\\b`).test(text));

const namesTable = (names: readonly (readonly [attributes: string, names: string])[]): string =>
  names.length === 0
    ? ''
    : `\nNAMES = {\n${names.map(([from, to]) => `    ${pyString(from)}: ${pyString(to)},\n`).join('')}}\n`;

const orderTable = (order: readonly string[] | undefined): string =>
  order ? `\nORDER = (\n${order.map((path) => `    ${pyString(path)},\n`).join('')})\n` : '';

function nodesOf({ document, graph }: ExportSource): readonly NodeOps[] {
  const { node: nodes } = indexOf(document);
  const opsOf = new Map<string, [number, Op][]>();
  graph.ops.forEach((op, index) => {
    const ops = opsOf.get(op.node);
    if (ops) ops.push([index, op]);
    else opsOf.set(op.node, [[index, op]]);
  });
  const owners = new Map<string, Set<string>>();
  for (const op of graph.ops)
    for (const tensor of op.weights)
      modulePath(tensor).forEach((_, depth, path) => {
        const prefix = path.slice(0, depth + 1).join('.');
        owners.set(prefix, (owners.get(prefix) ?? new Set()).add(op.node));
      });
  return [...opsOf].map(([id, ops]): NodeOps => {
    const node = nodes.get(id)!;
    const prefix = weightPrefix(document, node);
    const path = prefix.split('.');
    if (owners.get(prefix)?.size !== 1) return { node, ops, path };
    const shapes = node.inputs.map((input): Shape => graph.ops[graph.results.get(input)!]!.shape);
    const composite = compositeOf(node, { shapes, tensors: ops.flatMap(([, op]) => op.weights) });
    return { node, ops, path, ...(composite && { composite }) };
  });
}

/** Every class and layer, in the order in which their first tensors stand in the `state_dict`. */
function placeModules(
  { graph, tensors }: ExportSource,
  nodes: readonly NodeOps[],
  used: Set<DefinitionName>,
): readonly PlacedModule[] {
  const rank = new Map(tensors.map(({ name }, index) => [name, index]));
  const inOrder = (weights: readonly WeightTensor[]): readonly string[] =>
    weights.map(({ name }) => name).sort((a, b) => rank.get(a)! - rank.get(b)!);
  const modules = nodes.flatMap(({ node, ops, path, composite }): PlacedModule[] => {
    if (composite) {
      used.add(composite.definition);
      const text = `${composite.definition}(${composite.args.join(', ')})`;
      return [{ path, text, tensors: inOrder(ops.flatMap(([, op]) => op.weights)) }];
    }
    return ops.flatMap(([, op]): PlacedModule[] => {
      if (op.weights.length === 0) return [];
      if (op.kind === 'conv-transpose2d') used.add('up_sampling');
      if (op.kind === 'deform-conv') used.add('DeformConv');
      const shapes = op.inputs.map((input) => graph.ops[input]!.shape);
      const text = tableOf(op.kind).layer!(op as never, shapes, !isFixed(op, node));
      return [{ path: modulePath(op.weights[0]!), text, tensors: inOrder(op.weights) }];
    });
  });
  return modules.sort((a, b) => rank.get(a.tensors[0]!)! - rank.get(b.tensors[0]!)!);
}

interface Forward {
  readonly lines: readonly string[];
  /** The variable of every node, by its id. */
  readonly variables: ReadonlyMap<string, string>;
  /** The type of its result. */
  readonly result: string;
}

function writeForward(source: ExportSource, nodes: readonly NodeOps[], tree: ModuleTree): Forward {
  const { document, graph } = source;
  const variables = new Variables();
  const values = new Map<number, string>();
  const lines: string[] = [];
  let section = '';
  for (const { node, ops, path, composite } of nodes) {
    const here = sectionOf(source, node);
    if (here !== section && here !== '') lines.push(`# ${here}`);
    section = here;
    const result = graph.results.get(node.id)!;
    if (composite) {
      const inputs = node.inputs.map((input) => values.get(graph.results.get(input)!)!);
      values.set(result, variables.of(node.id));
      lines.push(`${values.get(result)} = ${composite.apply(tree.at(path), inputs)}`);
      continue;
    }
    for (const [index, op] of ops) {
      const x = op.inputs.map((input) => values.get(input)!);
      const text = expressionOf(op, x, tree);
      const uses = ops.flatMap(([, other]) => other.inputs).filter((input) => input === index).length;
      if (op.kind === 'input' || (index !== result && uses === 1)) {
        values.set(index, text);
        continue;
      }
      values.set(index, variables.of(node.id));
      lines.push(`${values.get(index)} = ${text}`);
    }
  }
  const outputs = outputsOf({ ...source, document, graph }).map(({ op, logits }) => {
    const value = values.get(op)!;
    return logits && graph.ops[op]!.kind !== 'linear' ? `${value}.flatten(1)` : value;
  });
  return {
    lines: [...lines, `return ${outputs.join(', ')}`],
    variables: new Map(nodes.map(({ node }) => [node.id, values.get(graph.results.get(node.id)!)!])),
    result: outputs.length === 1 ? 'Tensor' : `Tuple[${outputs.map(() => 'Tensor').join(', ')}]`,
  };
}

function expressionOf(op: Op, x: readonly string[], tree: ModuleTree): string {
  const table = tableOf(op.kind);
  if (op.weights.length === 0) return table.call(op as never, x, '');
  const path = modulePath(op.weights[0]!);
  return path.length === 0 ? table.functional!(op as never, x) : table.call(op as never, x, tree.at(path));
}

/** The id of the group that a reader would look for: the innermost with a label, else the outermost. */
function sectionOf({ document }: ExportSource, node: GraphNode): string {
  const { group } = indexOf(document);
  const path = groupPath(document, node.id);
  return path.findLast((id) => group.get(id)!.label !== undefined) ?? path[0] ?? '';
}
