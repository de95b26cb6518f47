import { words } from '#lib/messages/messages.ts';
import type { MenuItem, SubMenu } from '#lib/ui/menu.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { factorText } from '#lib/workspace/core/say-intervention.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';

/** Factors that a menu offers; a slider has those between. */
const FACTORS = [0.25, 0.5, 2, -1] as const;

/** What can be done to the computation of what is selected. */
export function interveneMenu({ intervening, current }: Workspace): SubMenu {
  const said = words.interventions.commands;
  const { places } = intervening;
  const none = places.length === 0;
  const all = current.interventions.length === 0;
  const items: readonly MenuItem[] = [
    { id: 'ablate', label: said.ablate, shortcut: 'X', disabled: none, run: () => intervening.ablate(places) },
    {
      id: 'bypass',
      label: said.bypass,
      shortcut: 'B',
      disabled: none || places.some(({ from }) => from !== undefined),
      run: () => intervening.bypass(places),
    },
    ...FACTORS.map((factor): MenuItem => ({
      id: `scale:${factor}`,
      label: said.scaleBy(factorText(factor)),
      disabled: none,
      run: () => intervening.scale(places, factor),
    })),
    'separator',
    {
      id: 'release',
      label: said.release,
      disabled: !places.some((place) => intervening.at(place)),
      run: () => intervening.release(places),
    },
    { id: 'clear', label: said.clear, shortcut: 'Mod+Shift+X', disabled: all, run: () => intervening.clear() },
  ];
  return { id: 'intervene', label: said.menu, disabled: none && all, items };
}

/** By key: what is done already is ended. */
export function toggleIntervention({ intervening }: Workspace, act: 'ablate' | 'bypass'): void {
  const { places } = intervening;
  const said = words.interventions;
  if (places.length === 0) return void toasts.show({ kind: 'info', text: said.nothing });
  if (act === 'bypass' && places.some(({ from }) => from !== undefined))
    return void toasts.show({ kind: 'info', text: said.nodesOnly });
  const done = places.every((place) => {
    const found = intervening.at(place);
    return found && (found.kind === 'bypass' ? act === 'bypass' : act === 'ablate' && found.factor === 0);
  });
  if (done) intervening.release(places);
  else intervening[act](places);
}
