import { words } from '#lib/messages/messages.ts';
import type { Share } from '#lib/workspace/gradients/network-flow.ts';
import type { Quantity } from '#lib/workspace/gradients/rows.ts';
import type { Spread } from '#lib/workspace/shared/spread.ts';
import { ratioText } from './flow-words.ts';

const letterOf = (network: number): string => words.compare.letters[network]!;

/** `6.1 ± 0.4`; of one seed no spread is known. */
export const spreadText = ({ mean, deviation, seeds }: Spread, text: (value: number) => string): string =>
  words.gradients.together.spread(text(mean), seeds > 1 ? text(deviation) : undefined);

/** What a person sees on the curves of one level, with the numbers that bear it. */
export function networkSentences(
  level: string | undefined,
  shares: readonly Share[],
  quantity: Quantity,
): readonly string[] {
  const said = words.gradients.together;
  if (level === undefined || shares.length === 0) return [said.no(level)];
  const findings = shares.map(({ network, ratio }) => said.times(spreadText(ratio, ratioText), letterOf(network)));
  const seen = [said.shares(level, quantity, findings)];
  const reference = shares.find(({ judged }) => judged === undefined);
  const others = shares.filter(({ judged }) => judged !== undefined);
  if (!reference || others.length === 0) return seen;
  if (others.some(({ judged }) => judged!.says === 'one-seed')) return [...seen, said.oneSeed];
  const beside = letterOf(reference.network);
  const differing = (['something', 'little'] as const).flatMap((says) => {
    const of = others.filter(({ judged }) => judged!.says === says);
    const times = of.map(({ network, ratio }) =>
      said.more(ratioText(ratio.mean / reference.ratio.mean), letterOf(network)),
    );
    return of.length === 0 ? [] : [said.differs[says](beside, times, of[0]!.judged!.seeds)];
  });
  const alike = others.filter(({ judged }) => judged!.says === 'nothing');
  const noise = Math.max(...alike.map(({ judged }) => judged!.noise));
  return [
    ...seen,
    ...differing,
    ...(alike.length === 0
      ? []
      : [
          said.alike(
            alike.map(({ network }) => letterOf(network)),
            beside,
            ratioText(noise),
            alike[0]!.judged!.seeds,
          ),
        ]),
  ];
}
