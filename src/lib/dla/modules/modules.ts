import { aggregation } from './aggregation.ts';
import { block } from './block.ts';
import type { BlockKind } from './block-attributes.ts';
import { convUnit } from './conv-unit.ts';
import { deformConv, deformUnit } from './deform.ts';
import { classifier, denseHead, detectionHead } from './heads.ts';
import { input } from './input.ts';
import type * as v from 'valibot';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { isKeyOf } from '#lib/own-key.ts';
import type { Head, Module } from './module.ts';
import { downSample, upSample } from './sampling.ts';
import {
  add,
  batchNorm,
  concat,
  conv,
  flatten,
  fuseConv,
  globalAvgPool,
  groupNorm,
  linear,
  logSoftmax,
  pad,
  relu,
  sigmoid,
  slice,
  softmax,
} from './single-ops.ts';

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
  'deform-unit': deformUnit,
  add,
  conv,
  'deform-conv': deformConv,
  'batch-norm': batchNorm,
  'group-norm': groupNorm,
  relu,
  concat,
  sigmoid,
  softmax,
  'log-softmax': logSoftmax,
  pad,
  slice,
  'global-avg-pool': globalAvgPool,
  flatten,
  linear,
  classifier,
  'dense-head': denseHead,
  'detection-head': detectionHead,
} as const;

export type ModuleKind = keyof typeof modules;
export const moduleKinds = Object.keys(modules) as readonly ModuleKind[];

/** What can be added one by one: every kind of node, every kind of block, a projection, and a node that adds its deepest input. */
export type EntryId = Exclude<ModuleKind, 'block'> | `block-${BlockKind}` | 'projection' | 'residual';

/** Attributes of a kind of node, defaults written out. */
export type ModuleAttributes<K extends ModuleKind> = v.InferOutput<(typeof modules)[K]['attributes']>;

export const isModuleKind = (kind: string): kind is ModuleKind => isKeyOf(modules, kind);

export const moduleOf = (kind: string): Module | undefined => (isModuleKind(kind) ? modules[kind] : undefined);

/** What a node gives that is a head. */
export const headOf = ({ kind }: GraphNode): Head | undefined => moduleOf(kind)?.head;

/** Whether a node is the image. */
export const isImage = ({ kind }: { readonly kind?: unknown }): boolean => kind === ('input' satisfies ModuleKind);

/** The image of a network; none in a document that is not finished. */
export const imageNodeOf = ({ nodes }: GraphDocument): GraphNode | undefined => nodes.find(isImage);
