import * as v from 'valibot';
import { imageFit } from './image-fit.ts';
import { defineModule, whole } from './module.ts';

/** The image; how a photograph becomes one is no part of what is computed. */
export const input = defineModule({
  attributes: v.strictObject({ channels: whole(), height: whole(), width: whole(), ...imageFit }),
  inputs: [0, 0],
  lower: (scope, _inputs, { channels, height, width }) => scope.op('input', '', [], { channels, height, width }),
});
