import { lessonMark } from '#lib/dla/lesson/class-code.ts';
import type { Lesson } from '#lib/dla/lesson/lesson.ts';
import { takeCodes, tallyOf, type StepTally, type Taken } from '#lib/dla/lesson/tally.ts';

/** The codes of a class as its teacher puts them in, kept on this machine until they are cleared. */
export class ClassTally {
  codes = $state.raw<readonly string[]>([]);
  /** What became of those that were put in last. */
  last = $state.raw<Taken | undefined>();
  /** The steps whose answers are shown. */
  revealed = $state.raw<readonly number[]>([]);
  readonly #key: string;

  constructor(readonly lesson: Lesson) {
    this.#key = `dla-class.${lessonMark(lesson)}`;
    try {
      this.codes = takeCodes(lesson, [], localStorage.getItem(this.#key) ?? '').codes;
    } catch {
      // Closed storage: the tally holds until the page is left.
    }
  }

  readonly steps = $derived.by((): readonly StepTally[] => tallyOf(this.lesson, this.codes));

  add(text: string): Taken {
    this.last = takeCodes(this.lesson, this.codes, text);
    this.#set(this.last.codes);
    return this.last;
  }

  /** Forgets every code, and gives them back to who would rather have them again. */
  clear(): readonly string[] {
    const { codes } = this;
    this.#set([]);
    this.last = undefined;
    this.revealed = [];
    return codes;
  }

  toggle(step: number): void {
    const others = this.revealed.filter((each) => each !== step);
    this.revealed = others.length < this.revealed.length ? others : [...others, step];
  }

  #set(codes: readonly string[]): void {
    this.codes = codes;
    try {
      if (codes.length > 0) localStorage.setItem(this.#key, codes.join('\n'));
      else localStorage.removeItem(this.#key);
    } catch {
      // As above.
    }
  }
}
