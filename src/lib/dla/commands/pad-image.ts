import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { imageNodeOf } from '#lib/dla/modules/modules.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** Strides of whole networks: none that is known divides an image by more. */
const STRIDES = [2, 4, 8, 16, 32, 64, 128];

/**
 * The least larger image of which all maps agree, where those of a network do not because its sizes cannot be divided: images are
 * padded to it. Undefined where the network is sound, or another image would not mend it.
 */
export function paddedImage(document: GraphDocument): ImageSize | undefined {
  const image = imageNodeOf(document);
  const { height, width } = image?.attributes ?? {};
  if (!image || typeof height !== 'number' || typeof width !== 'number') return undefined;
  const { issues } = lowerDocument(document);
  if (!issues.some(({ kind }) => kind === 'indivisible-size' || kind === 'sizes-differ')) return undefined;
  const up = (size: number, stride: number): number => Math.ceil(size / stride) * stride;
  return STRIDES.map((stride) => ({ height: up(height, stride), width: up(width, stride) })).find(
    (size) => (size.height > height || size.width > width) && isSound(document, image.id, size),
  );
}

function isSound(document: GraphDocument, id: string, size: ImageSize): boolean {
  const nodes = document.nodes.map((node) =>
    node.id === id ? { ...node, attributes: { ...node.attributes, ...size } } : node,
  );
  return lowerDocument({ ...document, nodes }).issues.length === 0;
}
