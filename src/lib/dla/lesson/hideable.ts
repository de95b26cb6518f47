/** What of the page a link or a step of a lesson can leave out. */
export const hideable = ['palette', 'inspector', 'drawer', 'bar'] as const;

export type Hideable = (typeof hideable)[number];
