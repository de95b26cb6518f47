import { checkBy, issuesOf } from '#lib/graph/document/faults.ts';
import { readJson } from '#lib/graph/document/json.ts';
import { newerVersion } from '#lib/graph/document/parse.ts';
import type { Result } from '#lib/issue.ts';
import * as v from 'valibot';
import { meantFaults } from './forms.ts';
import { LESSON_FORMAT, LESSON_VERSION, lessonSchema, type LessonFile, type LessonStep } from './schema.ts';

/** A schema of valibot as far as its parts are walked. */
interface Part {
  readonly type: string;
  readonly pipe?: readonly Part[];
  readonly entries?: Readonly<Record<string, Part>>;
  readonly items?: readonly Part[];
  readonly item?: Part;
  readonly options?: readonly unknown[];
  readonly wrapped?: Part;
  readonly default?: unknown;
  readonly getter?: (input: unknown) => Part;
}

/** The same shape without what is asked of its values: a lesson that is being written has it at every moment. */
function relaxed(schema: object): v.GenericSchema {
  const part = schema as Part;
  const [first] = part.pipe ?? [];
  if (first) return relaxed({ ...first, pipe: undefined });
  switch (part.type) {
    case 'strict_object':
      return v.strictObject(
        Object.fromEntries(Object.entries(part.entries!).map(([key, entry]) => [key, relaxed(entry)])),
      );
    case 'strict_tuple':
      return v.strictTuple(part.items!.map(relaxed));
    case 'array':
      return v.array(relaxed(part.item!));
    case 'union':
      return v.union(part.options!.map((each) => relaxed(each as object)));
    case 'optional':
      return v.optional(relaxed(part.wrapped!), part.default as undefined);
    case 'lazy':
      return v.lazy((input) => relaxed(part.getter!(input)));
    default:
      return schema as v.GenericSchema;
  }
}

const draftSchema = relaxed(lessonSchema) as v.GenericSchema<unknown, LessonFile>;

/** A lesson that is being written: of the shape of one, whatever is at fault with it. What is none is refused, with line and place. */
export function parseDraft(source: string | Uint8Array): Result<LessonFile> {
  const json = readJson(source);
  if (!json.ok) return json;
  const { value, count } = json.value;
  const newer = newerVersion(value, LESSON_VERSION);
  if (newer) return { ok: false, issues: issuesOf([newer], json.value) };
  const checked = checkBy(draftSchema, value, count);
  if (checked.ok) return checked;
  const faults = checked.faults.flatMap((fault) => meantFaults(fault, value));
  return { ok: false, issues: issuesOf(faults.length > 0 ? faults : checked.faults, json.value) };
}

/** The file of a draft: the schema's order of keys, so that it is that of the lesson where nothing is at fault. */
export const serialiseDraft = (draft: LessonFile): string =>
  `${JSON.stringify(v.parse(draftSchema, { ...draft, $schema: 'lesson.v1.json' }), null, 2)}\n`;

export const emptyStep: LessonStep = { title: {}, text: {} };

/** Where a lesson begins that begins with nothing. */
export const emptyDraft: LessonFile = {
  format: LESSON_FORMAT,
  version: LESSON_VERSION,
  id: 'my-lesson',
  title: {},
  networks: [],
  steps: [{ ...emptyStep, network: 'dla34' }],
};

/** The same with a sign in the place of each text that is not written yet: it can be seen while it is being written. */
export function withUnwritten(draft: LessonFile): LessonFile {
  const filled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    return entries.length === 0
      ? { en: '…', zh: '…' }
      : Object.fromEntries(entries.map(([key, inner]) => [key, filled(inner)]));
  };
  return {
    ...draft,
    title: filled(draft.title) as LessonFile['title'],
    networks: draft.networks.map((network) =>
      network.name ? { ...network, name: filled(network.name) as LessonFile['title'] } : network,
    ),
    steps: filled(draft.steps) as LessonFile['steps'],
  };
}
