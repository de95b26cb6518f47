import type { Domain } from '#lib/graph/commands/domain.ts';
import { emptyDocument, type GraphDocument, type GraphGroup } from '#lib/graph/document/document.ts';
import { checkDocument } from '#lib/graph/document/check-document.ts';
import { applyPatch, reversePatch, type Patch } from '#lib/graph/document/patch.ts';
import { unwrap, type Result } from '#lib/issue.ts';
import * as v from 'valibot';
import { bytesOf } from './bytes.ts';
import { expect } from 'vitest';

const nothing = v.strictObject({});

/** A domain without networks: sources, steps of one input, joins of any number, and ends that nothing may take. */
export const toy: Domain = {
  kinds: new Map([
    ['source', { attributes: nothing, inputs: [0, 0] }],
    ['step', { attributes: nothing, inputs: [1, 1] }],
    ['join', { attributes: nothing, inputs: [1, Infinity] }],
    ['end', { attributes: nothing, inputs: [1, 1] }],
  ]),
  takeable: (kind) => kind !== 'end',
  single: (kind) => kind === 'source',
  through: ({ inputs }) => (inputs.length === 1 ? 0 : undefined),
  check: () => [],
  make: (_document, entry, selection) => ({
    ok: true,
    value: { node: { kind: entry, attributes: {} }, inputs: entry === 'source' ? [] : selection.slice(0, 1) },
  }),
};

/** `{ b: 'a', j: 'b a' }`: nodes with what they take; the first letter says the kind (source, join, end, else step). */
export function graph(edges: Readonly<Record<string, string>>, groups: readonly GraphGroup[] = []): GraphDocument {
  const kindOf = (id: string): string =>
    id.startsWith('s') ? 'source' : id.startsWith('j') ? 'join' : id.startsWith('e') ? 'end' : 'step';
  const nodes = Object.entries(edges).map(([id, inputs]) => ({
    id,
    kind: kindOf(id),
    inputs: inputs.split(' ').filter((input) => input !== ''),
    attributes: {},
  }));
  return { ...emptyDocument, nodes, groups };
}

/** What the nodes take, as `graph` reads it. */
export const edgesOf = (document: GraphDocument): Readonly<Record<string, string>> =>
  Object.fromEntries(document.nodes.map(({ id, inputs }) => [id, inputs.join(' ')]));

/** The document after a command, which must leave it sound and be taken back to the byte. */
export function after(document: GraphDocument, patch: Result<Patch>): GraphDocument {
  const value = unwrap(patch);
  const next = applyPatch(document, value);
  expect(checkDocument(next)).toEqual([]);
  expect(bytesOf(applyPatch(next, reversePatch(value)))).toBe(bytesOf(document));
  return next;
}

/** The kinds of the issues of a refusal. */
export const refusals = (result: Result<unknown>): readonly string[] =>
  result.ok ? [] : result.issues.map(({ kind }) => kind);
