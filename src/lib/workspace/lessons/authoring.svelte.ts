import { lessonAdvice, MeasuredNetworks, type Advice } from '#lib/dla/lesson/advice.ts';
import { emptyDraft, parseDraft, serialiseDraft, withUnwritten } from '#lib/dla/lesson/draft.ts';
import { insert, move, put, renameNetwork } from '#lib/dla/lesson/edit-draft.ts';
import { checkLesson, type Lesson } from '#lib/dla/lesson/lesson.ts';
import { readNetworks } from '#lib/dla/lesson/networks.ts';
import type { LessonFile } from '#lib/dla/lesson/schema.ts';
import { startOf } from '#lib/dla/lesson/starts.ts';
import type { Measurable } from '#lib/dla/lesson/measures.ts';
import type { NetworkFile } from '#lib/dla/network/file.ts';
import { networkNamed } from '#lib/dla/lesson/networks.ts';
import type { Fault } from '#lib/graph/document/faults.ts';
import type { Path } from '#lib/graph/document/json.ts';

const KEY = 'dla-lesson-draft';
/** Steps back that are kept. */
const MOST = 200;

function keptDraft(): LessonFile | undefined {
  try {
    const text = localStorage.getItem(KEY);
    const read = text === null ? undefined : parseDraft(text);
    return read?.ok ? read.value : undefined;
  } catch {
    return undefined;
  }
}

/** A lesson as it is being written: kept on this machine at every change, with all steps back. */
export class Authoring {
  draft = $state.raw<LessonFile>(keptDraft() ?? emptyDraft);
  /** The draft once nobody types any more: what is checked and shown beside. */
  settled = $state.raw<LessonFile>(this.draft);
  /** Whether the last change is kept over a reload. */
  kept = $state(true);
  #past = $state.raw<readonly LessonFile[]>([]);
  #future = $state.raw<readonly LessonFile[]>([]);
  /** The place that is typed in: all of it is one step back. */
  #typed: string | undefined;
  readonly #measured = new MeasuredNetworks();

  readonly canUndo = $derived(this.#past.length > 0);
  readonly canRedo = $derived(this.#future.length > 0);
  readonly #checked = $derived.by(() => checkLesson(this.settled));
  readonly faults = $derived.by((): readonly Fault[] => (this.#checked.ok ? [] : this.#checked.faults));
  /** None where something is at fault. */
  readonly lesson = $derived.by((): Lesson | undefined => (this.#checked.ok ? this.#checked.value : undefined));
  /** What can be seen of it, though texts may not be written yet. */
  readonly visible = $derived.by((): Lesson | undefined => {
    if (this.lesson) return this.lesson;
    const filled = checkLesson(withUnwritten(this.settled));
    return filled.ok ? filled.value : undefined;
  });
  readonly advice = $derived.by((): readonly Advice[] =>
    this.lesson ? lessonAdvice(this.lesson, this.#measured) : [],
  );
  /** The networks of the draft that are sound. */
  readonly networks = $derived.by((): ReadonlyMap<string, NetworkFile> => readNetworks(this.settled).networks);

  /** The network that a step begins with; undefined where that is not sound. */
  started(index: number): Measurable | undefined {
    if (!(index in this.settled.steps)) return undefined;
    return this.measured(startOf(this.settled.steps, index));
  }
  measured(id: string): Measurable | undefined {
    const lesson = { file: this.settled, networks: this.networks };
    return networkNamed(id, this.networks) && this.#measured.of(lesson, id);
  }

  /** `typing`: what follows at the same place belongs to the same step back. */
  put(path: Path, value: unknown, typing = false): void {
    this.replace(put(this.draft, path, value) as LessonFile, typing ? path.join('.') : undefined);
  }
  insert(path: Path, index: number, entry: unknown): void {
    this.replace(insert(this.draft, path, index, entry) as LessonFile);
  }
  move(path: Path, from: number, to: number): void {
    this.replace(move(this.draft, path, from, to) as LessonFile);
  }
  rename(from: string, to: string): void {
    this.replace(
      renameNetwork(this.draft, from, to),
      ['rename', this.draft.networks.findIndex(({ id }) => id === from)].join('.'),
    );
  }

  replace(next: LessonFile, typed?: string): void {
    if (next === this.draft) return;
    if (typed === undefined || typed !== this.#typed) this.#past = [...this.#past, this.draft].slice(-MOST);
    this.#typed = typed;
    this.#future = [];
    this.#set(next);
    if (typed === undefined) this.settle();
  }
  /** A field was left: what is typed next is another step. */
  rest(): void {
    this.#typed = undefined;
    this.settle();
  }
  settle(): void {
    this.settled = this.draft;
  }

  undo(): void {
    const last = this.#past.at(-1);
    if (!last) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [this.draft, ...this.#future];
    this.#jump(last);
  }
  redo(): void {
    const [next, ...rest] = this.#future;
    if (!next) return;
    this.#past = [...this.#past, this.draft];
    this.#future = rest;
    this.#jump(next);
  }

  #jump(to: LessonFile): void {
    this.#typed = undefined;
    this.#set(to);
    this.settle();
  }
  #set(draft: LessonFile): void {
    this.draft = draft;
    try {
      localStorage.setItem(KEY, serialiseDraft(draft));
      this.kept = true;
    } catch {
      // Closed or full storage: the page says so.
      this.kept = false;
    }
  }
}
