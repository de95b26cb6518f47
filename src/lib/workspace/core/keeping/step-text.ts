import type { HistoryEntry } from '#lib/graph/document/history.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { isStepKind } from '#lib/messages/messages.ts';
import type { StepLabel } from '#lib/step.ts';
import * as v from 'valibot';

const texts = new WeakMap<HistoryEntry, string>();

/** A step as text; a long one is written once. */
export function stepText(entry: HistoryEntry): string {
  const text = texts.get(entry) ?? JSON.stringify(entry);
  texts.set(entry, text);
  return text;
}

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const ids = v.array(v.string());
const node = v.object({
  id: v.string(),
  kind: v.string(),
  name: v.exactOptional(v.string()),
  inputs: ids,
  attributes: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
});
const group = v.object({
  id: v.string(),
  name: v.exactOptional(v.string()),
  label: v.exactOptional(v.string()),
  members: ids,
});
const coordinate = v.pipe(v.number(), v.finite());
const position = v.tuple([coordinate, coordinate]);

const stepSchema = v.object({
  label: v.object({
    kind: v.string(),
    values: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
  }),
  patch: v.object({
    name: v.exactOptional(v.object({ from: v.string(), to: v.string() })),
    nodes: v.array(v.object({ index, from: v.exactOptional(node), to: v.exactOptional(node) })),
    groups: v.array(v.object({ index, from: v.exactOptional(group), to: v.exactOptional(group) })),
    positions: v.array(v.object({ id: v.string(), from: v.exactOptional(position), to: v.exactOptional(position) })),
  }) satisfies v.GenericSchema<unknown, Patch>,
  selectionBefore: ids,
  selectionAfter: ids,
});

/** The step that a text holds; undefined where it holds none. A kind that is not known here is kept as `other`. */
export function parseStep(text: unknown): HistoryEntry | undefined {
  const parsed = v.safeParse(stepSchema, typeof text === 'string' ? parseJson(text) : text);
  if (!parsed.success) return undefined;
  const { kind, values } = parsed.output.label;
  const label: StepLabel = isStepKind(kind)
    ? ({ kind, ...(values && { values }) } as StepLabel)
    : { kind: 'other', values: { name: kind } };
  return { ...parsed.output, label };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
