/** Exports for providers: properties and contract. */
export * from './contract';
export * from './origin';
export * from './schema';
