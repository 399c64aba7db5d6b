/** Actions of a service: `of('rds', 'AddTagsToResource')`. */
export const of = (service: string, ...actions: string[]): string[] => actions.map((action) => `${service}:${action}`);
