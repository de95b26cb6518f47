/** Of a class: what was measured is shown to who has predicted, or held back for the teacher to show. */
export const classLinks = ['shown', 'held'] as const;

export type ClassLink = (typeof classLinks)[number];
