/** What a network sees. */
export type InputChoice =
  | { readonly kind: 'seeded' }
  | { readonly kind: 'sample'; readonly file: string }
  | { readonly kind: 'image'; readonly file: File };

/** Where its weights come from. */
export type WeightChoice =
  { readonly kind: 'seeded' } | { readonly kind: 'seeded-by-block' } | { readonly kind: 'file'; readonly file: File };
