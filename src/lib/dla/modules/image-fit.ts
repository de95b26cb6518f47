import * as v from 'valibot';

/** How an image is fitted into a network's input: CenterNet's, its 3D task's, SMOKE's, FairMOT's (docs/files.md). */
export const imageRules = ['C', 'D', 'S', 'F'] as const;
export type ImageRule = (typeof imageRules)[number];
/** In which order a network takes the colours. */
export const imageOrders = ['bgr', 'rgb'] as const;
export type ImageOrder = (typeof imageOrders)[number];

/** What an input says of images, where they do not come to it as its network's heads say. */
export const imageFit = {
  imageRule: v.optional(v.picklist(imageRules)),
  imageOrder: v.optional(v.picklist(imageOrders)),
};
