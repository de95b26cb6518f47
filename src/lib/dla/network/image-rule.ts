import { imageOrders, imageRules, type ImageOrder, type ImageRule } from '#lib/dla/modules/image-fit.ts';
import * as v from 'valibot';

// What the networks of detection are for, and how an image comes to each (docs/networks.md): both follow from their heads.

/** As a config has it; without an order it is the rule's own. */
export const imageConfig = v.strictObject({
  rule: v.picklist(imageRules),
  order: v.optional(v.picklist(imageOrders)),
});

export interface ImageConfig {
  readonly rule: ImageRule;
  readonly order: ImageOrder;
}

export const ownOrder = (rule: ImageRule): ImageOrder => (rule === 'F' ? 'rgb' : 'bgr');

/** The heads that tell a task, the first that fits, and its rule. */
const tasks = [
  { task: 'multi_pose', heads: ['hm', 'wh', 'hps'], rule: 'C' },
  { task: 'ddd', heads: ['hm', 'dep', 'rot', 'dim'], rule: 'D' },
  { task: 'fairmot', heads: ['hm', 'wh', 'id'], rule: 'F' },
  { task: 'ctdet', heads: ['hm', 'wh'], rule: 'C' },
  { task: 'smoke', heads: ['class_head', 'regression_head'], rule: 'S' },
] as const;

export type DetectionTask = (typeof tasks)[number]['task'];

/** What heads of these names are for; undefined where they are of no task that is known. */
export function taskOf(
  names: readonly string[],
): { readonly task: DetectionTask; readonly image: ImageConfig } | undefined {
  const found = tasks.find(({ heads }) => heads.every((head) => names.includes(head)));
  return found && { task: found.task, image: { rule: found.rule, order: ownOrder(found.rule) } };
}
