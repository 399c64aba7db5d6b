/** Exports for providers: properties and contract. */
export * from './catalogue';
export * from './contract';
export * from './firewalls';
export * from './own-rules';
export * from './schema';
export type { Thresholds } from './thresholds';
export type { Cache, Server, Watched } from './watched';
