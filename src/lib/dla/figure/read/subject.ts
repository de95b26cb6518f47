import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { atOnce, type Steps } from '#lib/dla/op-graph/by-steps.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Pins } from '#lib/graph/layout/layout.ts';
import { bandsOf, type Band } from './bands.ts';
import { foldsOf, type Folds } from './folds.ts';
import { givenNames } from './given-names.ts';
import { labelsOf } from './node-labels.ts';
import { unitsOf } from './units.ts';

/** What a figure draws: a document and all that its steps ask of it, answered once. */
export interface Subject {
  readonly document: GraphDocument;
  /** In the order of computation. */
  readonly bands: readonly Band[];
  readonly folds: Folds;
  /** The group that is drawn as one block, by the nodes in it. */
  readonly units: ReadonlyMap<string, string>;
  /** The short names of the nodes. */
  readonly labels: ReadonlyMap<string, string>;
  /** The names that a person gave, by node. */
  readonly given: ReadonlyMap<string, string>;
  readonly pins: Pins;
  /** The ops, with the shapes of what they give. */
  readonly graph: OpGraph;
}

/** The one table of the figure that is kept with a document: layouts, twins and panels ask about the same one. */
const subjects = new WeakMap<GraphDocument, Subject>();

export const subjectOf = (document: GraphDocument): Subject => atOnce(subjectBySteps(document));

/** The same, part by part. */
export function* subjectBySteps(document: GraphDocument): Steps<Subject> {
  const known = subjects.get(document);
  if (known) return known;
  const bands = bandsOf(document);
  yield;
  const folds = foldsOf(document, bands);
  yield;
  const labels = labelsOf(document, bands, folds);
  yield;
  let graph: OpGraph | undefined;
  const subject: Subject = {
    document,
    bands,
    folds,
    labels,
    units: unitsOf(document, bands),
    given: givenNames(document),
    pins: document.positions,
    // Names are wanted of networks whose ops are not counted yet: they are lowered when shapes are asked for.
    get graph() {
      return (graph ??= lowerDocument(document).graph);
    },
  };
  subjects.set(document, subject);
  return subject;
}
