import { plural } from './grammar.ts';

/** What is changed of a computation, and not in its document. */
export const interventions = {
  title: 'Intervention',
  all: 'Interventions',
  /** What one does with a node or an edge; `none` is to leave it as it is. */
  acts: { none: 'as is', ablate: 'ablate', scale: 'scale', bypass: 'bypass' },
  commands: {
    menu: 'Intervene',
    ablate: 'Ablate: zeros in its place',
    scale: 'Scale by a slider',
    scaleBy: (factor: string) => `Scale by ${factor}`,
    bypass: 'Bypass: pass its input on',
    release: 'End the intervention',
    clear: 'Clear all interventions',
  },
  nothing: 'Select a node or an edge to intervene on.',
  nodesOnly: 'Only a node can be bypassed. Ablate or scale the edge instead.',
  factor: 'Factor',
  ofNode: 'Changes what the network computes, not the network: neither its file nor its counts.',
  ofEdge: (to: string) => `Changes what ${to} receives here. What else takes the same output is not touched.`,
  sign: { ablate: '×0', scale: (factor: string) => `×${factor}`, bypass: '↷', several: (count: number) => `${count}×` },
  key: { ablate: 'ablated', scale: 'scaled', bypass: 'bypassed' },
  count: (count: number) => plural(count, 'intervention'),
  show: (place: string) => `Show ${place}`,
  end: (place: string) => `End the intervention on ${place}`,
  /** One of them in a few words: `N3 ablated`. */
  said: {
    ablate: (place: string) => `${place} ablated`,
    scale: (place: string, factor: string) => `${place} × ${factor}`,
    bypass: (place: string) => `${place} bypassed`,
  },
  /** What a run is called: `DLA-34, N3 ablated`. */
  network: (name: string, done: readonly string[], more: number) =>
    [name, ...done, ...(more > 0 ? [`${more} more`] : [])].join(', '),
  /** What was done in one of the networks that are compared. */
  inRun: (network: string, done: readonly string[]) => `${network}: ${done.join(', ')}.`,
  /** What each part contributes. */
  contributions: {
    title: 'What each input of an aggregation node contributes',
    measure: 'Ablate each input in turn',
    again: 'Ablate each input again',
    hint: 'Zeros in the place of one input of an aggregation node after another, in the network without interventions',
    without: (edge: string) => `without ${edge}`,
    empty: {
      title: 'What does each part contribute?',
      text: 'Every input of every aggregation node is ablated in turn. How far the output moves is drawn on the edges.',
    },
    none: 'This network has no aggregation nodes.',
    of: (network: string, image: string, output: string) =>
      `${network} on ${image}: the change of ${output} without each input.`,
    input: 'Without',
    share: 'contribution',
    relative: 'change',
    relativeHint: 'L2 norm of the change as a share of the output’s own',
    largest: 'largest change',
    loss: 'loss',
    lossOf: 'Loss of a class',
    heat: 'contribution',
  },
  changed: 'The interventions have changed since this was computed.',
  effects: {
    classes: 'Beside the untouched network',
    class: 'Class',
    untouched: 'untouched',
    now: 'now',
    change: 'change',
    levels: 'Change of each level',
    level: 'Level',
    cosine: 'cosine',
    largest: 'largest difference',
    same: 'not touched',
  },
};
