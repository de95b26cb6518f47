import type { Scope, Value } from '#lib/dla/op-graph/scope.ts';
import * as v from 'valibot';
import { whole } from './module.ts';
import { lowerNorm, type NormAttributes } from './norm.ts';
import { placeWindow } from './window.ts';

/** What a file may say of any convolution; what it does not say is as everywhere. */
export const windowOptions = {
  /** At each side; without it the size is kept at stride 1. */
  padding: v.optional(whole(0)),
  /** Whether rows and columns that a stride leaves over are left out; without it the stride must divide the size. */
  floor: v.optional(v.boolean()),
};

export interface ConvOptions {
  readonly outChannels: number;
  readonly kernel?: number;
  readonly stride?: number;
  readonly dilation?: number;
  readonly groups?: number;
  readonly bias?: boolean | undefined;
  readonly padding?: number | undefined;
  readonly floor?: boolean | undefined;
}

/** A convolution with a norm, which may be folded into it. */
type ConvNormOptions = ConvOptions & NormAttributes;

/** Convolution whose padding keeps the size at stride 1, dilation · (kernel − 1) / 2, unless another is given. */
export function lowerConv(scope: Scope, local: string, x: Value, options: ConvOptions): Value {
  const { outChannels, kernel = 1, stride = 1, dilation = 1, groups = 1, bias = false } = options;
  const { padding = (dilation * (kernel - 1)) / 2, floor } = options;
  const window = { kernel, stride, padding, dilation };
  const placed = placeWindow(scope, local, x, window, floor ? 'down' : 'exact', 'zeros');
  const attributes = { outChannels, kernel, stride, padding: placed.padding, dilation, groups, bias };
  return scope.op('conv2d', local, [placed.x], attributes);
}

/** Convolution and norm, by their names; a convolution with bias where the norm is folded into it. */
export function lowerConvNorm(scope: Scope, conv: string, norm: string, x: Value, options: ConvNormOptions): Value {
  if (options.norm === 'batch' && options.folded) return lowerConv(scope, conv, x, { ...options, bias: true });
  return lowerNorm(scope, norm, lowerConv(scope, conv, x, options), options);
}

/** Convolution, norm and ReLU. */
export function lowerConvUnit(scope: Scope, conv: string, norm: string, x: Value, options: ConvNormOptions): Value {
  return scope.op('relu', `${norm}.relu`, [lowerConvNorm(scope, conv, norm, x, options)], {});
}

/** The projection: a 1×1 convolution and norm. */
export const lowerProjection = (scope: Scope, local: string, x: Value, options: ConvNormOptions): Value =>
  lowerConvNorm(scope, `${local}.0`, `${local}.1`, x, options);

export const lowerConcat = (scope: Scope, inputs: readonly Value[]): Value =>
  inputs.length === 1 ? inputs[0]! : scope.op('concat', 'concat', inputs, {});
