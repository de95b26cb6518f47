import * as v from 'valibot';
import { defineModule, whole } from './module.ts';

/** The image. */
export const input = defineModule({
  attributes: v.strictObject({ channels: whole(), height: whole(), width: whole() }),
  inputs: [0, 0],
  lower: (scope, _inputs, attributes) => scope.op('input', '', [], attributes),
});
