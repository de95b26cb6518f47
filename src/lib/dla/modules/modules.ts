import { aggregation } from './aggregation.ts';
import { block } from './block.ts';
import { convUnit } from './conv-unit.ts';
import { classifier, denseHead } from './heads.ts';
import { input } from './input.ts';
import type * as v from 'valibot';
import type { Module } from './module.ts';
import { downSample, upSample } from './sampling.ts';
import { add, batchNorm, concat, conv, fuseConv, relu } from './single-ops.ts';

/**
 * Every kind of node that a document may hold (docs/files.md). A table elsewhere that is keyed by {@link ModuleKind} does not
 * compile until it has them all.
 */
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

/** Attributes of a kind of node, defaults written out. */
export type ModuleAttributes<K extends ModuleKind> = v.InferOutput<(typeof modules)[K]['attributes']>;

export const isModuleKind = (kind: string): kind is ModuleKind => Object.hasOwn(modules, kind);

export const moduleOf = (kind: string): Module | undefined => (isModuleKind(kind) ? modules[kind] : undefined);
