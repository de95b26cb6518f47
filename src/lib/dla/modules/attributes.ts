import type { GraphNode } from '$lib/graph/document/document';
import { refused, type Issue, type Json, type Result } from '$lib/issue';
import * as v from 'valibot';
import { moduleKinds, moduleOf } from './modules';

const parsed = new WeakMap<GraphNode, Result<Record<string, unknown>>>();

/** A node's attributes with defaults written out; issues name the node and the attribute: `stem.outChannels`. */
export function attributesOf(node: GraphNode): Result<Record<string, unknown>> {
  const known = parsed.get(node);
  if (known) return known;
  const result = parse(node);
  parsed.set(node, result);
  return result;
}

function parse(node: GraphNode): Result<Record<string, unknown>> {
  const module = moduleOf(node.kind);
  if (!module) return refused({ kind: 'unknown-kind', at: node.id, expected: moduleKinds, received: node.kind });
  return parseBy<Record<string, unknown>>(module.attributes, node.attributes, node.id);
}

/** Parses a value by a schema; what valibot finds becomes issues at `at` and the path below it. */
export function parseBy<T>(schema: v.GenericSchema, value: unknown, at: string): Result<T> {
  const result = v.safeParse(schema, value);
  if (result.success) return { ok: true, value: result.output as T };
  return { ok: false, issues: result.issues.flatMap((issue) => toIssue(issue, at)) };
}

function toIssue(issue: v.BaseIssue<unknown>, at: string): Issue[] {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  const place = path.length === 0 ? at : `${at}${path.join('')}`.replace(/^\./, '');
  const received = toJson(issue.input);
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return [{ kind: 'unknown-key', at: place, received: String(issue.path?.at(-1)?.key) }];
  if (received === undefined) return [{ kind: 'missing', at: place, expected: issue.expected ?? '' }];
  switch (issue.type) {
    case 'integer':
      return [{ kind: 'not-whole', at: place, received }];
    case 'min_value':
    case 'max_value':
    case 'min_length':
    case 'max_length':
      return [{ kind: 'out-of-range', at: place, expected: String(issue.expected ?? ''), received }];
    case 'check':
      return [{ kind: 'not-allowed', at: place, expected: issue.message, received }];
    default:
      return [{ kind: 'not-expected', at: place, expected: issue.expected ?? '', received }];
  }
}

const toJson = (value: unknown): Json | undefined =>
  value === undefined
    ? undefined
    : typeof value === 'number' && !Number.isFinite(value)
      ? String(value)
      : typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
        ? value
        : Array.isArray(value)
          ? 'a list'
          : 'an object';
