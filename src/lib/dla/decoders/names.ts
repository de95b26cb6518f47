/** The decoders of dense prediction (docs/networks.md); `ida-up` is the authors' DLAUp. */
export const decoderNames = ['none', 'shallow', 'ida', 'ida-up'] as const;
export type DecoderName = (typeof decoderNames)[number];

/** The necks of detection (docs/networks.md): the authors' DLAUp, and CenterNet's, which adds. */
export const neckNames = ['dla-up', 'dla-up-add'] as const;

/** The name of a decoder's group, with which its weight names begin: the authors' own for theirs. */
export const decoderGroup = (name: DecoderName): 'dla_up' | 'decoder' => (name === 'ida-up' ? 'dla_up' : 'decoder');
export const decoderGroups: readonly string[] = [...decoderNames.map(decoderGroup), 'ida_up'];
