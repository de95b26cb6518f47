import type { GraphDocument, GraphGroup, GraphNode } from '#lib/graph/document/document.ts';

/** Collects nodes in PyTorch's order of registration; `members` are the ids that stand in no group yet. */
class Builder {
  readonly nodes: GraphNode[] = [];
  private readonly groups: GraphGroup[] = [];
  private members: string[] = [];

  /** Adds a node whose id is its path below the network; `from` are ids. Returns the id. */
  put(id: string, kind: string, from: readonly string[], attributes: GraphNode['attributes'] = {}): string {
    const name = id.slice(id.lastIndexOf('-') + 1);
    this.nodes.push({ id, kind, name, inputs: from, attributes });
    this.members.push(id);
    return id;
  }

  /** Puts all that `build` adds into a group. */
  group(id: string, build: () => string): string {
    const outside = this.members;
    this.members = [];
    const output = build();
    this.groups.push({ id, name: id.slice(id.lastIndexOf('-') + 1), members: this.members });
    this.members = [...outside, id];
    return output;
  }

  /** Convolution, batch norm and ReLU as single ops, by torchvision's names. */
  unit(names: readonly [conv: string, norm: string, relu: string], from: string, attributes: GraphNode['attributes']) {
    const norm = this.put(names[1], 'batch-norm', [this.put(names[0], 'conv', [from], attributes)]);
    return this.put(names[2], 'relu', [norm]);
  }

  image(): string {
    return this.put('input', 'input', [], { channels: 3, height: 224, width: 224 });
  }

  /** The document; `positions` are nobody's choice yet. */
  document(name: string): GraphDocument {
    return { name, nodes: this.nodes, groups: this.groups, positions: new Map() };
  }
}

interface ResNet {
  readonly name: string;
  readonly blocks: readonly [number, number, number, number];
  /** The block's kind and, where it is not basic, its width; torchvision's bottleneck has expansion 4. */
  readonly block: GraphNode['attributes'];
}

/** torchvision/models/resnet.py: the stride of a bottleneck stands in its 3×3 convolution ("v1.5"). */
function resnet({ name, blocks, block }: ResNet): GraphDocument {
  const build = new Builder();
  const expansion = Number(block.expansion ?? 1);
  const stem = build.unit(['conv1', 'bn1', 'relu'], build.image(), { outChannels: 64, kernel: 7, stride: 2 });
  let last = build.put('maxpool', 'down-sample', [stem], { factor: 2, kernel: 3 });
  blocks.forEach((count, index) => {
    const layer = `layer${index + 1}`;
    const outChannels = 64 * 2 ** index * expansion;
    last = build.group(layer, () => {
      for (let at = 0; at < count; at += 1) {
        const stride = at === 0 && index > 0 ? 2 : 1;
        last = build.put(`${layer}-${at}`, 'block', [last], { ...block, outChannels, stride, projection: 'conv' });
      }
      return last;
    });
  });
  build.put('fc', 'classifier', [last], { classes: 1000, linear: true });
  return build.document(name);
}

interface DenseNet {
  readonly name: string;
  readonly layers: readonly number[];
  readonly growth: number;
  /** Channels of the stem. */
  readonly channels: number;
}

/** torchvision/models/densenet.py: every layer takes all maps before it, norm and ReLU stand before each convolution. */
function densenet({ name, layers, growth, channels }: DenseNet): GraphDocument {
  const build = new Builder();
  const image = build.image();
  let width = channels;
  /** Batch norm, ReLU and convolution of a layer or transition. */
  const preActivated = (
    at: string,
    names: readonly [norm: string, relu: string, conv: string],
    from: string,
    attributes: GraphNode['attributes'],
  ): string => {
    const norm = build.put(`${at}-${names[0]}`, 'batch-norm', [from]);
    return build.put(`${at}-${names[2]}`, 'conv', [build.put(`${at}-${names[1]}`, 'relu', [norm])], attributes);
  };
  const denseBlock = (at: string, from: string, count: number): string => {
    const maps = [from];
    for (let index = 1; index <= count; index += 1) {
      const layer = `${at}-denselayer${index}`;
      const made = build.group(layer, () => {
        const joined = maps.length === 1 ? from : build.put(`${layer}-concat`, 'concat', maps.slice());
        const narrow = preActivated(layer, ['norm1', 'relu1', 'conv1'], joined, { outChannels: 4 * growth, kernel: 1 });
        return preActivated(layer, ['norm2', 'relu2', 'conv2'], narrow, { outChannels: growth, kernel: 3 });
      });
      maps.push(made);
      width += growth;
    }
    return build.put(`${at}-concat`, 'concat', maps);
  };
  const features = build.group('features', () => {
    const stem = ['features-conv0', 'features-norm0', 'features-relu0'] as const;
    let last = build.unit(stem, image, { outChannels: channels, kernel: 7, stride: 2 });
    last = build.put('features-pool0', 'down-sample', [last], { factor: 2, kernel: 3 });
    layers.forEach((count, index) => {
      const block = `features-denseblock${index + 1}`;
      last = build.group(block, () => denseBlock(block, last, count));
      if (index === layers.length - 1) return;
      const transition = `features-transition${index + 1}`;
      width /= 2;
      last = build.group(transition, () => {
        const halved = preActivated(transition, ['norm', 'relu', 'conv'], last, { outChannels: width, kernel: 1 });
        return build.put(`${transition}-pool`, 'down-sample', [halved], { factor: 2, mode: 'average' });
      });
    });
    return build.put('features-relu5', 'relu', [build.put('features-norm5', 'batch-norm', [last])]);
  });
  build.put('classifier', 'classifier', [features], { classes: 1000, linear: true });
  return build.document(name);
}

const basic = { block: 'basic' };
const bottleneck = { block: 'bottleneck', expansion: 4 };

/** The networks that the paper compares with, as torchvision has them; weight names are its `state_dict`'s. */
export const torchvision = {
  resnet18: resnet({ name: 'ResNet-18', blocks: [2, 2, 2, 2], block: basic }),
  resnet34: resnet({ name: 'ResNet-34', blocks: [3, 4, 6, 3], block: basic }),
  resnet50: resnet({ name: 'ResNet-50', blocks: [3, 4, 6, 3], block: bottleneck }),
  resnet101: resnet({ name: 'ResNet-101', blocks: [3, 4, 23, 3], block: bottleneck }),
  resnext50_32x4d: resnet({
    name: 'ResNeXt-50 32×4d',
    blocks: [3, 4, 6, 3],
    block: { ...bottleneck, cardinality: 32, baseWidth: 4 },
  }),
  densenet121: densenet({ name: 'DenseNet-121', layers: [6, 12, 24, 16], growth: 32, channels: 64 }),
} satisfies { readonly [id: string]: GraphDocument };

export type TorchvisionId = keyof typeof torchvision;
