import { setAttributes } from '#lib/dla/commands/set-attributes.ts';
import { imageNodeOf } from '#lib/dla/modules/modules.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** The size of the image that the network takes. */
export function ownSize(document: GraphDocument): ImageSize {
  const { height, width } = imageNodeOf(document)!.attributes;
  return { height: Number(height), width: Number(width) };
}

/** The network for images of another size. */
export function withSize(document: GraphDocument, { height, width }: ImageSize): GraphDocument {
  const resized = setAttributes(document, imageNodeOf(document)!.id, { height, width });
  return resized.ok ? applyPatch(document, resized.value) : document;
}
