import { words } from '#lib/messages/messages.ts';
import { measured, standings, standingsOf } from '#lib/workspace/training/spread.ts';
import type { Learned } from '#lib/workspace/training/training.svelte.ts';
import { shortLabel } from './who.ts';

/** Percentage points. */
const points = (share: number): string => String(Number((100 * share).toFixed(2)));

/** Which networks, from which seeds, ended with numbers that are not finite. */
export const divergedSentences = (learned: readonly Pick<Learned, 'who' | 'runs'>[]): readonly string[] =>
  learned.flatMap(({ who, runs }) =>
    runs.flatMap(({ seed, diverged }) =>
      diverged === undefined ? [] : [words.training.diverged(shortLabel(who), seed, diverged)],
    ),
  );

/** What the wrong answers of a training say, against the first network and the spread of the seeds. */
export function trainingSentences(learned: readonly Pick<Learned, 'key' | 'who' | 'runs'>[]): readonly string[] {
  const said = words.training.verdict;
  const label = new Map(learned.map(({ key, who }) => [key, shortLabel(who)]));
  const errors = learned.map(
    ({ key, runs }) => [key, standings(runs).map(({ heldOut }) => measured(heldOut, 'error'))] as const,
  );
  const [reference, ...others] = standingsOf(new Map(errors));
  if (!reference) return [];
  const first = label.get(reference.key)!;
  const [one] = others;
  if (others.some(({ judged }) => judged!.says === 'one-seed')) return [said.oneSeed];
  const { seeds } = one!.judged!;
  const differing = (['something', 'little'] as const).flatMap((says) => {
    const of = others.filter(({ judged }) => judged!.says === says);
    const findings = of.map(({ key, judged }) =>
      said.finding(label.get(key)!, points(Math.abs(judged!.lead)), judged!.lead > 0),
    );
    return of.length === 0 ? [] : [said[says](first, findings, seeds)];
  });
  const alike = others.filter(({ judged }) => judged!.says === 'nothing');
  const noise = Math.max(...alike.map(({ judged }) => judged!.noise));
  return [
    ...differing,
    ...(alike.length === 0
      ? []
      : [said.nothing([...alike.map(({ key }) => label.get(key)!), first], points(noise), seeds)]),
  ];
}
