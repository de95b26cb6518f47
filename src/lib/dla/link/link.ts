import { crc32 } from '#lib/checksum.ts';
import { classLinks, type ClassLink } from '#lib/dla/lesson/class-link.ts';
import { hideable, type Hideable } from '#lib/dla/lesson/hideable.ts';
import { parseSweep, serialiseSweep, type Sweep, type SweepSpec } from '#lib/dla/sweep/spec.ts';
import { parseLesson, type Lesson } from '#lib/dla/lesson/lesson.ts';
import type { NetworkFile } from '#lib/dla/network/file.ts';
import { checkBy } from '#lib/graph/document/faults.ts';
import { MOST_BYTES, readJson } from '#lib/graph/document/json.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import * as v from 'valibot';
import { entryOf, entrySchema, networkOf } from './networks.ts';
import { pack, unpack } from './pack.ts';
import { MOST_CHARACTERS } from './may-be-link.ts';
import { panels, type Panel } from './panels.ts';

/** Of what a link holds and how. What version 1 packs, and what it is relative to, stays readable for ever. */
export const LINK_VERSION = 1;

const MOST_NETWORKS = 4;

/** How a link shows what it holds. */
export interface LinkView {
  readonly hide: readonly Hideable[];
  readonly present: boolean;
  /** One figure, for a frame in another page. */
  readonly embed: boolean;
  /** The panel that it opens; none where that is the program's choice. */
  readonly panel?: Panel;
  /** A lesson as a class works through it: its controls are locked, and answers become a code. */
  readonly class?: ClassLink;
  /** Which of the networks the others are compared with, from 0, where it is not the first. */
  readonly reference?: number;
}

export interface Linked {
  /** None where it is a sweep alone. */
  readonly networks: readonly NetworkFile[];
  readonly view: LinkView;
  /** A lesson by its id, where the product has it, or as a whole. */
  readonly lesson?: string | Lesson;
  readonly sweep?: SweepSpec;
}

/** What a fragment's text holds. */
const body = v.strictObject({
  n: v.pipe(v.array(entrySchema), v.maxLength(MOST_NETWORKS)),
  h: v.optional(v.pipe(v.array(v.picklist(hideable)), v.maxLength(hideable.length)), []),
  p: v.optional(v.literal(1)),
  c: v.optional(v.picklist(classLinks)),
  l: v.optional(v.union([v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)), v.looseObject({})])),
  t: v.optional(v.picklist(panels)),
  r: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_NETWORKS - 1))),
  s: v.optional(
    v.strictObject({
      base: v.union([v.string(), v.looseObject({})]),
      vary: v.array(v.unknown()),
      where: v.array(v.unknown()),
      objectives: v.array(v.unknown()),
    }),
  ),
});

/** The address of a link, behind a base; what is too large for one is refused. */
export function linkOf(base: string, given: Linked): Result<string> {
  const hide = hideable.filter((part) => given.view.hide.includes(part));
  const { networks, view, lesson, sweep } = given;
  const text = JSON.stringify({
    n: networks.map(entryOf),
    ...(hide.length > 0 && { h: hide }),
    ...(view.present && { p: 1 }),
    ...(view.class && { c: view.class }),
    ...(lesson !== undefined && { l: typeof lesson === 'string' ? lesson : lesson.file }),
    ...(view.panel !== undefined && { t: view.panel }),
    ...(view.reference !== undefined && view.reference > 0 && { r: view.reference }),
    ...(sweep !== undefined && {
      s: { base: sweep.base, vary: [...sweep.vary], where: [...sweep.where], objectives: [...sweep.objectives] },
    }),
  } satisfies v.InferInput<typeof body>);
  const fragment = `${LINK_VERSION}.${pack(text)}.${checksum(text)}`;
  if (fragment.length > MOST_CHARACTERS) return tooLarge(fragment.length);
  // What repeats itself packs well, and is read again only so far.
  if (new TextEncoder().encode(text).length > MOST_BYTES) return tooLarge(text.length);
  const [page] = base.split('#');
  return ok(`${page}${view.embed ? (page!.includes('?') ? '&embed' : '?embed') : ''}#${fragment}`);
}

const tooLarge = (received: number): Result<never> =>
  refused({ kind: 'link-too-large', at: '', expected: MOST_CHARACTERS, received });

/** Of what is packed: the same for ever, however files are written. */
const checksum = (text: string): string => crc32(new TextEncoder().encode(text)).toString(36);

/** What a link holds, by its address or what stands behind the #; refused where it is none, or damaged. */
export function readLink(address: string): Result<Linked> {
  const hash = address.indexOf('#');
  const fragment = address.slice(hash + 1).trim();
  const [, version, packed, sum] =
    /^(\d{1,9})\.([\w-]*)(?:\.([0-9a-z]*))?$/.exec(fragment.slice(0, MOST_CHARACTERS + 1)) ?? [];
  if (version === undefined && fragment.length <= MOST_CHARACTERS) return refused({ kind: 'link-none', at: '' });
  if (Number(version) > LINK_VERSION)
    return refused({ kind: 'link-newer', at: '', expected: LINK_VERSION, received: Number(version) });
  if (fragment.length > MOST_CHARACTERS) return tooLarge(fragment.length);
  if (Number(version) !== LINK_VERSION) return refused({ kind: 'link-none', at: '' });
  if (!sum) return refused({ kind: 'link-cut', at: '' });
  const text = unpack(packed!, MOST_BYTES);
  if (text !== undefined && checksum(text) !== sum) return refused({ kind: 'link-differs', at: '' });
  const held = readBody(text);
  if (!held) return refused({ kind: 'link-broken', at: '' });
  const networks = held.n.map(networkOf).filter((network) => network !== undefined);
  const lesson = lessonOf(held.l);
  const sweep = sweepOf(held.s);
  const reference = held.r ?? 0;
  const linked: Linked = {
    networks,
    view: {
      hide: hideable.filter((part) => held.h.includes(part)),
      present: held.p === 1,
      embed: hash >= 0 && /[?&]embed(?:[&=]|$)/.test(address.slice(0, hash)),
      ...(held.c !== undefined && { class: held.c }),
      ...(held.t !== undefined && { panel: held.t }),
      ...(reference > 0 && { reference }),
    },
    ...(lesson !== undefined && { lesson }),
    ...(sweep && { sweep: sweep.spec }),
  };
  if (networks.length < held.n.length || (held.l !== undefined && lesson === undefined))
    return refused({ kind: 'link-broken', at: '' });
  // What it would open: networks, or a sweep, and as reference one of them.
  if (
    (held.s !== undefined && !sweep) ||
    (networks.length === 0 && !sweep) ||
    (reference > 0 && reference >= networks.length)
  )
    return refused({ kind: 'link-broken', at: '' });
  return ok(linked);
}

function lessonOf(held: unknown): string | Lesson | undefined {
  if (held === undefined || typeof held === 'string') return held;
  const parsed = parseLesson(JSON.stringify(held));
  return parsed.ok ? parsed.value : undefined;
}

/** The sweep of a link, checked as a file of one is. */
function sweepOf(held: object | undefined): Sweep | undefined {
  if (held === undefined) return undefined;
  const parsed = parseSweep(serialiseSweep(held as SweepSpec));
  return parsed.ok ? parsed.value : undefined;
}

function readBody(text: string | undefined): v.InferOutput<typeof body> | undefined {
  const json = text === undefined ? undefined : readJson(text);
  if (!json?.ok) return undefined;
  const checked = checkBy(body, json.value.value, json.value.count);
  return checked.ok ? checked.value : undefined;
}
