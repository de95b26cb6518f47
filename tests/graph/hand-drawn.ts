import { emptyDocument, type GraphDocument, type GraphNode } from '#lib/graph/document/document.ts';

// Networks as a person draws them from the palette: ids are kinds with a number, and nothing stands in a group.

type Attributes = GraphNode['attributes'];

class Drawing {
  readonly nodes: GraphNode[] = [];
  private readonly counts = new Map<string, number>();

  add(kind: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    const id = count === 1 ? kind : `${kind}-${count}`;
    this.nodes.push({ id, kind, inputs, attributes });
    return id;
  }

  document(name: string): GraphDocument {
    return { ...emptyDocument, name, nodes: this.nodes };
  }
}

const image = { channels: 3, height: 224, width: 224 };

/** A U-Net: pooled so often, and brought up again beside what was there. */
export function unet(depth = 3): GraphDocument {
  const drawing = new Drawing();
  let at = drawing.add('conv-unit', [drawing.add('input', [], image)], { outChannels: 32, kernel: 3 });
  const skips: string[] = [];
  for (let level = 0; level <= depth; level += 1) {
    if (level > 0) at = drawing.add('down-sample', [at], { factor: 2 });
    at = drawing.add('block', [at], { block: 'basic', outChannels: 32 * 2 ** level });
    skips.push(at);
  }
  for (let level = depth - 1; level >= 0; level -= 1) {
    const up = drawing.add('up-sample', [at], { mode: 'bilinear', factor: 2 });
    at = drawing.add('block', [drawing.add('concat', [up, skips[level]!])], {
      block: 'basic',
      outChannels: 32 * 2 ** level,
    });
  }
  drawing.add('dense-head', [at], { classes: 19, upFactor: 1 });
  return drawing.document('unet');
}

/** A feature pyramid: a projection of every level, summed from the smallest down, a convolution behind each. */
export function fpn(levels = 3): GraphDocument {
  const drawing = new Drawing();
  let at = drawing.add('conv-unit', [drawing.add('input', [], image)], { outChannels: 64, kernel: 3, stride: 4 });
  const laterals: string[] = [];
  for (let level = 0; level < levels; level += 1) {
    at = drawing.add('block', [at], { block: 'basic', outChannels: 64 * 2 ** level, stride: level === 0 ? 1 : 2 });
    laterals.push(drawing.add('conv-unit', [at], { outChannels: 64, kernel: 1, activation: 'none' }));
  }
  let top = laterals.at(-1)!;
  drawing.add('conv', [top], { outChannels: 64, kernel: 3 });
  for (const lateral of laterals.slice(0, -1).reverse()) {
    top = drawing.add('add', [drawing.add('up-sample', [top], { mode: 'bilinear', factor: 2 }), lateral]);
    drawing.add('conv', [top], { outChannels: 64, kernel: 3 });
  }
  return drawing.document('fpn');
}

/** One after the other. */
export function chain(length: number): GraphDocument {
  const drawing = new Drawing();
  let at = drawing.add('input', [], { channels: 3, height: 8, width: 8 });
  for (let index = 0; index < length; index += 1) at = drawing.add('relu', [at]);
  return drawing.document('chain');
}
