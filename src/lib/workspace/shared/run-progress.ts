import { words } from '#lib/messages/messages.ts';
import type { RunProgress } from '#lib/runtime/compute/session.ts';

export interface RunProgressWords {
  /** 0 to 1 over everything that was asked for. */
  readonly share: number;
  readonly words: string;
}

/** Where each phase starts and how much of the whole it takes; a first run spends most of it on the steps. */
const PHASES: Readonly<Record<RunProgress['phase'], readonly [number, number]>> = {
  weights: [0, 0.2],
  shaders: [0.2, 0.1],
  steps: [0.3, 0.7],
};

/** How far a run of some images is, and what is being done: `loading weights of B1`, `image 2 of 3: B1`. */
export function progressWords({ phase, done, of }: RunProgress, images: number, label: string): RunProgressWords {
  const [start, length] = PHASES[phase];
  const share = start + (length * done) / of;
  const said = words.run.phases;
  if (phase !== 'steps') return { share, words: said[phase](label) };
  const image = Math.floor((images * done) / of) + 1;
  return { share, words: images === 1 ? said.steps(label) : said.stepsOf(image, images, label) };
}
