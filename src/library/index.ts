/**
 * What is refused is thrown as an {@link IssueError}: data that says what is wrong, where, what was expected and what was found;
 * {@link sayIssue} puts it in words. Shapes are C × H × W of one image, values NCHW without N, unless something else is said.
 *
 * @packageDocumentation
 */

// networks
export {
  build,
  check,
  fromDocument,
  hashes,
  lower,
  parse,
  preset,
  presetIds,
  serialise,
  tensors,
  type ConfigInput,
  type Network,
} from './network.ts';
export type { Hashes } from '#lib/dla/exchange/source.ts';
export type { Intervention } from '#lib/dla/lowering/interventions.ts';
export type { NetworkConfig } from '#lib/dla/network/config.ts';
export type { Op, OpGraph, WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
export type { Shape } from '#lib/dla/ops/op.ts';
export type { OpKind } from '#lib/dla/ops/ops.ts';
export type { Attribute, GraphDocument, GraphGroup, GraphNode, Positions } from '#lib/graph/document/document.ts';

// editing
export { edit, editsBetween, type Command, type EditScript } from './edit.ts';

// counting
export { count, sweep, type Counts, type SweepInput } from './count.ts';
export type { LevelCount } from '#lib/dla/analysis/count.ts';
export type { Measured } from '#lib/dla/sweep/measure.ts';
export type { SweepRow } from '#lib/dla/sweep/sweep.ts';

// figures
export { layout, type FigureOptions, type LayoutOptions } from './figure.ts';
export type { Layout, LayoutBand, LayoutEdge, LayoutMark, Point, Rect } from '#lib/graph/layout/layout.ts';

// weights
export { openOnnx, seededWeights, weightsFrom, type OnnxOptions } from './weights.ts';
export type { WeightProvider as Weights } from '#lib/runtime/compute/weight-provider.ts';

// running
export { run, seededInput, type Backend, type Ran, type RunOptions, type Value } from './run.ts';
export { openTfjs, openWebGl, plainBackend } from './backends.ts';
export type { Reading, Wish } from '#lib/runtime/compute/reading.ts';
export type { RunProgress, RunRequest, RunResult } from '#lib/runtime/compute/session.ts';

// exports
export { exportFiles, exportText, type FileFormat, type FileOptions, type TextFormat } from './exporting.ts';
export type { FolderFile } from '#lib/dla/exchange/tfjs/to-tfjs.ts';

// issues
export { IssueError, type Issue, type IssueKind, type Json } from '#lib/issue.ts';
export { sayIssue, speak } from '#lib/messages/messages.ts';
