import { canonicalOrder, structureHash } from '#lib/dla/op-graph/identity.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import { isImage } from '#lib/dla/modules/modules.ts';
import { presets, type Preset } from '#lib/dla/presets/presets.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import { pyString } from '../pytorch/python.ts';
import { hashesOf, sourceOfConfig, sourceOfDocument, type ExportSource } from '../source.ts';

/** Names under which timm has networks (timm/models/dla.py, resnet.py, densenet.py): the ids of their presets. */
const inTimm: ReadonlySet<string> = new Set([
  'dla34',
  'dla46_c',
  'dla46x_c',
  'dla60x_c',
  'dla60',
  'dla60x',
  'dla102',
  'dla102x',
  'dla102x2',
  'dla169',
  'dla60_res2net',
  'dla60_res2next',
  'resnet18',
  'resnet50',
  'resnext50_32x4d',
  'densenet121',
]);

/**
 * How timm makes a network, as Python: the line, and the loading of weights that were exported from here, renamed where
 * timm has other names. Refused where timm has no such network.
 */
export function toTimm(source: ExportSource): Result<string> {
  const found = presets.filter(({ id }) => inTimm.has(id)).find((preset) => isSame(source, preset));
  if (!found) return refused({ kind: 'not-in-timm', at: source.document.name, expected: [...inTimm] });
  const renamed = renaming(source, alike(source, found)!);
  const { structure, names } = hashesOf(source);
  const [channels] = imageOf(source.graph).shape;
  const table =
    renamed.length === 0
      ? `# All weights have timm's names.`
      : `# Our names, and timm's.\nNAMES = {\n${renamed.map(([ours, theirs]) => `    ${pyString(ours)}: ${pyString(theirs)},\n`).join('')}}`;
  const state =
    renamed.length === 0
      ? 'load_file(path)'
      : '{NAMES.get(name, name): value for name, value in load_file(path).items()}';
  return ok(`"""This network in timm.

structure: ${structure}
names: ${names}
"""

import timm
from safetensors.torch import load_file
from torch import nn

${table}


def create_model() -> nn.Module:
    return timm.create_model(${pyString(found.id)}, pretrained=False, num_classes=${classesOf(source)!}, in_chans=${channels})


def load(path: str) -> nn.Module:
    """With the weights of a file that was exported as safetensors."""
    model = create_model()
    # Some of timm's networks hold projections on which no output depends; the file has none for them.
    missing, unexpected = model.load_state_dict(${state}, strict=False)
    if unexpected or any(".project." not in name and "num_batches" not in name for name in missing):
        raise ValueError(f"other weights: missing {missing}, unexpected {unexpected}")
    return model
`);
}

/** How many classes a network tells apart; undefined where it is no classifier. */
function classesOf({ document }: ExportSource): number | undefined {
  const [head, ...others] = document.nodes.filter(({ kind }) => kind === 'classifier');
  const classes = head?.attributes.classes;
  return others.length === 0 && typeof classes === 'number' ? classes : undefined;
}

/** A preset for images and classes as a network has them. */
function alike(source: ExportSource, { config, document }: Preset): ExportSource | undefined {
  const classes = classesOf(source);
  if (classes === undefined) return undefined;
  const [channels, height, width] = imageOf(source.graph).shape;
  const input = { channels, height, width };
  if (config) return sourceOfConfig({ ...config, input, head: { kind: 'classifier', classes } });
  return sourceOfDocument({
    ...document,
    nodes: document.nodes.map((node) =>
      isImage(node)
        ? { ...node, attributes: { ...node.attributes, ...input } }
        : node.kind === 'classifier'
          ? { ...node, attributes: { ...node.attributes, classes } }
          : node,
    ),
  });
}

function isSame(source: ExportSource, preset: Preset): boolean {
  const other = alike(source, preset);
  return (
    other !== undefined &&
    other.graph.ops.length === source.graph.ops.length &&
    structureHash(other.graph) === hashesOf(source).structure
  );
}

/** Names of tensors of two equal networks, where they differ: ops are met in one order in both. */
function renaming(ours: ExportSource, theirs: ExportSource): readonly (readonly [string, string])[] {
  const order = canonicalOrder(theirs.graph);
  return canonicalOrder(ours.graph).flatMap((op, index) =>
    ours.graph.ops[op]!.weights.flatMap(({ name }, at): (readonly [string, string])[] => {
      const other = theirs.graph.ops[order[index]!]!.weights[at]!.name;
      return name === other ? [] : [[name, other]];
    }),
  );
}
