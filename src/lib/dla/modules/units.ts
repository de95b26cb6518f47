import type { Scope, Value } from '#lib/dla/op-graph/scope.ts';

export interface ConvOptions {
  readonly outChannels: number;
  readonly kernel?: number;
  readonly stride?: number;
  readonly dilation?: number;
  readonly groups?: number;
  readonly bias?: boolean;
}

/** Convolution whose padding keeps the size at stride 1: dilation · (kernel − 1) / 2. */
export function lowerConv(scope: Scope, local: string, x: Value, options: ConvOptions): Value {
  const { outChannels, kernel = 1, stride = 1, dilation = 1, groups = 1, bias = false } = options;
  const padding = (dilation * (kernel - 1)) / 2;
  return scope.op('conv2d', local, [x], { outChannels, kernel, stride, padding, dilation, groups, bias });
}

/** Convolution and batch norm, by their names. */
export function lowerConvNorm(scope: Scope, conv: string, norm: string, x: Value, options: ConvOptions): Value {
  return scope.op('batch-norm', norm, [lowerConv(scope, conv, x, options)], {});
}

/** Convolution, batch norm and ReLU. */
export function lowerConvUnit(scope: Scope, conv: string, norm: string, x: Value, options: ConvOptions): Value {
  return scope.op('relu', `${norm}.relu`, [lowerConvNorm(scope, conv, norm, x, options)], {});
}

/** The projection: a 1×1 convolution and batch norm. */
export const lowerProjection = (scope: Scope, local: string, x: Value, outChannels: number, stride = 1): Value =>
  lowerConvNorm(scope, `${local}.0`, `${local}.1`, x, { outChannels, stride });

export const lowerConcat = (scope: Scope, inputs: readonly Value[]): Value =>
  inputs.length === 1 ? inputs[0]! : scope.op('concat', 'concat', inputs, {});
