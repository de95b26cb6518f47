import type { NetworkFile } from '#lib/dla/network/file.ts';
import { checkBy, issuesOf, type Checked } from '#lib/graph/document/faults.ts';
import { readJson } from '#lib/graph/document/json.ts';
import { newerVersion } from '#lib/graph/document/parse.ts';
import type { Result } from '#lib/issue.ts';
import * as v from 'valibot';
import { lessonFaults } from './check.ts';
import { meantFaults } from './forms.ts';
import { readNetworks } from './networks.ts';
import { LESSON_VERSION, lessonSchema, type LessonFile } from './schema.ts';

/** A lesson that was read: its file, and the networks that it names. */
export interface Lesson {
  readonly file: LessonFile;
  readonly networks: ReadonlyMap<string, NetworkFile>;
}

/** A lesson from its file; what is none is refused, with line and place. Nothing in it is ever run. */
export function parseLesson(source: string | Uint8Array): Result<Lesson> {
  const json = readJson(source);
  if (!json.ok) return json;
  const checked = checkLesson(json.value.value, json.value.count);
  return checked.ok ? checked : { ok: false, issues: issuesOf(checked.faults, json.value) };
}

/** A lesson from what a file holds, or all that is at fault with it. */
export function checkLesson(value: unknown, count = 0): Checked<Lesson> {
  const newer = newerVersion(value, LESSON_VERSION);
  if (newer) return { ok: false, faults: [newer] };
  const checked = checkBy(lessonSchema, value, count);
  if (!checked.ok) return { ok: false, faults: checked.faults.flatMap((fault) => meantFaults(fault, value)) };
  const file = checked.value;
  const { networks, faults } = readNetworks(file);
  const all = [...faults, ...lessonFaults(file, networks)];
  return all.length > 0 ? { ok: false, faults: all } : { ok: true, value: { file, networks } };
}

/** The file of a lesson, in the schema's order of keys: equal lessons give the same bytes. */
export const serialiseLesson = ({ file }: Lesson): string =>
  `${JSON.stringify(v.parse(lessonSchema, { ...file, $schema: 'lesson.v1.json' }), null, 2)}\n`;
