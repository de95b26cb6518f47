import { aggregation } from './aggregation.ts';
import { block } from './block.ts';
import { convUnit } from './conv-unit.ts';
import { classifier, denseHead } from './heads.ts';
import { input } from './input.ts';
import type { Module } from './module.ts';
import { downSample, upSample } from './sampling.ts';
import { add, batchNorm, concat, conv, fuseConv, relu } from './single-ops.ts';

/** Every kind of node that a document may hold (docs/files.md). */
export const modules = {
  input,
  'conv-unit': convUnit,
  block,
  aggregation,
  'down-sample': downSample,
  'up-sample': upSample,
  'fuse-conv': fuseConv,
  add,
  conv,
  'batch-norm': batchNorm,
  relu,
  concat,
  classifier,
  'dense-head': denseHead,
} as const;

export type ModuleKind = keyof typeof modules;
export const moduleKinds = Object.keys(modules) as readonly ModuleKind[];

export const moduleOf = (kind: string): Module | undefined =>
  Object.hasOwn(modules, kind) ? modules[kind as ModuleKind] : undefined;
