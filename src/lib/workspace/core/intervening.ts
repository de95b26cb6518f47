import { lowerWith } from '#lib/dla/lowering/lower.ts';
import type { Intervention } from '#lib/dla/lowering/interventions.ts';
import { IssueError, type Issue } from '#lib/issue.ts';
import { placeName } from './describe-step.ts';
import { interventionsText, isAt, placeOf, withOneAt, type Place } from './interventions.ts';
import type { NetworkView } from './network-view.svelte.ts';

/** What is done at a place; `release` ends what is done there. */
export type Act = 'ablate' | 'bypass' | 'scale' | 'release';

/** Where the interventions of {@link Intervening} go. */
interface Host {
  readonly current: NetworkView;
  refusal: readonly Issue[] | undefined;
}

/** What is changed of the current network's computation, not of its document; every method is one step of the history. */
export class Intervening {
  private last = { at: -Infinity, of: '' };

  constructor(private readonly host: Host) {}

  /** The places that are selected. */
  get places(): readonly Place[] {
    const { edited, editor } = this.host.current;
    const places = editor.selection.flatMap((id) => placeOf(edited, id) ?? []);
    return places.filter(({ node, from }, at) => places.findIndex((p) => p.node === node && p.from === from) === at);
  }

  /** What is done at a place. */
  at(place: Place): Intervention | undefined {
    return this.host.current.interventions.find((each) => isAt(each, place));
  }

  ablate(places: readonly Place[]): void {
    this.scale(places, 0);
  }

  /** A slider that goes on soon after it was moved is one step with what it did before. */
  scale(places: readonly Place[], factor: number): void {
    const [now, of] = [performance.now(), JSON.stringify(places)];
    const { editor } = this.host.current;
    const { entries, done } = editor.history;
    const before = entries[done - 1]?.label;
    const goesOn = before?.kind === 'intervene' && before.values?.act === 'scale';
    if (factor !== 0 && goesOn && now - this.last.at < 1000 && this.last.of === of) editor.undo();
    this.last = { at: now, of: factor === 0 ? '' : of };
    const values = factor === 0 ? ({ act: 'ablate' } as const) : ({ act: 'scale', factor } as const);
    this.#intervene(places, values, ({ node, from }) => ({
      kind: 'scale',
      node,
      ...(from !== undefined && { from }),
      factor: Math.fround(factor),
    }));
  }

  /** Refused, with both shapes, where a node's output has another one than what would be passed on. */
  bypass(places: readonly Place[]): void {
    this.#intervene(places, { act: 'bypass' }, ({ node }) => ({ kind: 'bypass', node }));
  }

  release(places: readonly Place[]): void {
    this.#intervene(places, { act: 'release' }, () => undefined);
  }

  clear(): void {
    this.#step({ act: 'release', count: this.host.current.interventions.length }, []);
  }

  #intervene(
    places: readonly Place[],
    did: { readonly act: Act; readonly factor?: number },
    make: (place: Place) => Intervention | undefined,
  ): void {
    const { edited, interventions } = this.host.current;
    const after = places.reduce((all, place) => withOneAt(all, place, make(place)), interventions);
    const [only] = places;
    const named = places.length === 1 && only ? { name: nameOf(edited, only) } : { count: places.length };
    this.#step({ ...did, ...named }, after);
  }

  #step(values: { readonly act: Act; readonly count?: number }, after: readonly Intervention[]): void {
    const view = this.host.current;
    const text = interventionsText(after);
    if (text === interventionsText(view.interventions)) return;
    this.host.refusal = values.act === 'bypass' ? refusalOf(view, after) : undefined;
    if (!this.host.refusal) view.editor.mark({ kind: 'intervene', values: { ...values, after: text } });
  }
}

/** What a place is called: a node, or an edge by its ends. */
export const nameOf = (document: NetworkView['edited'], { node, from }: Place): string =>
  from === undefined ? placeName(document, node) : `${placeName(document, from)} → ${placeName(document, node)}`;

/** Why a node cannot be passed by; what else is wrong with a network is said elsewhere. */
function refusalOf({ edited }: NetworkView, interventions: readonly Intervention[]): readonly Issue[] | undefined {
  try {
    lowerWith(edited, interventions);
  } catch (error) {
    if (!(error instanceof IssueError)) throw error;
    const found = error.issues.filter(({ kind }) => kind === 'bypass-shape' || kind === 'nothing-to-pass');
    if (found.length > 0) return found;
  }
  return undefined;
}
