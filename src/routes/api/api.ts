/** What scripts/api.mjs reads out of the library's sources. */
export interface Api {
  readonly intro: readonly Paragraph[];
  readonly examples: readonly { readonly name: string; readonly code: string }[];
  readonly groups: readonly { readonly title: string; readonly items: readonly Item[] }[];
}

export interface Part {
  readonly kind: 'text' | 'code' | 'link';
  readonly text: string;
}

export type Paragraph = readonly Part[];

export interface Item {
  readonly name: string;
  readonly code: Paragraph;
  readonly doc: readonly Paragraph[];
  readonly parameters: readonly { readonly name: string; readonly doc: Paragraph }[];
  readonly throws: Paragraph;
  readonly members: readonly {
    readonly name: string;
    readonly type: Paragraph;
    readonly doc: readonly Paragraph[];
  }[];
}
