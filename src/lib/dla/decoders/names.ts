/** The decoders of dense prediction (docs/networks.md); `ida-up` is the authors' DLAUp. */
export const decoderNames = ['none', 'shallow', 'ida', 'ida-up'] as const;
export type DecoderName = (typeof decoderNames)[number];
