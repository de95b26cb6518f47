import { checkBy, type Fault } from '#lib/graph/document/faults.ts';
import type { Path } from '#lib/graph/document/json.ts';
import { fieldsOf } from '#lib/graph/document/parse.ts';
import * as v from 'valibot';
import { comparisonGoal, goalText, measure } from './schema.ts';

const together = {
  all: v.strictObject({ ...goalText, all: v.pipe(v.array(v.unknown()), v.minLength(1)) }),
  any: v.strictObject({ ...goalText, any: v.pipe(v.array(v.unknown()), v.minLength(1)) }),
};

/**
 * Of what may have several forms, a schema says only that it has none of them: here what is at fault with the form that was
 * meant, an unknown key by its name.
 */
export function meantFaults(fault: Fault, file: unknown): readonly Fault[] {
  const [last, list] = fault.path.toReversed();
  if (typeof last === 'number' && (list === 'goals' || list === 'all' || list === 'any'))
    return goalFaults(valueAt(file, fault.path), fault.path, fault);
  return last === 'value' ? valueFaults(fault, valueAt(file, fault.path)) : [fault];
}

function goalFaults(goal: unknown, path: Path, whole: Fault): readonly Fault[] {
  const fields = new Map(Object.entries(fieldsOf(goal)));
  if (fields.size === 0) return [whole];
  const key = (['all', 'any'] as const).find((each) => fields.has(each));
  const checked = checkBy<unknown>(key ? together[key] : comparisonGoal, goal);
  if (!checked.ok)
    return checked.faults.flatMap((fault) =>
      valueFaults({ ...fault, path: [...path, ...fault.path] }, valueAt(goal, fault.path)),
    );
  const parts = key ? (fields.get(key) as readonly unknown[]) : [];
  return parts.flatMap((part, at) => goalFaults(part, [...path, key!, at], { ...whole, path: [...path, key!, at] }));
}

/** A value that is an object was meant as a measure. */
function valueFaults(fault: Fault, value: unknown): readonly Fault[] {
  if (fault.path.at(-1) !== 'value' || Object.keys(fieldsOf(value)).length === 0) return [fault];
  const checked = checkBy<unknown>(measure, value);
  return checked.ok ? [] : checked.faults.map((each) => ({ ...each, path: [...fault.path, ...each.path] }));
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (within, key) =>
      Array.isArray(within)
        ? (within as readonly unknown[])[Number(key)]
        : new Map(Object.entries(fieldsOf(within))).get(String(key)),
    value,
  );
