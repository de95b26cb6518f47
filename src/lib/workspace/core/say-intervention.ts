import type { Intervention } from '#lib/dla/lowering/interventions.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { words } from '#lib/messages/messages.ts';
import { nameOf } from './intervening.ts';
import { placeIn } from './interventions.ts';

/** Zeros are what a factor of 0 gives. */
export function actOf(intervention: Intervention): 'ablate' | 'scale' | 'bypass' {
  if (intervention.kind === 'bypass') return 'bypass';
  return intervention.factor === 0 ? 'ablate' : 'scale';
}

/** A factor as one typed it, not as float32 has it. */
export const factorText = (factor: number): string => String(Number(factor.toPrecision(6))).replace('-', '−');

/** What stands beside the place on the figure. */
export function signOf(intervention: Intervention): string {
  const { sign } = words.interventions;
  if (intervention.kind === 'bypass') return sign.bypass;
  return intervention.factor === 0 ? sign.ablate : sign.scale(factorText(intervention.factor));
}

/** `level 5 N1 ablated` */
export function sayIntervention(document: GraphDocument, intervention: Intervention): string {
  const { said } = words.interventions;
  const place = nameOf(document, placeIn(intervention));
  if (intervention.kind === 'bypass') return said.bypass(place);
  return intervention.factor === 0 ? said.ablate(place) : said.scale(place, factorText(intervention.factor));
}

/** Of more than these only the number is said in a name. */
const MOST_NAMED = 2;

/** What a network is called that is computed with interventions. */
export const intervenedName = (document: GraphDocument, interventions: readonly Intervention[]): string =>
  words.interventions.network(
    document.name,
    interventions.slice(0, MOST_NAMED).map((each) => sayIntervention(document, each)),
    Math.max(0, interventions.length - MOST_NAMED),
  );
