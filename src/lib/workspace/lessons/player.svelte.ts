import { checkGoal, measureOn, type GoalAnswer } from '#lib/dla/lesson/goals.ts';
import type { StepAnswers } from '#lib/dla/lesson/class-code.ts';
import type { Lesson } from '#lib/dla/lesson/lesson.ts';
import type { Measurable, MeasureValue } from '#lib/dla/lesson/measures.ts';
import { calledIn, networkNamed, ownName } from '#lib/dla/lesson/networks.ts';
import type { LessonStep, MeasureOf } from '#lib/dla/lesson/schema.ts';
import { startOf } from '#lib/dla/lesson/starts.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkFile } from '#lib/dla/network/file.ts';
import type { Detail } from '#lib/dla/figure/figure.ts';
import { suitsFigure } from '#lib/dla/figure/suits-figure.ts';
import { emptyDocument, isSameDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import { NetworkView } from '../core/network-view.svelte.ts';
import { Workspace } from '../core/workspace.svelte.ts';
import { spoken } from '../shared/spoken.ts';
import { asks, isDone, keptHere, untouched, type ProgressStore, type StepProgress } from './progress.ts';

/** A prediction beside what the program measures. */
export interface Outcome {
  readonly measured: MeasureValue;
  readonly right: boolean;
  /** Of each option, whether it holds. */
  readonly options: readonly boolean[];
}

/** A step as it is printed: as it begins, and what would be measured. */
export interface PrintedStep {
  readonly step: LessonStep;
  readonly started: Measurable;
  readonly figures: readonly { readonly document: GraphDocument; readonly name: string }[];
  readonly detail: Detail;
  readonly outcome: Outcome | undefined;
}

const documentOf = (file: NetworkFile): GraphDocument =>
  file.kind === 'config' ? buildNetwork(file.config) : file.document;

/** A lesson as one student works through it: the step that is shown, its figures, what was predicted, done and answered. */
export class LessonPlayer {
  readonly view = new NetworkView(emptyDocument);
  readonly workspace = new Workspace([this.view]);
  /** Networks beside it, to be contrasted with. */
  beside = $state.raw<readonly Workspace[]>([]);
  index = $state(-1);
  /** Of a worked example: which of its networks is shown. */
  frame = $state(0);
  /** Counts the networks that were put into the figure, each to be seen as a whole: all but what the student changes. */
  put = $state(0);
  /** Whether the network is the solution that was asked for. */
  #shown = $state.raw<GraphDocument | undefined>();
  #steps = $state.raw<readonly StepProgress[]>([]);
  /** The network that the step began with, and how long the history was then. */
  #start = $state.raw<GraphDocument>(emptyDocument);
  #base = $state(0);
  /** Which networks of the lesson the step began with, the student's first; undefined where a link gave one that it has not. */
  #ids = $state.raw<readonly (string | undefined)[]>([]);

  /**
   * `given` takes the place of the first step's networks: what a link holds beside the lesson. `held`: what was measured is not
   * shown to who has predicted, but by the teacher.
   */
  constructor(
    readonly lesson: Lesson,
    private given: readonly GraphDocument[] = [],
    private readonly store: ProgressStore = keptHere,
    readonly held = false,
  ) {
    this.#steps = store.read(lesson);
  }

  get steps(): LessonPlayer['lesson']['file']['steps'] {
    return this.lesson.file.steps;
  }
  readonly step = $derived.by((): LessonStep => this.lesson.file.steps[Math.max(0, this.index)]!);
  readonly progress = $derived(this.#steps[this.index] ?? untouched);

  /** The network that is on the screen, as it is measured. */
  readonly worked = $derived.by((): Measurable => {
    const document = this.view.counted;
    return { document, graph: lowerDocument(document).graph };
  });
  readonly started = $derived.by((): Measurable => {
    return { document: this.#start, graph: lowerDocument(this.#start).graph };
  });

  readonly committed = $derived(!this.step.prediction || this.progress.predicted !== undefined);
  /** Whether what may hold the answer is shown. */
  readonly revealed = $derived.by(() => this.committed && !(this.held && this.step.prediction !== undefined));
  readonly editable = $derived(
    this.committed && !this.step.frames && ((this.step.goals?.length ?? 0) > 0 || this.step.free === true),
  );
  readonly goals = $derived.by((): readonly GoalAnswer[] =>
    (this.step.goals ?? []).map((goal) => checkGoal(this.lesson, goal, this.worked)),
  );
  /** Whether the goals are met by what is on the screen. */
  readonly reached = $derived(
    this.goals.length > 0 && this.goals.every(({ met }) => met) && this.view.issues.length === 0,
  );
  readonly solutionShown = $derived(this.#shown !== undefined && this.view.edited === this.#shown);
  readonly outcome = $derived.by((): Outcome | undefined => {
    const { predicted } = this.progress;
    return predicted === undefined || !this.revealed ? undefined : this.#outcomeOf(this.step, this.started, predicted);
  });
  readonly canUndo = $derived(this.view.editor.history.done > this.#base);
  /** Whether the network is another than the one that the step began with. */
  readonly changed = $derived(!isSameDocument(this.view.edited, this.#start));
  readonly canRedo = $derived(this.view.editor.canRedo);

  /** Whether all that a step asks for was done by the student. */
  isDone(index: number): boolean {
    const step = this.steps[index]!;
    return asks(step) ? isDone(step, this.#steps[index] ?? untouched) : index < this.index;
  }

  measure(of: MeasureOf): MeasureValue {
    return measureOn(this.lesson, of, this.worked);
  }

  /** What a network of the lesson is called, in the language of the page. */
  nameOf(id: string): string {
    return spoken(calledIn(this.lesson, id));
  }
  /** The figures of the step, the student's first, and what they are called: a network that a link gave by its own name. */
  readonly figures = $derived.by(() => {
    const [own, ...others] = this.#ids;
    const { frames, solution } = this.step;
    const begun = frames?.[this.frame]?.network ?? own;
    // What was left of an earlier visit may be the solution.
    const shown = (this.solutionShown ? [solution, begun] : begun === undefined ? [] : [begun, solution]).find(
      (id) => id !== undefined && this.#isCalled(id, this.view.countedFrame),
    );
    return [this.workspace, ...this.beside].map((workspace, index) => {
      const id = index === 0 ? shown : others[index - 1];
      return { workspace, name: id === undefined ? workspace.current.countedFrame.name : this.nameOf(id) };
    });
  });

  /** Shows a step: its own network, or what the step before left; the student's own where there is one. */
  go(index: number): void {
    const to = Math.min(this.steps.length - 1, Math.max(0, index));
    if (to === this.index) return;
    this.#leave();
    this.index = to;
    this.frame = 0;
    this.#shown = undefined;
    const [own, ...others] = this.given;
    this.given = [];
    this.#start = own ?? this.#startOf(to);
    const work = own ? undefined : this.progress.work;
    const { beside = [], detail = 'blocks' } = this.step;
    const first = startOf(this.steps, to);
    this.#ids = [own ? this.#idOf(own, first) : first, ...others.map((each) => this.#idOf(each)), ...beside];
    this.#show(this.#start);
    this.#base = this.view.editor.history.done;
    if (work && !isSameDocument(work, this.#start)) this.#show(work);
    this.view.detail = detail;
    this.view.editor.select([]);
    this.beside = [...others, ...beside.map((id) => this.#named(id))].slice(0, 3).map((document) => {
      const view = new NetworkView(document);
      view.detail = detail;
      if (!suitsFigure(document)) view.arrangement = 'layered';
      return new Workspace([view]);
    });
    this.view.opened += 1;
  }

  /** One network of a worked example. */
  showFrame(index: number): void {
    const frame = this.step.frames?.[index];
    if (!frame) return;
    this.frame = index;
    this.#show(this.#named(frame.network));
  }

  predict(predicted: number): void {
    if (this.progress.predicted === undefined) this.#note({ predicted });
  }
  giveHint(): void {
    this.#note({ hints: Math.min(this.progress.hints + 1, this.step.hints?.length ?? 0) });
  }
  answerWhy(option: number): void {
    this.#note({ reasons: [...this.progress.reasons, option] });
  }

  /** Called in an effect: goals that were met by the student stay met. */
  noteGoals(): void {
    if (this.reached && !this.solutionShown && !this.progress.met) this.#note({ met: true });
  }

  showSolution(): void {
    const { solution } = this.step;
    if (solution === undefined) return;
    this.#show(this.#named(solution));
    this.#shown = this.view.edited;
  }

  undo(): void {
    const { solutionShown } = this;
    if (this.canUndo) this.#jump(-1);
    if (solutionShown) this.put += 1;
  }
  redo(): void {
    if (this.canRedo) this.#jump(1);
  }
  /** The network as the step began. */
  restart(): void {
    if (!isSameDocument(this.view.edited, this.#start)) this.#show(this.#start);
  }
  /** All steps as they begin. */
  printed(): readonly PrintedStep[] {
    return this.steps.map((step, index): PrintedStep => {
      const document = this.#startOf(index, true);
      const started = { document, graph: lowerDocument(document).graph };
      const { beside = [], detail = 'blocks', frames = [] } = step;
      const others = [...frames.slice(1).map(({ network }) => network), ...beside];
      const figures = others.map((id) => ({ document: this.#named(id), name: this.nameOf(id) }));
      return {
        step,
        started,
        figures: [{ document, name: this.nameOf(startOf(this.steps, index)) }, ...figures],
        detail,
        outcome: this.#outcomeOf(step, started, -1),
      };
    });
  }

  /** What was answered so far, step by step: what a code of a class holds. */
  readonly answers = $derived.by((): readonly StepAnswers[] =>
    this.#steps.map(({ predicted, met, reasons: [reason] }) => ({
      ...(predicted !== undefined && { predicted }),
      met,
      ...(reason !== undefined && { reason }),
    })),
  );

  /** Everything that was done in the lesson is forgotten. */
  forget(): void {
    this.#steps = this.steps.map(() => untouched);
    this.store.keep(this.lesson, this.#steps);
    this.index = -1;
    this.go(0);
  }
  /** What the student has made of the step's network is kept. */
  keep(): void {
    this.#leave();
    this.store.keep(this.lesson, this.#steps);
  }

  #jump(by: -1 | 1): void {
    const before = this.view.edited;
    this.workspace.step(by);
    this.view.morphFrom(before);
  }

  #leave(): void {
    if (this.index < 0 || !this.editable) return;
    const { edited } = this.view;
    const { work, ...rest } = this.progress;
    const changed = !isSameDocument(edited, this.#start);
    const next: StepProgress = changed ? { ...rest, work: edited } : rest;
    if (work !== next.work) this.#steps = this.#steps.with(this.index, next);
  }

  #note(what: Partial<StepProgress>): void {
    this.#steps = this.#steps.with(this.index, { ...this.progress, ...what });
    this.keep();
  }

  #show(document: GraphDocument): void {
    const { editor, edited } = this.view;
    if (!suitsFigure(document)) this.view.arrangement = 'layered';
    else this.view.arrangement = 'figure';
    editor.replace({ kind: 'open', values: { name: document.name } }, document);
    this.put += 1;
    if (edited !== emptyDocument) this.view.morphFrom(edited);
  }

  /** Which network of the lesson a document is, the one that is likely first. */
  #idOf(document: GraphDocument, likely?: string): string | undefined {
    return [...(likely === undefined ? [] : [likely]), ...this.lesson.networks.keys()].find((id) =>
      isSameDocument(this.#named(id), document),
    );
  }

  /** Whether a document still has the name that is that network's own. */
  #isCalled(id: string, { name }: GraphDocument): boolean {
    return ownName(networkNamed(id, this.lesson.networks)!) === name;
  }

  #named(id: string): GraphDocument {
    return documentOf(networkNamed(id, this.lesson.networks)!);
  }

  /** What a step begins with: without a network of its own with what was left before, or what would be there unchanged. */
  #startOf(index: number, unchanged = false): GraphDocument {
    const { network, frames } = this.steps[index]!;
    const own = frames?.[0]?.network ?? network;
    if (own !== undefined) return this.#named(own);
    if (index === 0) return this.#named('dla34');
    const last = this.steps[index - 1]!.frames?.at(-1)?.network;
    if (last !== undefined) return this.#named(last);
    return (unchanged ? undefined : this.#steps[index - 1]?.work) ?? this.#startOf(index - 1, unchanged);
  }

  #outcomeOf({ prediction }: LessonStep, started: Measurable, predicted: number): Outcome | undefined {
    if (!prediction) return undefined;
    const { measure, options, within = 0 } = prediction;
    const measured = measureOn(this.lesson, measure, started);
    const holds = (options ?? []).map(
      ({ is, value }) => checkGoal(this.lesson, { ...measure, is, value }, started).met,
    );
    const right = options
      ? holds[predicted] === true
      : typeof measured === 'number' && Math.abs(measured - predicted) <= within;
    return { measured, right, options: holds };
  }
}
