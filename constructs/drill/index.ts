/** Exports for providers: properties and contract. */
export * from './contract';
export * from './schema';
